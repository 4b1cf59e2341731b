import { Chance } from "../../lives/chance.ts";
import { dayAt, isoDay, monthOf, yearOf } from "../../lives/day.ts";
import type { CareLife } from "../../lives/care.ts";
import type { Household, Person } from "../../lives/person.ts";
import { COUNCILS, type Practice, type Town } from "../../lives/town.ts";
import { FAULT_RATES, type LineFault } from "../fault-rates.ts";
import { LineFaults, statedIdentity } from "../faults.ts";
import { localNumber } from "../gp/patient-view.ts";
import { LineFile } from "../line-file.ts";
import { csvLine, HEADER, type Row } from "./columns.ts";
import { british, rowsOf, type Client, type Period, type WriteDay } from "./rows.ts";
import { respelt } from "./values.ts";

export const COUNCIL_FOLDER = "social-care";
/** The second council has not sent its latest submission. */
const LATE_COUNCIL = COUNCILS[1].code;
const CLD_BEGAN = dayAt(2023, 4, 1);

/** The ends of the last two whole quarters, the older first; each submission holds everything since 1 April 2023. */
export function periodsOf(town: Town): readonly Period[] {
  const quarter = Math.floor((monthOf(town.asAt + 1) - 1) / 3);
  const year = yearOf(town.asAt + 1);
  const last = dayAt(year, quarter * 3 + 1, 1) - 1;
  const before = dayAt(year, quarter * 3 - 2, 1) - 1;
  return [before, last].map((to) => ({ from: CLD_BEGAN, to }));
}

type Submission = { readonly period: Period; readonly file: LineFile };

/** A fault planted in one line, with the council's id of the person whom it hit. */
export type SpoiledRow = {
  readonly path: string;
  readonly line: number;
  readonly kind: LineFault;
  readonly client: string;
};

/** The files of one council, open while its people are told. */
export class CouncilFiles {
  readonly code: string;
  readonly spoiled: SpoiledRow[] = [];
  readonly counts: Record<string, number> = {};
  readonly submissions: readonly Submission[];
  readonly #write: WriteDay;
  readonly #faults: LineFaults;
  readonly #chance: Chance;

  private constructor(town: Town, code: string, submissions: readonly Submission[]) {
    this.code = code;
    this.submissions = submissions;
    // Councils write days in two ways: so do these.
    this.#write = code === COUNCILS[0].code ? isoDay : british;
    this.#chance = new Chance(town.seed, "council-faults", Number(code));
    this.#faults = new LineFaults(FAULT_RATES.council, new Chance(town.seed, "council-faults", Number(code) + 1000));
  }

  static async open(town: Town, code: string, folder: string): Promise<CouncilFiles> {
    const periods = code === LATE_COUNCIL ? periodsOf(town).slice(0, 1) : periodsOf(town);
    const submissions: Submission[] = [];
    for (const period of periods) {
      const file = await LineFile.create(`${folder}/${COUNCIL_FOLDER}/${code}/CLD-${isoDay(period.to)}.csv`);
      file.add(HEADER);
      submissions.push({ period, file });
    }
    return new CouncilFiles(town, code, submissions);
  }

  /** Writes one client's events into each submission; returns how many rows that were. */
  async writeClient(client: Client, care: CareLife): Promise<number> {
    let rows = 0;
    for (const { period, file } of this.submissions) {
      for (const row of rowsOf(client, care, period, this.#write)) {
        this.#add(file, row, client.id);
        rows++;
      }
      await file.flushed();
    }
    return rows;
  }

  #add(file: LineFile, row: Row, client: string): void {
    const type = row["Event Type"] ?? "";
    this.counts[type] = (this.counts[type] ?? 0) + 1;
    const fault = this.#faults.next();
    const line = file.add(fault === undefined ? csvLine(this.#respelt(row)) : spoiled(row, fault));
    if (fault !== undefined) this.spoiled.push({ path: file.path, line, kind: fault, client });
  }

  #respelt(row: Row): Row {
    if (!this.#chance.happens(FAULT_RATES.council.spellingVariant)) return row;
    const column = row["Event Outcome"] ? "Event Outcome" : "Primary Support Reason";
    return { ...row, [column]: respelt(row[column] ?? "", this.#chance) };
  }
}

function spoiled(row: Row, fault: LineFault): string {
  switch (fault) {
    case "impossibleDate":
      return csvLine({ ...row, "Event Start Date": "31/02/2025" });
    case "outsideList":
      return csvLine({ ...row, "Primary Support Reason": "Help at home" });
    case "malformedLine":
      return `${csvLine(row)},,surplus`;
    case "halfLine": {
      const line = csvLine(row);
      // Cut where no quotation is open, so that the half line spoils itself only.
      const cut = line.indexOf(row["LA Person Unique Identifier"] ?? "") + 4;
      return line.slice(0, cut);
    }
  }
}

/** The person as their council has them. */
export function clientOf(town: Town, household: Household, practice: Practice, person: Person): Client {
  const stated = statedIdentity(
    person,
    FAULT_RATES.council,
    new Chance(town.seed, "council-faults", 1_000_000 + person.number),
  );
  const number = String(localNumber(person.number, Number(household.council))).padStart(7, "0");
  return { person, household, practice, id: `P${number}`, stated };
}
