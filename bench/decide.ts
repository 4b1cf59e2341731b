import { mustSucceed, type OdsCode, type PersonId } from "#base";
import { sql, type Database } from "#db";
import type { StaffMember } from "#place";
import { agreementsOf } from "../src/sharing/agreement/agreement.ts";
import { NO_CHOICES } from "../src/sharing/choice/choice.ts";
import { createDecider, type Decider, type Ground } from "../src/sharing/decision/decide.ts";
import type { Standing } from "../src/sharing/standing/standing.ts";
import { loadedPlace, type LoadedPlace } from "./loaded-place.ts";
import type { BenchOptions, Figures } from "./main.ts";
import { PEOPLE } from "./made-up.ts";

const CASELOAD = 500;
const CASELOADS_READ = 200;
const DECISIONS = 50_000;
const FIRST_DECISIONS = 500;
const PERMITS = 2000;
/** Calls before the figures count: code is compiled, statements are prepared, caches fill. */
const WARMING = 0.1;

/**
 * How long it takes to decide: for one person where the facts are known, for one person from the database (a permit),
 * and for a caseload of 500. One person in ten of the caseload has chosen not to share something.
 */
export async function benchDecide({ people = PEOPLE }: BenchOptions): Promise<Figures> {
  const loaded = await loadedPlace(people);
  const { app, db } = loaded;
  const gp = app.directory.place.staff.find(({ role }) => role === "gp");
  if (!gp) throw new Error("The place has no GP.");
  try {
    const registered = await registeredAt(db, gp.organisation);
    const caseload = registered.slice(0, CASELOAD);
    if (caseload.length < CASELOAD) throw new Error(`Only ${String(caseload.length)} are registered there.`);
    await objectOneInTen(db, caseload);
    return {
      ...{ people, cores: navigator.hardwareConcurrency, ...(await decidingAlone(loaded, gp)) },
      ...(await askingForPermits(loaded, gp, registered)),
      ...(await readingCaseloads(loaded, gp, caseload)),
    };
  } finally {
    await db.execute(sql`delete from sharing.choice where made_by = ${CHOSEN_BY}`);
    await db.close();
  }
}

const CHOSEN_BY = "bench";

const registeredAt = async (db: Database, practice: OdsCode): Promise<readonly PersonId[]> => {
  const rows = await db.query(sql<{ person: PersonId }>`
    select distinct person from sharing.relationship
    where organisation = ${practice} and kind = 'registration' and ends is null order by person`);
  return rows.map(({ person }) => person);
};

const objectOneInTen = (db: Database, caseload: readonly PersonId[]): Promise<unknown> =>
  db.execute(sql`
    insert into sharing.choice (person, kind, about, made_by, made_at)
    select person, 'category', 'medicines', ${CHOSEN_BY}, now()
    from unnest(${caseload.filter((_, nth) => nth % 10 === 0)}::uuid[]) objecting (person)
    on conflict do nothing`);

/** The decision alone: in microseconds, for standings that were seen before, and for the first of its kind. */
async function decidingAlone({ app }: LoadedPlace, { role, organisation }: StaffMember): Promise<Figures> {
  const { directory, sharing } = app;
  const ground: Ground = {
    cells: (await sharing.cells()).map((cell) => ({
      ...cell,
      fromPractice: directory.organisation(cell.source)?.kind === "gp-practice",
    })),
    agreements: mustSucceed(agreementsOf(directory.place)),
    day: new Date().toISOString().slice(0, 10),
  };
  const standing: Standing = {
    asker: { kind: "staff", role, organisation },
    ...{ purpose: "direct-care", relationship: "current", choices: NO_CHOICES },
  };
  const objecting: Standing = { ...standing, choices: { ...NO_CHOICES, categories: ["medicines"] } };
  const kept = createDecider(ground);
  const nth = (one: number): Standing => (one % 10 === 0 ? objecting : standing);
  const again = await timesOf(DECISIONS, async (one) => opened(kept, nth(one)));
  const chosen = await timesOf(DECISIONS, async () => opened(kept, objecting));
  const first = await timesOf(FIRST_DECISIONS, async () => opened(createDecider(ground), standing));
  return {
    cells: ground.cells.length,
    ...microseconds("decide", again),
    ...microseconds("decideObjection", chosen),
    ...microseconds("decideFirstOfItsKind", first),
  };
}

function opened(decide: Decider, standing: Standing): void {
  const decision = decide(standing);
  if (!decision.allowed || decision.open.length === 0) throw new Error("Nothing is opened.");
}

async function askingForPermits({ app }: LoadedPlace, { id }: StaffMember, persons: readonly PersonId[]) {
  const asking = { actor: id, purpose: "direct-care", what: "record" } as const;
  const times = await timesOf(PERMITS, async (nth) => {
    mustSucceed(await app.sharing.mayRead(asking, persons[nth % persons.length] as PersonId));
  });
  return microseconds("permit", times);
}

async function readingCaseloads({ app }: LoadedPlace, { id }: StaffMember, caseload: readonly PersonId[]) {
  const asking = { actor: id, purpose: "direct-care", what: "caseload" } as const;
  const permit = mustSucceed(await app.sharing.mayList(asking));
  const times = await timesOf(CASELOADS_READ, async () => {
    const { shown } = await app.sharing.among(permit, caseload);
    if (shown.size !== caseload.length) throw new Error(`Only ${String(shown.size)} may be shown.`);
  });
  return {
    caseload: caseload.length,
    caseloadP50Ms: rounded(quantile(times, 0.5)),
    caseloadP95Ms: rounded(quantile(times, 0.95)),
  };
}

/** Milliseconds of each call, the shortest first. */
async function timesOf(calls: number, work: (nth: number) => Promise<void>): Promise<readonly number[]> {
  for (let nth = 0; nth < calls * WARMING; nth++) await work(nth);
  const times: number[] = [];
  for (let nth = 0; nth < calls; nth++) {
    const began = performance.now();
    await work(nth);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

const rounded = (value: number): number => Math.round(value * 10) / 10;

const microseconds = (name: string, times: readonly number[]): Figures => ({
  [`${name}P50Us`]: rounded(quantile(times, 0.5) * 1000),
  [`${name}P95Us`]: rounded(quantile(times, 0.95) * 1000),
});
