import { sql } from "kysely";
import type { Database } from "../database.ts";
import type { SequenceValue } from "./manifest.ts";

/** A table of ours, and how to name it in SQL. */
export type Table = {
  readonly schema: string;
  readonly table: string;
  /** Those that are stored and not computed, in their order. */
  readonly columns: readonly string[];
  /** Partitioned tables have no rows of their own to copy, but can be asked for them. */
  readonly partitioned: boolean;
};

type Reference = { readonly from: string; readonly to: string };

/** The tables of these schemas, each after those that it refers to; without the register of migrations. */
export async function tablesOf(db: Database, schemas: readonly string[]): Promise<readonly Table[]> {
  const tables = await db.query(sql<Table>`
    select n.nspname as schema, c.relname as table, c.relkind = 'p' as partitioned,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind in ('r', 'p') and not c.relispartition
      and (n.nspname, c.relname) <> ('db', 'migration')
    order by n.nspname, c.relname`);
  return inOrder(tables, await referencesOf(db, schemas));
}

const referencesOf = (db: Database, schemas: readonly string[]): Promise<readonly Reference[]> =>
  db.query(sql<Reference>`
    select n.nspname || '.' || c.relname as from, fn.nspname || '.' || f.relname as to
    from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
    where k.contype = 'f' and n.nspname = any(${schemas})`);

/** Depth first; of tables that refer to each other in a ring, whose keys must be deferrable, the first by name comes last. */
export function inOrder<T extends Pick<Table, "schema" | "table">>(
  tables: readonly T[],
  references: readonly Reference[],
): readonly T[] {
  const byName = new Map(tables.map((table) => [nameOf(table), table]));
  const targets = Map.groupBy(references, (reference) => reference.from);
  const ordered = new Set<T>();
  const entered = new Set<T>();
  const visit = (table: T): void => {
    if (entered.has(table)) return;
    entered.add(table);
    for (const { to } of targets.get(nameOf(table)) ?? []) {
      const target = byName.get(to);
      if (target) visit(target);
    }
    ordered.add(table);
  };
  tables.forEach(visit);
  return [...ordered];
}

export const nameOf = ({ schema, table }: Pick<Table, "schema" | "table">): string => `${schema}.${table}`;

/** "schema.table (column, column)", as COPY wants it; in quotes, since a column may be named as a keyword is. */
export const targetOf = ({ schema, table, columns }: Pick<Table, "schema" | "table" | "columns">): string =>
  `${quoted(schema)}.${quoted(table)} (${columns.map(quoted).join(", ")})`;

/** What COPY reads a table's rows from. */
export const sourceOf = (table: Table): string =>
  table.partitioned
    ? `(select ${table.columns.map(quoted).join(", ")} from ${quoted(table.schema)}.${quoted(table.table)})`
    : targetOf(table);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export async function sequencesOf(db: Database, schemas: readonly string[]): Promise<readonly SequenceValue[]> {
  const sequences = await db.query(sql<{ schema: string; sequence: string }>`
    select schemaname as schema, sequencename as sequence from pg_sequences
    where schemaname = any(${schemas}) order by 1, 2`);
  const values: SequenceValue[] = [];
  for (const each of sequences) {
    const [state] = await db.query(sql<{ value: string; called: boolean }>`
      select last_value::text as value, is_called as called from ${sql.id(each.schema, each.sequence)}`);
    if (state) values.push({ ...each, ...state });
  }
  return values;
}
