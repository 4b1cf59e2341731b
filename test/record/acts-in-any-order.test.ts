import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { entryIdOf, patientIdOf, type ActId } from "#base";
import { sql } from "#db";
import { emptied, everythingKept, governanceOf, tablesHolding } from "../builders/governance.ts";
import { aClock, aHouse, COUNCIL, PRACTICE, type House } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { anObservation, aReferral, supplied } from "../builders/resources.ts";

const time = aClock("2026-01-01T00:00:00Z");
let house: House;
let governance: ReturnType<typeof governanceOf>;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
  governance = governanceOf(house);
});

const PATIENTS = ["p0", "p1"] as const;
/** What each entry is; the last one grounds a relationship. */
const TYPES = ["Observation", "Observation", "ServiceRequest"] as const;

/** One thing that happens: a line comes, or somebody acts. */
type Step =
  | {
      readonly does: "save";
      readonly entry: number;
      readonly patient: number;
      readonly day: number;
      readonly ended: boolean;
    }
  | { readonly does: "patient"; readonly patient: number; readonly day: number }
  | { readonly does: "deletion"; readonly entry: number; readonly day: number }
  | {
      readonly does: "act";
      readonly kind: "seal" | "erase";
      readonly cause: "wrong-person" | "erasure-order";
      readonly entry: number;
    }
  | { readonly does: "registration"; readonly kind: "seal" | "erase"; readonly patient: number }
  | { readonly does: "seal-and-undo"; readonly entry: number; readonly whole: boolean }
  | { readonly does: "undo" | "erase-sealed"; readonly nth: number };

const entry = fc.nat(TYPES.length - 1);
const patient = fc.nat(PATIENTS.length - 1);
const day = fc.nat(9);
const kind = fc.constantFrom("seal", "erase");
const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant("save"), entry, patient, day, ended: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("patient"), patient, day }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("deletion"), entry, day }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("act"),
      kind,
      cause: fc.constantFrom("wrong-person", "erasure-order"),
      entry,
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("registration"), kind, patient }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("seal-and-undo"), entry, whole: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("undo", "erase-sealed"), nth: fc.nat(4) }) },
) as fc.Arbitrary<Step>;

/** What was ever written of each entry, by a mark that stands in no other version. */
type Written = Map<number, string[]>;

/** One run: the acts done so far, and what was written. */
class Run {
  readonly acts: ActId[] = [];
  readonly written: Written = new Map();

  async take(step: Step): Promise<void> {
    switch (step.does) {
      case "save":
        return this.save(step);
      case "patient":
        return deliver(supplied(aPatient(PATIENTS[step.patient]!).born("1947-03-31").resource, recordedOn(step.day)));
      case "deletion":
        return deliver(
          supplied({ resourceType: TYPES[step.entry], id: `e${step.entry}` } as never, {
            ...recordedOn(step.day),
            ended: true,
          }),
        );
      case "act":
        return this.act(step);
      case "registration":
        return this.registration(step);
      case "seal-and-undo":
        return this.sealAndUndo(step);
      case "undo":
      case "erase-sealed":
        return this.goOn(step);
    }
  }

  private async save({ entry, patient, day, ended }: Step & { does: "save" }): Promise<void> {
    const mark = `mark-${deliveries}-${entry}`;
    this.written.set(entry, [...(this.written.get(entry) ?? []), mark]);
    const [id, whom] = [`e${entry}`, PATIENTS[patient]!];
    const resource =
      TYPES[entry] === "Observation" ? anObservation(id, whom, "2025-02-03") : aReferral(id, whom, COUNCIL);
    await deliver(supplied({ ...resource, note: [{ text: mark }] }, { ...recordedOn(day), ended }));
  }

  private async act({ kind, cause, entry }: Step & { does: "act" }): Promise<void> {
    const whose = await patientOf(entry);
    if (whose === undefined) return;
    this.acts.push(await governance.entry(kind, cause, PRACTICE, whose, TYPES[entry]!, `e${entry}`));
    if (kind === "erase") await this.isGone(entry);
  }

  private async registration({ kind, patient }: Step & { does: "registration" }): Promise<void> {
    const whose = PATIENTS[patient]!;
    if (!(await isKnown(whose))) return;
    const theirs = await Promise.all(TYPES.map(async (_, nth) => ((await patientOf(nth)) === whose ? nth : -1)));
    this.acts.push(await governance.registration(kind, PRACTICE, whose));
    if (kind === "erase") for (const nth of theirs.filter((one) => one >= 0)) await this.isGone(nth);
  }

  private async sealAndUndo({ entry, whole }: Step & { does: "seal-and-undo" }): Promise<void> {
    const whose = await patientOf(entry);
    if (whose === undefined) return;
    const before = await everythingKept(house);
    const seal = whole
      ? await governance.registration("seal", PRACTICE, whose)
      : await governance.entry("seal", "wrong-person", PRACTICE, whose, TYPES[entry]!, `e${entry}`);
    expect(await everythingKept(house)).not.toEqual(before);
    await governance.undo(seal);
    expect(await everythingKept(house)).toEqual(before);
  }

