import { Chance } from "../../lives/chance.ts";
import type { Practice, Town } from "../../lives/town.ts";
import type { TruthKeeper } from "../agency.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { organisationEntries } from "../gp/organisation.ts";
import { deliveryDays, isLate, type PracticeExport } from "../gp/practice-files.ts";
import { exportRecord } from "../gp/record-export.ts";
import { LineFaults } from "../line-faults.ts";
import { PracticeExtract } from "./extract.ts";
import { closeTables, openTables, type TableFiles } from "./table-files.ts";
import type { Style } from "./tables.ts";

export const GP_CSV_FOLDER = "gp-csv";

/** Opens the files of a practice that sends its supplier's bulk extract, in the way of one of two suppliers. */
export async function openCsvPractice(
  town: Town,
  practice: Practice,
  folder: string,
  truth: TruthKeeper,
): Promise<PracticeExport> {
  const days = deliveryDays(town);
  const isOdd = practice.index % 2 === 1;
  const style: Style = { quotesAll: isOdd, british: isOdd };
  const own = `${folder}/${GP_CSV_FOLDER}/${practice.ods}`;
  const first = await openTables(own, days[0], style);
  const second = isLate(practice) ? undefined : await openTables(own, days[1], style);
  const faults = new LineFaults(FAULT_RATES.gpCsv, new Chance(town.seed, "gp-faults", practice.index));
  const chance = new Chance(town.seed, "gp-faults", 10_000 + practice.index);
  const extract = new PracticeExtract({ practice, days, first, second, style, faults, chance, truth, folder });
  for (const entry of organisationEntries(town, practice)) extract.openFirst(entry);
  return {
    practice,
    counts: extract.counts,
    tell: async (view, life) => {
      extract.about(view);
      exportRecord(view, life.practice, life.hospital, extract);
      await flushed(first);
      if (second) await flushed(second);
    },
    close: async () => [...(await closeTables(first, folder)), ...(second ? await closeTables(second, folder) : [])],
  };
}

async function flushed(files: TableFiles): Promise<void> {
  for (const file of Object.values(files)) await file.flushed();
}
