import type { ReactElement } from "react";
import type { App } from "#app";
import type { OdsCode, Outcome, Problem } from "#base";
import type { Delivery } from "#feeds";
import type { CurrentSession } from "#identity";
import type { FeedSettings, StaffMember } from "#place";
import type { Loading } from "./loading.ts";

/** What a page is asked. */
export type PageRequest = {
  /** Who acts, in their role today. */
  readonly actor: StaffMember;
  /** The browser's, by which we know who acts. */
  readonly session: CurrentSession;
  /** From where it is asked, for counting attempts; and with what browser. */
  readonly address: string;
  readonly userAgent: string | undefined;
  /** Where browsers find us, such as "https://record.example". */
  readonly origin: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The fields of a posted form; empty on a GET. */
  readonly form: Readonly<Record<string, string>>;
  /** The files of a posted form, of a route that takes any; gone when it is answered. */
  readonly files: Readonly<Record<string, FormFile>>;
  /** Why a file of the form could not be taken. */
  readonly fileProblem?: Problem | undefined;
  /** Hands a form's file over to be read into the record; where nothing is taken in, absent. */
  readonly takeIn?: ((file: FormFile, feed: FeedSettings, source: OdsCode) => Promise<Outcome<Delivery>>) | undefined;
  readonly now: Date;
  /** YYYY-MM-DD in Europe/London. */
  readonly today: string;
  /** The work that was started with the server; none where it only serves. */
  readonly loading: Loading | undefined;
};

/** A file of a posted form, on the disk while the page answers. `name` is what its sender calls it. */
export type FormFile = { readonly name: string; readonly bytes: number; readonly path: string };

/** What the pages about one's own account are asked: whoever is signed in may have no role today. */
export type SessionRequest = Omit<PageRequest, "actor"> & { readonly actor: StaffMember | undefined };

/** What the few pages are asked for which nobody need be signed in. */
export type OpenRequest = Omit<SessionRequest, "session"> & { readonly session: CurrentSession | undefined };

/** What a page answers. */
export type Answer =
  | { readonly kind: "page"; readonly page: ReactElement; readonly status?: number }
  /** `token`: from now on this browser has another session. */
  | { readonly kind: "redirect"; readonly to: string; readonly token?: string }
  | { readonly kind: "csv"; readonly name: string; readonly columns: readonly string[]; readonly rows: CsvPieces }
  /** A file to be saved, not shown: what came from outside is never opened within our pages. */
  | { readonly kind: "file"; readonly name: string; readonly contentType: string; readonly bytes: Buffer }
  /** The same of a text that is never held whole. */
  | {
      readonly kind: "text";
      readonly name: string;
      readonly contentType: string;
      readonly pieces: AsyncIterable<string>;
    }
  /** Becomes the page that says so: 403 refused, 404 not found, 503 unavailable, 422 otherwise. */
  | { readonly kind: "problem"; readonly problem: Problem };

/** Some rows at a time, so that a long table is never held whole. */
export type CsvPieces = AsyncIterable<CsvRows>;
export type CsvRows = readonly (readonly (string | number | undefined)[])[];

type Where = { readonly method: "GET" | "POST"; /** Such as "/people/:person/timeline". */ readonly path: string };

/** One entry of the table of pages. Those that are not for staff alone say to whom they are open. */
export type Route = StaffRoute | SessionRoute | OpenRoute;
export type StaffRoute = Where & {
  readonly open?: false;
  /** Takes files, each of at most so many bytes, with its form (multipart/form-data). */
  readonly files?: { readonly mostBytes: number };
  readonly answer: (app: App, request: PageRequest) => Promise<Answer>;
};
/** For whoever is signed in. */
export type SessionRoute = Where & {
  readonly open: "signed-in";
  readonly answer: (app: App, request: SessionRequest) => Promise<Answer>;
};
export type OpenRoute = Where & {
  readonly open: true;
  readonly answer: (app: App, request: OpenRequest) => Promise<Answer>;
};

export const page = (element: ReactElement, status = 200): Answer => ({ kind: "page", page: element, status });
export const redirect = (to: string): Answer => ({ kind: "redirect", to });
export const problem = (what: Problem): Answer => ({ kind: "problem", problem: what });
/** A table to be saved that is short enough to be held whole. */
export const csv = (name: string, columns: readonly string[], rows: CsvRows): Answer => ({
  ...{ kind: "csv", name, columns, rows: inOnePiece(rows) },
});

async function* inOnePiece(rows: CsvRows): AsyncGenerator<CsvRows> {
  yield await Promise.resolve(rows);
}

export const notFound = (message: string): Answer => problem({ kind: "not-found", message });

/** The answer that is made of a value, or the page that says why there is none. */
export const answerOf = <T>(outcome: Outcome<T>, answer: (value: T) => Answer): Answer =>
  outcome.ok ? answer(outcome.value) : problem(outcome.problem);

/** The number in an address, such as of a delivery; 0, which nothing has, for anything that is no number. */
export const numberIn = (text = ""): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);
