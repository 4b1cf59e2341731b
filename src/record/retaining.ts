import { civilDay, failed, succeeded, type ActId, type Clock, type OdsCode, type Outcome } from "#base";
import type { PatientId, PersonId } from "#base";
import type { Directory, Place } from "#place";
import { CATEGORIES, mustBeIssued, readReason, type ActPermit, type ListPermit } from "#sharing";
import type { CoveredRow, Extent } from "./acts-store.ts";
import { carryOut } from "./acts.ts";
import type { ActParts } from "./giving-back.ts";
import { at, textIn } from "./resource.ts";
import type { HoldingRow } from "./retention-store.ts";
import { retentionDue, type Due, type LastEntry, type RetentionFacts } from "./retention.ts";

/** A registration of which something has been kept for as long as it may be. */
export type DueRegistration = Due & {
  readonly patient: PatientId;
  readonly source: OdsCode;
  /** How many entries it is. */
  readonly entries: number;
};

/** A due registration, and whose it is. */
export type ShownDue = DueRegistration & { readonly person: PersonId | undefined };

/** How much of a source is due by one rule. */
export type DueCount = Pick<Due, "scope" | "rule"> & {
  readonly source: OdsCode;
  readonly registrations: number;
  readonly entries: number;
  /** Of the one due longest, YYYY-MM-DD. */
  readonly since: string;
};

/** What to erase of what is due: all, or that of one source or rule. */
export type DueWanted = { readonly source?: OdsCode; readonly rule?: string; readonly reason: string };

/** What was erased, in how many acts. */
export type ErasedByRetention = {
  readonly acts: readonly ActId[];
  readonly registrations: number;
  readonly entries: number;
};

/** Registrations read at a time, erased in one act, and shown. */
const AT_A_TIME = 1000;
const IN_ONE_ACT = 200;
const MOST_SHOWN = 200;

type Parts = ActParts & { readonly directory: Directory; readonly clock: Clock };

/** What has been kept for as long as it may be, and erasing that by an act. Nothing is erased by itself. */
export function createRetaining(parts: Parts) {
  const { store, cells, directory, clock } = parts;

  /** What of these registrations is due. */
  async function dueAmong(patients: readonly PatientId[]): Promise<readonly DueRegistration[]> {
    const holdings = await store.retention.holdings(patients);
    const cellOf = await cells(holdings);
    const known = new Map(
      (await store.retention.patientContents(patients)).map((one) => [one.id, lifeIn(one.content)]),
    );
    const today = civilDay(clock());
    return [...Map.groupBy(holdings, (row) => row.patient)].flatMap(([patient, own]) => {
      const source = own[0] && cellOf(own[0].cell).source;
      const kind = source && directory.organisation(source)?.kind;
      if (!kind) return [];
      const byCategory = Map.groupBy(own, (row) => cellOf(row.cell).category);
      const categories = [...byCategory].map(([category, rows]) => ({ category, last: lastOf(rows) }));
      const life = known.get(patient) ?? UNKNOWN;
      return retentionDue({ kind, categories, ...life }, directory.retention, today).map((due) => ({
        ...{ ...due, patient, source },
        entries: total(due.scope === "registration" ? own : (byCategory.get(due.scope) ?? [])),
      }));
    });
  }

  /** Everything that is due, some registrations at a time. Reads of every registration what it holds. */
  async function* allDue(): AsyncGenerator<readonly DueRegistration[]> {
    let after: PatientId | undefined;
    do {
      const patients = await store.retention.patientsAfter(after, AT_A_TIME);
      if (patients.length > 0) yield dueAmong(patients);
      after = patients.length < AT_A_TIME ? undefined : patients.at(-1);
    } while (after !== undefined);
  }

  /** Erases registrations of one source that are due by one rule: those that are still, once the source is locked. */
  async function eraseSome(
    permit: ActPermit,
    { source, rule, scope }: Lot,
    patients: readonly PatientId[],
    words: string,
  ): Promise<ErasedByRetention> {
    return store.inTransaction(async () => {
      await store.lockSource(source);
      const due = (await dueAmong(patients)).filter((one) => one.rule === rule && one.scope === scope);
      const still = due.map((one) => one.patient);
      if (still.length === 0) return NOTHING_ERASED;
      const { extent, rows } = await coveredBy(still, scope);
      const reason = `By the rule ${rule}. ${words}`;
      const act = await carryOut(parts, permit, { kind: "erase", cause: "retention", reason, extent }, rows);
      return { acts: [act], registrations: still.length, entries: rows.length };
    });
  }

  async function coveredBy(
    patients: readonly PatientId[],
    scope: Due["scope"],
  ): Promise<{ extent: Extent; rows: readonly CoveredRow[] }> {
    const rows = await store.acts.currentIn({ entries: [], patients });
    if (scope === "registration") return { extent: { entries: [], patients }, rows };
    const cellOf = await cells(rows);
    const own = rows.filter((row) => cellOf(row.cell).category === scope && row.type !== "Patient");
    return { extent: { entries: own.map((row) => row.id), patients: [] }, rows: own };
  }

  return {
    /** How much is due, by source and rule. Counts only: no person is shown. */
    async retentionCounts(): Promise<readonly DueCount[]> {
      const counts = new Map<string, DueCount>();
      for await (const some of allDue()) for (const one of some) count(counts, one);
      return [...counts.values()].sort((a, b) => a.source.localeCompare(b.source) || a.rule.localeCompare(b.rule));
    },

    /** Which registrations are due, those due longest first, at most 200. Each person shown is logged. */
    async retentionDue(permit: ListPermit): Promise<readonly ShownDue[]> {
      mustBeIssued(permit);
      let shown: readonly DueRegistration[] = [];
      for await (const some of allDue()) shown = [...shown, ...some].sort(dueLongest).slice(0, MOST_SHOWN);
      const persons = await store.retention.shownPersons(
        permit,
        shown.map((one) => one.patient),
      );
      return shown.map((one) => ({ ...one, person: persons.get(one.patient) }));
    },

    /** Erases what is due, in acts of up to 200 registrations each. Stopped on the way, the rest stays due. */
    async eraseDue(permit: ActPermit, { source, rule, reason }: DueWanted): Promise<Outcome<ErasedByRetention>> {
      mustBeIssued(permit);
      const words = readReason(reason);
      if (!words.ok) return words;
      let erased = NOTHING_ERASED;
      for await (const some of allDue()) {
        const wanted = some.filter(
          (one) => (source === undefined || one.source === source) && (rule === undefined || one.rule === rule),
        );
        for (const { lot, patients } of lotsOf(wanted)) {
          erased = sum(erased, await eraseSome(permit, lot, patients, words.value));
        }
      }
      return succeeded(erased);
    },
  };
}