  private async goOn({ does, nth }: Step & { does: "undo" | "erase-sealed" }): Promise<void> {
    const act = this.acts[nth];
    if (act === undefined) return;
    const { kind, undoneBy } = await governance.find(act);
    if (undoneBy !== undefined || (does === "erase-sealed" && kind !== "seal")) return;
    const done = does === "undo" ? await governance.undo(act) : await governance.eraseSealed(act);
    if (does === "erase-sealed") this.acts.push(done);
  }

  /** Nothing that was ever written of an entry stands anywhere. */
  private async isGone(entry: number): Promise<void> {
    for (const mark of this.written.get(entry) ?? []) expect(await tablesHolding(house, `${mark}"`)).toEqual([]);
    this.written.delete(entry);
  }
}

const recordedOn = (day: number) => ({ recorded: new Date(Date.UTC(2026, 0, 1 + day)) });

async function deliver(...entries: ReturnType<typeof supplied>[]): Promise<void> {
  deliveries += 1;
  time.set(new Date(Date.UTC(2026, 1, 1, 0, deliveries)).toISOString());
  const { created, updated, earlier, unchanged, barred } = await house.save(PRACTICE, deliveries, entries);
  expect(created + updated + earlier + unchanged + barred).toBe(entries.length);
}

/** The source's patient under whom an entry stands and is seen, if it does. */
async function patientOf(entry: number): Promise<string | undefined> {
  const rows = await house.db.query(sql<{ patient: string }>`
    select patient from record.entry join people.current_patient using (patient)
    where id = ${entryIdOf(PRACTICE, TYPES[entry]!, `e${entry}`)}`);
  return PATIENTS.find((one) => patientIdOf(PRACTICE, one) === rows[0]?.patient);
}

const isKnown = async (patient: string): Promise<boolean> =>
  (await house.db.query(sql`select from people.link where patient = ${patientIdOf(PRACTICE, patient)}`)).length > 0;

/** What must hold whatever happened, as a question whose every answer is a breach. */
const BREACHES: Readonly<Record<string, string>> = {
  "something barred can be seen": `
    select held.id from (select id, patient from record.entry union all select id, patient from record.earlier) held
    join record.tombstone on lifted is null and (entry = held.id and (tombstone.patient is null or tombstone.patient = held.patient)
      or entry is null and tombstone.patient = held.patient)`,
  "a registration that is barred is known": `
    select id from people.patient join record.tombstone on lifted is null and entry is null and patient = id`,
  "something is sealed by no seal that stands": `
    select sealed.id from record.sealed join record.act on act.id = sealed.act
    where act.kind <> 'seal' or exists (select from record.act later where later.undoes = act.id)`,
  "what was erased is kept sealed": `
    select sealed.id from record.sealed join record.tombstone on lifted is null
      and (entry = sealed.id and (tombstone.patient is null or tombstone.patient = sealed.patient)
        or entry is null and tombstone.patient = sealed.patient)
    join record.act on act.id = tombstone.act and act.kind = 'erase'`,
  "two versions have one number": `
    select id from (select id, version from record.entry union all select id, version from record.earlier
      union all select id, version from record.sealed) held group by id, version having count(*) > 1`,
  "a version stands before the current one": `
    select earlier.id from record.earlier join record.entry using (id)
    where (earlier.recorded, earlier.delivery, earlier.line) > (entry.recorded, entry.delivery, entry.line)`,
  "a relationship stands on nothing": `
    select ground_entry from sharing.relationship left join record.entry on id = ground_entry and not ended
    where id is null or ground_patient <> patient`,
  "a referral that stands grounds nothing": `
    select id from record.entry join people.current_patient using (patient)
    where type = 'ServiceRequest' and not ended
      and not exists (select from sharing.relationship where ground_entry = id)`,
  "a registration has no link, or a link no registration": `
    select coalesce(patient.id, link.patient) from people.patient full join people.link on link.patient = patient.id
    where patient.id is null or link.patient is null`,
};

async function breaches(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, question] of Object.entries(BREACHES)) {
    const rows = await house.db.query(sql.raw(question));
    if (rows.length > 0) found.push(what);
  }
  return found;
}

/** What was once filed under somebody was sealed with somebody else's, before their own was sealed and erased. */
const ERASED_UNDER_ANOTHER_SEAL: readonly Step[] = [
  { does: "save", entry: 1, patient: 1, day: 0, ended: false },
  { does: "save", entry: 1, patient: 0, day: 0, ended: false },
  { does: "registration", kind: "seal", patient: 0 },
  { does: "registration", kind: "seal", patient: 1 },
  { does: "erase-sealed", nth: 1 },
  { does: "undo", nth: 0 },
];

describe("whatever comes and whoever acts, in any order", () => {
  it(
    "nothing that is barred is seen, nothing erased is left, and a seal undone is as if it had not been",
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 16 }), async (steps) => {
          await emptied(house);
          const run = new Run();
          for (const nth of PATIENTS.keys()) await run.take({ does: "patient", patient: nth, day: 0 });
          for (const step of steps) {
            await run.take(step);
            expect(await breaches()).toEqual([]);
          }
        }),
        { numRuns: 60, examples: [[ERASED_UNDER_ANOTHER_SEAL]] },
      );
    },
  );
});
