import { entryIdOf, mustSucceed, patientIdOf, type ActId, type OdsCode } from "#base";
import { sql } from "#db";
import type { Act, Order } from "#record";
import { GOVERNANCE_LEAD, type House } from "./house.ts";

type Kind = Order["kind"];

/** What information governance does in a house: sealing, erasing, undoing. */
export function governanceOf(house: House) {
  const { record, sharing } = house;
  const list = async () =>
    mustSucceed(await sharing.mayList({ actor: GOVERNANCE_LEAD, purpose: "records-management", what: "acts" }));
  const act = async (kind: Kind, cause: Order["cause"], covers: Order["covers"]): Promise<ActId> =>
    mustSucceed(await record.act(await house.mayAct(), { kind, cause, reason: "They asked us to.", covers }));
  return {
    /** Seals or erases one entry of a source's patient, by the source's ids. */
    async entry(kind: Kind, cause: Order["cause"], source: OdsCode, patient: string, type: string, id: string) {
      const person = await house.personOf(source, patient);
      return act(kind, cause, { person, entries: [entryIdOf(source, type, id)] });
    },
    /** Seals or erases all that a source sent of its patient. */
    async registration(kind: Kind, source: OdsCode, patient: string): Promise<ActId> {
      const person = await house.personOf(source, patient);
      return act(kind, "erasure-order", { person, registration: patientIdOf(source, patient) });
    },
    undo: async (done: ActId): Promise<ActId> =>
      mustSucceed(await record.undo(await house.mayAct(), done, "A mistake.")),
    eraseSealed: async (done: ActId): Promise<ActId> =>
      mustSucceed(await record.eraseSealed(await house.mayAct(), done, "It is final.")),
    acts: async (): Promise<readonly Act[]> => record.acts(await list()),
    find: async (done: ActId): Promise<Act> => mustSucceed(await record.findAct(await list(), done)),
  };
}

/** Forgets everybody and everything that was done. */
export const emptied = ({ db }: House): Promise<unknown> =>
  db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, people.protected_identity, people.protection, people.sample, people.sample_stratum, people.sampled_pair,
      people.superseded_number,
      people.sealed_patient, people.sealed_link, people.sealed_number, record.entry, record.earlier, record.sealed,
      record.tombstone, record.act, record.change, sharing.relationship, sharing.access_event`);

/** Every row that is kept of entries, registrations and relationships, for comparing. */
export async function everythingKept({ db }: House): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const rows = (table: string) =>
    db.query(sql<{ row: string }>`select row::text as row from ${sql.raw(table)} row order by 1`);
  return {
    entries: await rows("record.entry"),
    earlier: await rows("record.earlier"),
    sealed: await rows("record.sealed"),
    patients: await rows("people.patient"),
    links: await rows("people.link"),
    numbers: await rows("people.superseded_number"),
    relationships: await rows("sharing.relationship"),
  };
}

/** The tables, but for some, any of whose rows holds a text. */
export async function tablesHolding(
  { db }: House,
  text: string,
  but: readonly string[] = [],
): Promise<readonly string[]> {
  const tables = await db.query(sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`);
  const found: string[] = [];
  for (const { name } of tables.filter((one) => !but.includes(one.name))) {
    const rows = await db.query(sql`
      select from ${sql.raw(name)} held where position(lower(${text}) in lower(held::text)) > 0 limit 1`);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
