import type { CellId, EntryId, OdsCode, PatientId, PersonId, Stretch } from "#base";
import { copyRows, sql, type CopyValue, type Database, type RawBuilder } from "#db";
import { openedTo, planFor, readingAgainOf, readingOf, writingOf } from "#sharing";
import type { ListPermit, PersonPermit, SupplyPermit } from "#sharing";
import { actsStore } from "./acts-store.ts";
import { COLUMNS } from "./columns.ts";
import { copyStore } from "./copy-store.ts";
import type { EntryVersion } from "./entry.ts";
import type { HeadingText } from "./heading.ts";
import { retentionStore } from "./retention-store.ts";
import { sealingStore } from "./sealing-store.ts";

/** The current version of an entry, as far as a newer one must be compared with it. */
export type CurrentVersion = {
  readonly id: EntryId;
  readonly patient: PatientId | null;
  readonly digest: number;
  readonly recorded: Date;
  readonly delivery: number;
  readonly line: number;
  /** The highest version number given out, current or not. */
  readonly latest: number;
};

export type HeadingRow = {
  id: EntryId;
  patient: PatientId;
  cell: CellId;
  type: string;
  event_text: string | null;
  event_from: Date | null;
  event_to: Date | null;
  recorded: Date;
  received: Date;
  delivery: number;
  version: number;
  ended: boolean;
  status: string | null;
  code: string | null;
  reason: string | null;
  title: string;
  detail: string | null;
  who: string | null;
  quantity: number | null;
  unit: string | null;
  flag: HeadingText["flag"] | null;
  refs: EntryId[];
};

export type ContentRow = HeadingRow & { content: string; line: number };

/** Whose an entry is today. */
export type RuledRow = { id: EntryId; cell: CellId; person: PersonId };

/** Which headings of a person. */
export type HeadingsWanted = {
  /** As the record stood at this moment; undefined for now. */
  readonly knownAt: Date | undefined;
  /** Measurements older than this are left out; undefined for all. */
  readonly resultsSince: Date | undefined;
};

const headingColumns = sql.raw(`entry.id, entry.patient, entry.cell, entry.type, entry.event_text, entry.event_from,
  entry.event_to, entry.recorded, entry.received, entry.delivery, entry.version, entry.ended, entry.status, entry.code, entry.reason,
  entry.title, entry.detail, entry.who, entry.quantity, entry.unit, entry.flag, entry.refs`);

/** Those that hold what else is done with entries. */
const storesBeside = (db: Database) => ({
  acts: actsStore(db),
  sealing: sealingStore(db),
  retention: retentionStore(db),
  copies: copyStore(db),
});

export type RecordStore = ReturnType<typeof recordStore>;

