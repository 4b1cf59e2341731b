import { entryIdOf, patientIdOf, stoppedAt, type ActorId, type OdsCode } from "#base";
import type { Place } from "#place";
import { createServer, routesOf, type RegisteredRoute } from "#server";
import { ROUTES } from "#web";
import { aFolder } from "../builders/files.ts";
import { aHouse } from "../builders/house.ts";
import { aPlace, COUNCIL, PRACTICE } from "../builders/place.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { anObservation, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm } from "../server/open-server.ts";
import { WALKERS, type Walker } from "./routes.ts";

/** Where the role works. */
const WORKS_AT: Readonly<Partial<Record<Walker, OdsCode>>> = { "social-worker": COUNCIL };

const idOf = (walker: Walker): ActorId => `walker-${walker.replaceAll(" ", "-")}` as ActorId;

const aPlaceOfWalkers = (): Place => ({
  ...aPlace(),
  staff: WALKERS.map((walker) => ({
    id: idOf(walker),
    name: `A ${walker}`,
    role: walker === "no role today" ? "nurse" : walker,
    organisation: WORKS_AT[walker] ?? PRACTICE,
    from: "2020-01-01",
    ...(walker === "no role today" && { to: "2021-01-01" }),
  })),
});

/** What stands in the gaps of addresses, by the gap's name; elsewhere 1. */
export type Gaps = Readonly<Record<string, string>>;

const NOBODYS = "11111111-1111-4111-8111-111111111111";
/** What nobody has, in a place into which nothing was loaded. */
const NOTHING: Gaps = { person: NOBODYS, entry: NOBODYS, patient: NOBODYS, one: NOBODYS, other: NOBODYS };

const addressOf = (path: string, gaps: Gaps): string =>
  path.replace(/:(\w+)/g, (_gap, name: string) => gaps[name] ?? "1");

/** What a walk found at one route. */
export type Found = {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
  readonly kept: string | undefined;
};

/** A whole server over an empty place, to be walked. */
export async function aWalk() {
  const house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place: aPlaceOfWalkers() });
  const server = await createServer({
    app: house,
    ready: async () => ({ ready: true, words: "ready" }),
    log: () => undefined,
    incoming: { folder: await aFolder(), onArrival: () => undefined },
  });
  await server.ready();
  return {
    routes: routesOf(server),

    /** Asks as somebody who is signed in, or signed out; a form that is posted is empty. */
    async visit({ method, path }: RegisteredRoute, walker: Walker | undefined, gaps = NOTHING): Promise<Found> {
      const cookies = walker === undefined ? {} : await signedInAs(house, idOf(walker));
      const form = method === "GET" ? {} : TAKE_FILES.has(path) ? anEmptyFileForm : aForm({});
      const answer = await server.inject({ url: addressOf(path, gaps), cookies, ...form });
      const { location, "cache-control": kept } = answer.headers;
      return { status: answer.statusCode, location, body: answer.body, kept };
    },

    /** Posts an empty form as a page of another site would, in the browser of somebody who is signed in. */
    async postFromElsewhere({ path }: RegisteredRoute, walker: Walker, from: Record<string, string>): Promise<number> {
      const headers = { "content-type": "application/x-www-form-urlencoded", ...from };
      const cookies = await signedInAs(house, idOf(walker));
      const answer = await server.inject({ method: "POST", url: addressOf(path, NOTHING), cookies, headers });
      return answer.statusCode;
    },

    /** Saves what a practice says of somebody; gives what stands in addresses about them. */
    async loadSomebody(): Promise<Gaps> {
      const agnes = aPatient("p1")
        .called("Agnes", "Quillfeather")
        .born("1947-03-31")
        .tracedAs(madeUpNumber(7)).resource;
      await house.save(
        PRACTICE,
        1,
        [agnes, anObservation("o1", "p1", "2025-02-03", 81)].map((one, nth) =>
          supplied(one, { recorded: "2026-01-02", line: nth + 1 }),
        ),
      );
      const patient = patientIdOf(PRACTICE, "p1");
      const person = await house.personOf(PRACTICE, "p1");
      return {
        person,
        patient,
        entry: entryIdOf(PRACTICE, "Observation", "o1"),
        one: patient,
        other: NOBODYS,
        feed: "gp",
      };
    },

    close: () => server.close(),
  };
}

const TAKE_FILES: ReadonlySet<string> = new Set(
  ROUTES.filter((route) => (route.open ?? false) === false && "files" in route).map(({ path }) => path),
);

/** An empty form of the kind that takes files. */
const anEmptyFileForm = {
  method: "POST" as const,
  headers: { "content-type": "multipart/form-data; boundary=x", "sec-fetch-site": "same-origin" },
  payload: "--x--\r\n",
};