/** What one act may erase together. */
type Lot = Pick<DueRegistration, "source" | "rule" | "scope">;

function lotsOf(due: readonly DueRegistration[]): readonly { lot: Lot; patients: readonly PatientId[] }[] {
  return [...Map.groupBy(due, (one) => `${one.source} ${one.rule} ${one.scope}`).values()].flatMap((alike) => {
    const [lot] = alike;
    const starts = Array.from({ length: Math.ceil(alike.length / IN_ONE_ACT) }, (_, nth) => nth * IN_ONE_ACT);
    return starts.flatMap((start) =>
      lot ? [{ lot, patients: alike.slice(start, start + IN_ONE_ACT).map((one) => one.patient) }] : [],
    );
  });
}

type Life = Pick<RetentionFacts, "born" | "died" | "deceased">;

const UNKNOWN: Life = { born: undefined, died: undefined, deceased: false };

function lifeIn(content: string): Life {
  const patient: unknown = JSON.parse(content);
  const died = textIn(at(patient, "deceasedDateTime"));
  const deceased = died !== undefined || at(patient, "deceasedBoolean") === true;
  return { born: textIn(at(patient, "birthDate")), died, deceased };
}

const lastOf = (rows: readonly HoldingRow[]): LastEntry =>
  rows.some((row) => row.goes_on)
    ? null
    : rows.map((row) => civilDay(row.last)).reduce((latest, day) => (day > latest ? day : latest));

const total = (rows: readonly HoldingRow[]): number => rows.reduce((sum, row) => sum + row.entries, 0);

const dueLongest = (a: Due, b: Due): number => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0);

function count(counts: Map<string, DueCount>, { source, rule, scope, entries, since }: DueRegistration): void {
  const key = `${source} ${rule} ${scope}`;
  const held = counts.get(key) ?? { source, rule, scope, since, registrations: 0, entries: 0 };
  counts.set(key, {
    ...held,
    registrations: held.registrations + 1,
    entries: held.entries + entries,
    since: since < held.since ? since : held.since,
  });
}

const NOTHING_ERASED: ErasedByRetention = { acts: [], registrations: 0, entries: 0 };

const sum = (a: ErasedByRetention, b: ErasedByRetention): ErasedByRetention => ({
  acts: [...a.acts, ...b.acts],
  registrations: a.registrations + b.registrations,
  entries: a.entries + b.entries,
});

/** Fails in words where a place's retention names a category that does not exist. */
export function checkRetention({ retention = [] }: Place): Outcome<undefined> {
  const unknown = retention.flatMap(({ id, category }) =>
    category === "all" || Object.hasOwn(CATEGORIES, category)
      ? []
      : [`retention.${id}: there is no category ${category}`],
  );
  if (unknown.length === 0) return succeeded(undefined);
  return failed({
    kind: "invalid",
    message: `The place file has faults. ${unknown.join("; ")}.`,
    remedy: `Categories are: all, ${Object.keys(CATEGORIES).join(", ")}.`,
  });
}
