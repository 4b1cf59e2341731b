import { fhirJsonOf, type EntryId } from "#base";
import { mustBeIssued, type CopyPermit, type PersonPermit } from "#sharing";
import { addressOf, copiedEntry, type CopyScope } from "./copied-entry.ts";
import type { CopiedContent } from "./copy-store.ts";
import type { Heading } from "./heading-list.ts";
import type { RecordStore } from "./store.ts";

/** A copy of what a permit opens of a record. */
export type RecordCopy = {
  /** By heading, newest event first. */
  readonly headings: readonly Heading[];
  /** The entries as a FHIR R4 Bundle of the type collection: its JSON, some entries at a time. */
  readonly bundle: () => AsyncGenerator<string>;
};

type Parts = {
  readonly store: RecordStore;
  /** The person's entries by heading, as every page has them. */
  readonly headings: (permit: PersonPermit) => Promise<readonly Heading[]>;
};

/** Entries whose contents are asked for at a time. */
const PIECE = 200;

/** Gives copies of records to be taken away. */
export function createCopying({ store, headings }: Parts) {
  return {
    /** What the permit opens today: no earlier versions, nothing that its source has ended. Logged where it is read. */
    async copy(permit: CopyPermit): Promise<RecordCopy> {
      mustBeIssued(permit);
      const current = (await headings(permit)).filter(({ ended }) => !ended);
      return { headings: current, bundle: () => bundleOf(store, permit, current) };
    },
  };
}

/** @see https://hl7.org/fhir/R4/bundle.html */
async function* bundleOf(store: RecordStore, permit: CopyPermit, headings: readonly Heading[]): AsyncGenerator<string> {
  const known = new Map(headings.map((one) => [one.id, one]));
  const ids = [...known.keys()];
  const names = new Map<EntryId, string | undefined>();
  let written = 0;
  yield `{"resourceType":"Bundle","type":"collection","timestamp":"${permit.at.toISOString()}"`;
  for (let at = 0; at < ids.length;) {
    const { contents, dealtWith } = await store.copies.contents(permit, ids.slice(at, at + PIECE));
    at += dealtWith;
    await learnNames(store, permit, { contents, known, names });
    const entries = contents.map((one) => entryOf(one, permit, { known, names }));
    if (entries.length === 0) continue;
    yield `${written === 0 ? ',"entry":[\n' : ",\n"}${entries.join(",\n")}`;
    written += entries.length;
  }
  yield written === 0 ? "}\n" : "\n]}\n";
}

type Known = {
  readonly known: ReadonlyMap<EntryId, Heading>;
  /** Of what was asked about already; undefined of what may not be named. */
  readonly names: Map<EntryId, string | undefined>;
};

/** Asks once about everything outside of the copy to which its entries lead. */
async function learnNames(
  store: RecordStore,
  permit: CopyPermit,
  { contents, known, names }: Known & { readonly contents: readonly CopiedContent[] },
): Promise<void> {
  const led = contents.flatMap(({ id }) => known.get(id)?.refs ?? []);
  const asked = [...new Set(led)].filter((id) => !known.has(id) && !names.has(id));
  if (asked.length === 0) return;
  for (const id of asked) names.set(id, undefined);
  for (const { id, title } of await store.copies.namesOf(permit, asked)) names.set(id, title);
}

function entryOf({ id, patient, content }: CopiedContent, { person }: CopyPermit, { known, names }: Known): string {
  const source = known.get(id)?.source;
  if (source === undefined) throw new Error("A copy holds what has a heading.");
  const scope: CopyScope = {
    ...{ source, person, registration: patient },
    isShown: (one) => known.has(one),
    nameOf: (one) => names.get(one),
  };
  return `{"fullUrl":"${addressOf(id)}","resource":${fhirJsonOf(copiedEntry(content, id, scope))}}`;
}