export function recordStore(db: Database) {
  return {
    ...storesBeside(db),
    inTransaction: <T>(work: () => Promise<T>): Promise<T> => db.inTransaction(work),

    /** One writer for each source at a time: two that compare with the same current version could both replace it. */
    async lockSource(source: OdsCode): Promise<void> {
      await db.query(sql`select pg_advisory_xact_lock(hashtext('record.source'), hashtext(${source}))`, {
        name: "record-lock-source",
      });
    },

    async currentVersions(ids: readonly EntryId[]): Promise<readonly CurrentVersion[]> {
      return db.query(
        sql<CurrentVersion>`
        select id, patient, digest, recorded, delivery, line,
          greatest(version, (select max(earlier.version) from record.earlier where earlier.id = entry.id)) as latest
        from record.entry where id = any(${ids}::uuid[])`,
        { name: "record-current-versions" },
      );
    },

    /** Versions that become current. */
    async insertCurrent(versions: readonly NumberedVersion[]): Promise<void> {
      await db.copyIn(`record.entry (${COLUMNS})`, copyRows(versions.map(rowOf)));
    },

    /** Versions that were overtaken before they came. */
    async insertEarlier(versions: readonly NumberedVersion[]): Promise<void> {
      await db.copyIn(`record.earlier (${COLUMNS})`, copyRows(versions.map(rowOf)));
    },

    /** The same content was recorded again, later: from now on only something recorded after that replaces it. */
    async confirm(versions: readonly EntryVersion[]): Promise<void> {
      await db.query(
        sql`
        update record.entry set recorded = given.recorded, delivery = given.delivery, line = given.line
        from unnest(${versions.map((one) => one.id)}::uuid[], ${versions.map((one) => one.recorded)}::timestamptz[],
          ${versions.map((one) => one.delivery)}::integer[], ${versions.map((one) => one.line)}::integer[]
        ) given (id, recorded, delivery, line)
        where entry.id = given.id`,
        { name: "record-confirm" },
      );
    },

    /** Of which of these the content is kept among the earlier versions already, recorded then or later. */
    async knownEarlier(versions: readonly EntryVersion[]): Promise<ReadonlySet<EntryId>> {
      const rows = await db.query(sql<{ id: EntryId }>`
        select earlier.id from record.earlier join unnest(
          ${versions.map((one) => one.id)}::uuid[], ${versions.map((one) => one.digest)}::bigint[],
          ${versions.map((one) => one.recorded)}::timestamptz[]) given (id, digest, recorded)
          on given.id = earlier.id and given.digest = earlier.digest and given.recorded <= earlier.recorded`);
      return new Set(rows.map((row) => row.id));
    },

    /** Makes room for newer versions: today's current ones become earlier ones. */
    async retire(ids: readonly EntryId[]): Promise<void> {
      await db.query(
        sql`
        with retired as (delete from record.entry where id = any(${ids}::uuid[]) returning ${sql.raw(COLUMNS)})
        insert into record.earlier (${sql.raw(COLUMNS)}) select ${sql.raw(COLUMNS)} from retired`,
        { name: "record-retire" },
      );
    },

    async insertChanges(changes: readonly Change[]): Promise<void> {
      const rows = changes.map((one) => [one.entry, one.patient, one.kind]);
      await db.copyIn("record.change (entry, patient, kind)", copyRows(rows));
    },

    /** Whose these are, held until the transaction ends, one by one in the order in which links are written: see saveLinks. */
    async lockedPersonsOf(patients: readonly PatientId[]): Promise<ReadonlyMap<PatientId, PersonId>> {
      if (patients.length === 0) return new Map();
      const rows = await db.query(
        sql<{ patient: PatientId; person: PersonId }>`
        select patient, person from people.current_patient where patient = any(${patients}::uuid[])
        order by patient for share`,
        { name: "record-persons-of" },
      );
      return new Map(rows.map((row) => [row.patient, row.person]));
    },

    async groundingEntries(
      patients: readonly PatientId[],
      types: readonly string[],
    ): Promise<readonly { id: EntryId; patient: PatientId; cell: CellId; content: string }[]> {
      return db.query(
        sql<{ id: EntryId; patient: PatientId; cell: CellId; content: string }>`
        select id, patient, cell, content from record.entry
        where patient = any(${patients}::uuid[]) and type = any(${types}::text[]) and not ended`,
        { name: "record-grounding-entries" },
      );
    },

    /** What the source holds under these ids. */
    async heldContents(
      permit: SupplyPermit,
      ids: readonly EntryId[],
    ): Promise<readonly { id: EntryId; cell: CellId; content: string }[]> {
      return db.query(sql<{ id: EntryId; cell: CellId; content: string }>`
        select id, cell, content from record.entry
        where id = any(${ids}::uuid[]) and cell = any(${permit.cells}::integer[])`);
    },

    /** Of these entries, the events of the source that fall within a stretch of time and have not ended. */
    async heldEvents(
      permit: SupplyPermit,
      ids: readonly EntryId[],
      within: Stretch,
    ): Promise<readonly { cell: CellId; content: string }[]> {
      return db.query(sql<{ cell: CellId; content: string }>`
        select cell, content from record.entry
        where id = any(${ids}::uuid[]) and ${standingEvent(permit, within)}`);
    },

    /** Which of these entries are such events. */
    async heldEventIds(permit: SupplyPermit, ids: readonly EntryId[], within: Stretch): Promise<readonly EntryId[]> {
      const rows = await db.query(sql<{ id: EntryId }>`
        select id from record.entry where id = any(${ids}::uuid[]) and ${standingEvent(permit, within)}`);
      return rows.map((row) => row.id);
    },

    /** The log rows of writing about these patients' persons. */
    async logWriting(permit: SupplyPermit, patients: readonly PatientId[]): Promise<void> {
      const persons = sql`select distinct person from people.current_patient where patient = any(${patients}::uuid[])`;
      await db.execute(writingOf(permit, persons), { name: "record-log-writing" });
    },

    /** The person's entries by heading, and the log row of looking. */
    async headings(
      permit: PersonPermit,
      { knownAt, resultsSince }: HeadingsWanted,
    ): Promise<{ rows: readonly HeadingRow[]; lookedBefore: Date | undefined }> {
      const rows = await db.query(
        sql<HeadingRow & { looked_before: Date | null }>`
        with access as (${readingAgainOf(permit)})
        select ${headingColumns}, access.looked_before
        from ${knownAt ? asKnownAt(permit, knownAt) : current(permit)} entry left join access on true
        where ${openedTo(permit, "entry")}
          and (entry.type <> 'Observation'
            or coalesce(entry.event_from, entry.recorded) >= ${resultsSince ?? null}::timestamptz
            or ${resultsSince ?? null}::timestamptz is null)
        order by entry.event_from desc nulls last, entry.id`,
        { name: planFor(permit, knownAt ? "record-headings-known-at" : "record-headings") },
      );
      return { rows, lookedBefore: rows[0]?.looked_before ?? undefined };
    },

    /** One entry with its content and earlier versions, the current one first, and the log row of looking. */
    async versions(permit: PersonPermit, id: EntryId): Promise<readonly ContentRow[]> {
      return db.query(
        sql<ContentRow>`
        with access as (${readingOf(permit)}),
        version as (
          select * from record.entry where id = ${id} union all select * from record.earlier where id = ${id}
        )
        select ${headingColumns}, entry.content, entry.line
        from version entry
        where patient in (select patient from people.current_patient where person = ${permit.person})
          and ${openedTo(permit, "entry")}
        order by entry.recorded desc, entry.delivery desc, entry.line desc`,
        { name: planFor(permit, "record-versions") },
      );
    },

    /** Of these entries those that are there today and whose cell the permit opens: whose each is. Shows nothing of them. */
    async whoseEntries({ cells }: ListPermit, ids: readonly EntryId[]): Promise<readonly RuledRow[]> {
      return db.query(sql<RuledRow>`
        select entry.id, entry.cell, current_patient.person
        from record.entry join people.current_patient using (patient)
        where entry.id = any(${ids}::uuid[]) and entry.cell = any(${cells}::integer[])`);
    },

    /** Ids in the source of entries that carry this identifier. Supply looks up its own entries only. */
    async sourceIdsByToken(permit: SupplyPermit, type: string, token: number): Promise<readonly string[]> {
      const rows = await db.query(
        sql<{ content: string }>`
        select entry.content from record.entry
        where entry.tokens @> array[${token}]::bigint[] and entry.type = ${type} and not entry.ended
          and entry.cell = any(${permit.cells}::integer[])`,
        { name: "record-source-ids-by-token" },
      );
      return rows.map((row) => (JSON.parse(row.content) as { id: string }).id);
    },

    /** Entries, earlier versions and the newest receipt, by cell. Counts only: no person is shown. */
    async counts(): Promise<readonly { cell: CellId; entries: number; received: Date }[]> {
      return db.query(sql<{ cell: CellId; entries: number; received: Date }>`
        select cell, count(*) as entries, max(received) as received from record.entry group by cell`);
    },
  };
}

