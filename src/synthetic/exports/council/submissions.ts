import { relative } from "node:path";
import { uuidV5 } from "#base";
import { Chance } from "../../lives/chance.ts";
import { dayAt, isoDay, monthOf, yearOf, type Day } from "../../lives/day.ts";
import type { CareLife } from "../../lives/care.ts";
import { COUNCILS, type Town } from "../../lives/town.ts";
import type { AgencyExport, OpenAgency, Told, TrueEvent, TruthKeeper } from "../agency.ts";
import { FAULT_RATES, type LineFault } from "../fault-rates.ts";
import { knownAs, type KnownAs } from "../identity.ts";
import { LineFaults } from "../line-faults.ts";
import { LineFile } from "../line-file.ts";
import { sourceOf, type TrueSource } from "../truth.ts";
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

/** Opens the files of every council. */
export const openCouncils: OpenAgency = (town, folder, truth) =>
  Promise.all(COUNCILS.map(({ code }) => CouncilFiles.open(town, code, folder, truth)));

/** The files of one council, open while its people are told. */
export class CouncilFiles implements AgencyExport {
  readonly source: string;
  readonly counts: Record<string, number> = {};
  readonly submissions: readonly Submission[];
  readonly #town: Town;
  readonly #truth: TruthKeeper;
  readonly #folder: string;
  readonly #write: WriteDay;
  readonly #faults: LineFaults;
  readonly #chance: Chance;

  private constructor(
    town: Town,
    code: string,
    folder: string,
    submissions: readonly Submission[],
    truth: TruthKeeper,
  ) {
    this.source = code;
    this.submissions = submissions;
    this.#town = town;
    this.#folder = folder;
    this.#truth = truth;
    // Councils write days in two ways: so do these.
    this.#write = code === COUNCILS[0].code ? isoDay : british;
    this.#chance = new Chance(town.seed, "council-faults", Number(code));
    this.#faults = new LineFaults(FAULT_RATES.council, new Chance(town.seed, "council-faults", Number(code) + 1000));
  }

  static async open(town: Town, code: string, folder: string, truth: TruthKeeper): Promise<CouncilFiles> {
    const periods = code === LATE_COUNCIL ? periodsOf(town).slice(0, 1) : periodsOf(town);
    const submissions: Submission[] = [];
    for (const period of periods) {
      const file = await LineFile.create(`${folder}/${COUNCIL_FOLDER}/${code}/CLD-${isoDay(period.to)}.csv`);
      file.add(HEADER);
      submissions.push({ period, file });
    }
    return new CouncilFiles(town, code, folder, submissions, truth);
  }

  async tell(told: Told): Promise<readonly TrueSource[]> {
    const { person, household, practice, life } = told;
    if (household.council !== this.source || life.care.requests.length === 0) return [];
    const sources: TrueSource[] = [];
    for (const known of knownAs(this.#town, person, { sector: "council", code: this.source })) {
      const client = { person, household, practice, id: `P${known.id}`, stated: known.stated };
      const rows = await this.#writeClient(client, careWithin(life.care, known));
      if (rows > 0) sources.push(sourceOf(this.source, { ...known, id: client.id }));
    }
    return sources;
  }

  async close() {
    return Promise.all(
      this.submissions.map(async ({ file }) => {
        await file.close();
        return { path: relative(this.#folder, file.path), lines: file.lines, entries: file.lines - 1 };
      }),
    );
  }

  /** Writes one client's events into each submission; returns how many rows that were. */
  async #writeClient(client: Client, care: CareLife): Promise<number> {
    const told = new Map<string, TrueEvent>();
    let rows = 0;
    for (const { period, file } of this.submissions) {
      for (const row of rowsOf(client, care, period, this.#write)) {
        const event = this.#eventOf(client, row, period.to);
        // A reference is unique within a kind of event only.
        if (this.#add(file, row)) told.set(`${event.type} ${event.id}`, event);
        rows++;
      }
      await file.flushed();
    }
    for (const event of told.values()) this.#truth.event(event);
    return rows;
  }

  /** The entry that a row must become: its id is made from the council's reference of the event. */
  #eventOf({ id, person }: Client, row: Row, day: Day): TrueEvent {
    const kind = row["Event Type"] ?? "";
    const key = uuidV5(["cld", kind, this.source, id, "reference", row["Event Reference"] ?? ""].join("|"));
    return { source: this.source, type: TYPES[kind] ?? "", id: key, patient: id, person: person.number, day };
  }

  /** False where the line was spoiled, so that it must be refused. */
  #add(file: LineFile, row: Row): boolean {
    const type = row["Event Type"] ?? "";
    this.counts[type] = (this.counts[type] ?? 0) + 1;
    const fault = this.#faults.next();
    const line = file.add(fault === undefined ? csvLine(this.#respelt(row)) : spoiled(row, fault));
    if (fault !== undefined) this.#truth.fault({ path: relative(this.#folder, file.path), line, kind: fault });
    // What is outside a list costs its cell only.
    return fault === undefined || fault === "outsideList";
  }

  #respelt(row: Row): Row {
    if (!this.#chance.happens(FAULT_RATES.council.spellingVariant)) return row;
    const column = row["Event Outcome"] ? "Event Outcome" : "Primary Support Reason";
    return { ...row, [column]: respelt(row[column] ?? "", this.#chance) };
  }
}

/** What the kinds of event of Client Level Data are in the record. */
const TYPES: Readonly<Record<string, string>> = {
  Request: "ServiceRequest",
  Assessment: "Encounter",
  Service: "CarePlan",
  Review: "Encounter",
};

/** What began while the council knew someone by one id. */
const careWithin = (care: CareLife, { from, to }: KnownAs): CareLife => {
  const falls = ({ on }: { readonly on: Day }) => from <= on && on <= to;
  return {
    reason: care.reason,
    requests: care.requests.filter(falls),
    assessments: care.assessments.filter(falls),
    services: care.services.filter(falls),
    reviews: care.reviews.filter(falls),
  };
};

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
