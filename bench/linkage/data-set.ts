import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableOf, type Column, type ColumnKind, type MatchTable } from "#people";

/** Registrations of which it is known who is who; what is known serves to count, never to match. */
export type DataSet = { readonly table: MatchTable; readonly truth: readonly string[] };

/** Which columns a data set has, and nothing else: no weight, threshold or rule is its own. */
type Settings = {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly personOf: (row: Readonly<Record<string, string>>) => string;
};

const columns = (kinds: Readonly<Record<string, ColumnKind>>): readonly Column[] =>
  Object.entries(kinds).map(([name, kind]) => ({ name, kind }));

/** Other people's data sets; ../shared/cases/README.md says whose. */
const DATA_SETS = {
  febrl3: {
    file: "febrl3.csv",
    columns: columns({
      given_name: "given-name",
      surname: "family-name",
      street_number: "number",
      address_1: "words",
      address_2: "words",
      suburb: "words",
      postcode: "number",
      state: "sex",
      date_of_birth: "birth-date",
      soc_sec_id: "number",
    }),
    // rec-1496-org, rec-1496-dup-0
    personOf: (row) => row["rec_id"]?.split("-")[1] ?? "",
  },
  fake_1000: {
    file: "fake_1000.csv",
    columns: columns({
      first_name: "given-name",
      surname: "family-name",
      dob: "birth-date",
      city: "words",
      email: "email",
    }),
    personOf: (row) => row["cluster"] ?? "",
  },
  historical_50k: {
    file: "historical_figures_with_errors_50k.parquet",
    columns: columns({
      first_name: "given-name",
      surname: "family-name",
      dob: "birth-date",
      birth_place: "words",
      postcode_fake: "postcode",
      gender: "sex",
      occupation: "words",
    }),
    personOf: (row) => row["cluster"] ?? "",
  },
} as const satisfies Readonly<Record<string, Settings>>;

export type DataSetName = keyof typeof DATA_SETS;
export const DATA_SET_NAMES = Object.keys(DATA_SETS) as readonly DataSetName[];

const CASES = new URL("../../../shared/cases/linkage/", import.meta.url).pathname;

/** Undefined where the data set is not on this machine. */
export async function readDataSet(name: DataSetName): Promise<DataSet | undefined> {
  const settings: Settings = DATA_SETS[name];
  const rows = await readRows(CASES + settings.file).catch(() => undefined);
  if (!rows) return undefined;
  const values = rows.map((row) => settings.columns.map(({ name: column, kind }) => valuesOf(kind, row[column] ?? "")));
  return { table: tableOf(settings.columns, values), truth: rows.map(settings.personOf) };
}

type TextRow = Readonly<Record<string, string>>;

async function readRows(path: string): Promise<readonly TextRow[]> {
  if (path.endsWith(".csv")) {
    return parse(await readFile(path), { columns: true, trim: true, relax_column_count: true });
  }
  const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
  const result = await duckdb.runAndReadAll("select * from read_parquet($1)", [path]);
  return result
    .getRowObjectsJS()
    .map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === "string" ? value : ""])),
    );
}

function valuesOf(kind: ColumnKind, written: string): readonly string[] {
  const text = written.trim().toLowerCase();
  if (kind !== "birth-date") return text === "" ? [] : [text];
  const digits = text.replaceAll("-", "");
  return /^\d{8}$/.test(digits) ? [digits] : [];
}
