import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mustSucceed } from "#base";
import { traceAll, type Row } from "#people";
import { readPlaceFile } from "#place";
import { madeUpExports } from "../made-up.ts";
import type { BenchOptions, Figures } from "../main.ts";
import { clusterFiguresOf } from "./figures.ts";
import { madeUpDataSets, PEOPLE_OF_A_TOWN } from "./made-up-place.ts";

/**
 * Traces a made-up place by NHS England's published steps, counted as matching is: what our own linkage is compared
 * with. The registrations of GP practices are the register; with and without those of the voluntary organisation,
 * which know neither date of birth nor sex. "all_traced" is the most that the steps could reach: there the register
 * has everybody whose NHS number any source traced, as the national one would.
 */
export async function benchReferenceTrace({
  people = PEOPLE_OF_A_TOWN,
}: Pick<BenchOptions, "people">): Promise<Figures> {
  const registrations = await keptRegistrations(people);
  const kinds = await kindsOfSources(people);
  const isOfPractice = ({ source }: Kept): boolean => kinds.get(source) === "gp-practice";
  const withoutVoluntary = registrations.filter(({ source }) => kinds.get(source) !== "voluntary");
  const name = `made_up_${String(people)}`;
  return {
    ...figuresFor(name, withoutVoluntary, isOfPractice),
    ...figuresFor(`${name}_with_voluntary`, registrations, isOfPractice),
    ...figuresFor(`${name}_all_traced`, withoutVoluntary, () => true),
  };
}

/** A registration as matching reads it, its source, and who it is of in truth. */
type Kept = { readonly source: string; readonly row: Row; readonly person: string };

/** The same as are matched. */
async function keptRegistrations(people: number): Promise<readonly Kept[]> {
  await madeUpDataSets(people);
  return JSON.parse(await readFile(`${await madeUpExports(people)}-registrations.json`, "utf8")) as readonly Kept[];
}

async function kindsOfSources(people: number): Promise<ReadonlyMap<string, string>> {
  const place = mustSucceed(await readPlaceFile(join(await madeUpExports(people), "place.json")));
  return new Map(place.organisations.map(({ ods, kind }) => [ods, kind]));
}

function figuresFor(name: string, registrations: readonly Kept[], isInRegister: (one: Kept) => boolean): Figures {
  const begin = performance.now();
  const inRegister = registrations.map(isInRegister);
  const { personOf, counts } = traceAll(
    registrations.map(({ row }) => row),
    (row) => inRegister[row] === true,
  );
  const seconds = (performance.now() - begin) / 1000;
  const truth = registrations.map(({ person }) => person);
  const own = { registrations: registrations.length, ...counts, ...clusterFiguresOf(truth, personOf), seconds };
  return Object.fromEntries(
    Object.entries(own).map(([figure, value]) => [`${name}.${figure}`, Math.round(value * 10_000) / 10_000]),
  );
}