/** What happened to an entry, for those who follow the record. */
export type Change = {
  readonly entry: EntryId;
  readonly patient: PatientId | undefined;
  /** "moved": no longer about this patient. "withdrawn": sealed or erased. "restored": given back. */
  readonly kind: "created" | "updated" | "ended" | "moved" | "withdrawn" | "restored";
};

/** A version with its number. */
export type NumberedVersion = {
  readonly version: EntryVersion;
  readonly number: number;
  /** Whose entry it was before, where a source corrected whom it is about. */
  readonly takenFrom?: PatientId;
};

const standingEvent = (permit: SupplyPermit, within: Stretch): RawBuilder<unknown> => sql`
  cell = any(${permit.cells}::integer[]) and not ended and type in ('Encounter', 'ServiceRequest', 'CarePlan')
    and event_from < ${within.to} and (event_to is null or event_to > ${within.from})`;

const current = (permit: PersonPermit): RawBuilder<unknown> => sql`(
  select entry.* from people.current_patient join record.entry using (patient)
  where current_patient.person = ${permit.person})`;

const earlier = (permit: PersonPermit): RawBuilder<unknown> => sql`(
  select entry.* from people.current_patient join record.earlier entry using (patient)
  where current_patient.person = ${permit.person})`;

/**
 * The versions that were current at a moment: of all received by then, the one recorded last. An entry that was about
 * somebody else by then is theirs.
 */
const asKnownAt = (permit: PersonPermit, moment: Date): RawBuilder<unknown> => sql`(
  select known.* from (
    select distinct on (version.id) version.* from (
      select id from ${current(permit)} now union select id from ${earlier(permit)} past
    ) concerned cross join lateral (
      select * from record.entry where entry.id = concerned.id
      union all
      select * from record.earlier where earlier.id = concerned.id
    ) version
    where version.received <= ${moment}
    order by version.id, version.recorded desc, version.delivery desc, version.line desc
  ) known join people.current_patient using (patient)
  where current_patient.person = ${permit.person})`;

/** The values of a row, in the order of COLUMNS. */
const rowOf = ({ version, number }: NumberedVersion): readonly CopyValue[] => [
  version.id,
  version.patient,
  version.event.from,
  version.event.to,
  version.recorded,
  version.received,
  version.digest,
  version.heading.quantity,
  version.cell,
  version.delivery,
  version.line,
  number,
  version.ended,
  version.type,
  version.event.text,
  version.heading.status,
  version.heading.code,
  version.heading.reason,
  version.heading.title,
  version.heading.detail,
  version.heading.who,
  version.heading.unit,
  version.heading.flag,
  version.tokens,
  version.refs,
  version.content,
];
