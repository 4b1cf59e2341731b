import * as cheerio from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";
import { actorId, stoppedAt, type OdsCode } from "#base";
import { sql } from "#db";
import { STAFF_ROLES, type Place } from "#place";
import { createServer } from "#server";
import { aHouse, aPlace, COUNCIL, HOSPITAL, OTHER_PRACTICE, PRACTICE, type House } from "../builders/house.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";

const NOW = "2026-05-03T10:00:00Z";
const idOf = (role: string) => actorId(`an-${role}`);
const ALL = aPlace().agreements![0]!;
const STUDIES = ["risk-stratification", "commissioning", "evaluation"];

/** Of 76 people 3 opted out nationally, 22 have no number, 17 are known to the hospital alone, which has not signed. */
const optedOut = new Set([1, 2, 3].map(madeUpNumber));
const list = { nationalOptOuts: { file: "list.csv", lists: "opted-out" } } as const;

const thePlace = (dated: string | undefined): Place => ({
  ...aPlace(),
  staff: STAFF_ROLES.map((role) => ({
    ...{ id: idOf(role), name: `A ${role}`, role, organisation: COUNCIL, from: "2020-01-01" },
  })),
  agreements: [
    {
      ...{ ...ALL, id: "planning", name: "Planning", purposes: STUDIES },
      parties: ALL.parties.map((one) => (one.organisation === HOSPITAL ? { organisation: HOSPITAL } : one)),
    },
  ],
  ...(dated !== undefined && { ...list, optOutList: { numbers: optedOut, dated: new Date(dated) } }),
});

const saving = (house: House, source: OdsCode, delivery: number, people: readonly number[], withNumbers: boolean) =>
  house.save(
    source,
    delivery,
    people.map((nth, at) => {
      // As unlike each other as can be, so that nobody is taken for another.
      const [one, other] = [nth % 20, (nth * 7) % 20].map((letter) => String.fromCharCode(97 + letter));
      const patient = aPatient(`p${String(nth)}`)
        .called(
          `${other!.repeat(4)}${one!.repeat(2)}`,
          `${one!.repeat(3)}${other!.repeat(3)}${String.fromCharCode(97 + (nth % 23)).repeat(4)}`,
        )
        .born(
          `${String(1930 + nth)}-${String(1 + ((nth * 5) % 12)).padStart(2, "0")}-${String(1 + ((nth * 11) % 28)).padStart(2, "0")}`,
        );
      const { resource } = withNumbers ? patient.tracedAs(madeUpNumber(nth)) : patient;
      return supplied(resource, { recorded: "2026-01-02", line: at + 1 });
    }),
  );

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

async function aServerOver(dated: string | undefined) {
  const house = await aHouse({ clock: stoppedAt(NOW), place: thePlace(dated) });
  const server = await createServer({
    app: house,
    ready: async () => ({ ready: true, words: "ready" }),
    log: () => undefined,
  });
  return {
    house,
    ask: async (role: string) => server.inject({ url: "/studies", cookies: await signedInAs(house, idOf(role)) }),
  };
}

/** The rows of a purpose's table. */
function countsOf(body: string, purpose: string): Readonly<Record<string, string>> {
  const page = cheerio.load(body);
  const rows = page(`section[aria-labelledby="${purpose}"] tbody tr`).toArray();
  return Object.fromEntries(rows.map((row) => [page(row).find("th").text(), page(row).find("td").text()]));
}
const wordsOf = (body: string): string => cheerio.load(body)("main").text().replace(/\s+/g, " ");
const loggedIn = ({ db }: House) =>
  db.query(sql<{ kind: string; purpose: string }>`
    select kind, purpose from sharing.access_event where kind in ('cohort', 'refusal') order by seq`);

describe("the page of studies", () => {
  let open: Awaited<ReturnType<typeof aServerOver>>;
  beforeAll(async () => {
    open = await aServerOver("2026-05-01T09:00:00Z");
    await saving(open.house, PRACTICE, 1, range(1, 37), true);
    await saving(open.house, OTHER_PRACTICE, 2, range(38, 59), false);
    await saving(open.house, HOSPITAL, 3, range(60, 76), true);
  }, 60_000);

  it("tells an analyst how many may be counted and how many are left out, small numbers hidden, and logs each", async () => {
    const { body, statusCode } = await open.ask("analyst");
    expect(statusCode).toBe(200);
    expect(countsOf(body, "commissioning")).toEqual({
      "May be counted": "30",
      // Whoever knew it could take the rest from all there are.
      "Left out: no organisation that takes part knows them": "Not shown",
      "Left out: they have no NHS number, so that nobody can see whether they opted out": "20",
      "Left out: they have a national data opt-out": "Fewer than 10",
      "Left out: they chose not to share what is known of them": "0",
      "Left out: they asked their practice to share what it holds for their care only": "0",
    });
    expect(countsOf(body, "risk-stratification")["May be counted"]).toBe("60");
    expect(wordsOf(body)).toContain("Dated1 May 2026, 2 days old");
    expect(wordsOf(body)).toContain(
      "Testborough Hospital. The organisation that holds it has not signed the agreement.",
    );
    expect(wordsOf(body)).toContain("No agreement for this purpose is in force");
    expect(body).not.toMatch(/999\d{7}|Family/);
    expect(await loggedIn(open.house)).toEqual(STUDIES.map((purpose) => ({ kind: "cohort", purpose })));
  });

  it.each(STAFF_ROLES.filter((role) => role !== "analyst"))(
    "is refused to %s, once, with whom to ask",
    async (role) => {
      const before = (await loggedIn(open.house)).length;
      const { body, statusCode } = await open.ask(role);
      expect(statusCode).toBe(403);
      expect(wordsOf(body)).toContain("Only analysts may do this: planning and paying for services.");
      expect(wordsOf(body)).toContain("A analyst, Testborough Council");
      expect((await loggedIn(open.house)).slice(before)).toEqual([{ kind: "refusal", purpose: "commissioning" }]);
    },
  );
});

describe("the page of studies without a list of opt-outs that may be relied on", () => {
  it.each([
    ["without a list", undefined, "names no list of national data opt-outs", "have the list put beside the place file"],
    ["with an old list", "2026-04-01T09:00:00Z", "older than 21 days", "checked again"],
  ])("says %s what to do, and counts for the purposes that need none", async (_what, dated, why, remedy) => {
    const { ask, house } = await aServerOver(dated);
    await saving(house, PRACTICE, 1, range(1, 12), true);
    const { body, statusCode } = await ask("analyst");
    expect(statusCode).toBe(200);
    expect(wordsOf(body).toLowerCase()).toContain(why);
    expect(wordsOf(body).toLowerCase()).toContain(remedy);
    expect(countsOf(body, "commissioning")).toEqual({});
    expect(countsOf(body, "risk-stratification")["May be counted"]).toBe("10");
    expect(await loggedIn(house)).toEqual([{ kind: "cohort", purpose: "risk-stratification" }]);
  });
});
