import { relative } from "node:path";
import { uuidV5 } from "#base";
import { Chance } from "../../lives/chance.ts";
import { dayAt, isoDay, monthOf, yearOf, type Day } from "../../lives/day.ts";
import { VOLUNTARY, type Town } from "../../lives/town.ts";
import type { VoluntaryContact } from "../../lives/voluntary.ts";
import type { AgencyExport, OpenAgency, Told, TruthKeeper, WrittenFile } from "../agency.ts";
import { FAULT_RATES, type LineFault } from "../fault-rates.ts";
import { knownAs, type KnownAs, type StatedIdentity } from "../identity.ts";
import { LineFaults } from "../line-faults.ts";
import { LineFile } from "../line-file.ts";
import { sourceOf, type TrueSource } from "../truth.ts";
import { HEADINGS } from "./mapping.ts";
import { ACTIVITY_WORDS, OUTCOME_WORDS, spelt, WORKERS } from "./words.ts";
import { WorkbookFile, type Cell } from "./workbook-file.ts";

export const VOLUNTARY_FOLDER = "voluntary";

/** One row of the spreadsheet, as its author thinks of it. */
type Row = Readonly<Record<(typeof HEADINGS)[number], Cell>>;

/** A file that holds what was done from one day to another, whichever program wrote it. */
type Sheet = {
  readonly from: Day;
  readonly to: Day;
  readonly path: string;
  readonly lines: () => number;
  readonly add: (cells: readonly Cell[]) => number;
  readonly flushed: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The ends of the last two whole months. The older file holds half a year, the newer its month. */
function spansOf(town: Town): { readonly older: { from: Day; to: Day }; readonly newer: { from: Day; to: Day } } {
  const [year, month] = [yearOf(town.asAt + 1), monthOf(town.asAt + 1)];
  const last = dayAt(year, month, 1) - 1;
  const before = dayAt(year, month - 1, 1) - 1;
  return { older: { from: dayAt(year, month - 7, 1), to: before }, newer: { from: before + 1, to: last } };
}

/** Opens the two files of the voluntary organisation: one month saved as CSV, the next as the workbook it is. */
export const openVoluntary: OpenAgency = async (town, folder, truth) => {
  const { older, newer } = spansOf(town);
  const named = (to: Day, ending: string) => `${folder}/${VOLUNTARY_FOLDER}/${VOLUNTARY.code}/${isoDay(to)}.${ending}`;
  const csv = await csvSheet(named(older.to, "csv"), older);
  const workbook = await workbookSheet(named(newer.to, "xlsx"), newer);
  for (const sheet of [csv, workbook]) {
    sheet.add([`${VOLUNTARY.name} - contacts up to ${british(sheet.to)}`]);
    sheet.add([]);
    sheet.add(HEADINGS);
  }
  return [new ContactSheets(town, folder, truth, [csv, workbook])];
};

/** As an office program on Windows saves it. */
async function csvSheet(path: string, span: { from: Day; to: Day }): Promise<Sheet> {
  const file = await LineFile.create(path, { encoding: "latin1", lineEnd: "\r\n" });
  return {
    ...span,
    path,
    lines: () => file.lines,
    add: (cells) => file.add(cells.map(csvCell).join(",")),
    flushed: () => file.flushed(),
    close: () => file.close(),
  };
}

async function workbookSheet(path: string, span: { from: Day; to: Day }): Promise<Sheet> {
  const file = await WorkbookFile.create(path);
  return {
    ...span,
    path,
    lines: () => file.rows,
    add: (cells) => file.add(cells),
    flushed: () => file.flushed(),
    close: () => file.close(),
  };
}

function csvCell(cell: Cell): string {
  const text = cell === undefined ? "" : typeof cell === "object" ? british(cell.day) : String(cell);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const british = (day: Day): string => isoDay(day).split("-").reverse().join("/");

const RATES = FAULT_RATES.voluntary;

class ContactSheets implements AgencyExport {
  readonly source = VOLUNTARY.code;
  readonly counts: Record<string, number> = {};
  readonly #town: Town;
  readonly #folder: string;
  readonly #truth: TruthKeeper;
  readonly #sheets: readonly Sheet[];
  readonly #faults: LineFaults;

  constructor(town: Town, folder: string, truth: TruthKeeper, sheets: readonly Sheet[]) {
    this.#town = town;
    this.#folder = folder;
    this.#truth = truth;
    this.#sheets = sheets;
    this.#faults = new LineFaults(RATES, new Chance(town.seed, "delivery-faults", 901));
  }

  async tell({ person, life }: Told): Promise<readonly TrueSource[]> {
    const [first, last] = [this.#sheets[0]?.from ?? 0, this.#sheets.at(-1)?.to ?? 0];
    const contacts = life.voluntary.contacts.filter(({ on }) => first <= on && on <= last);
    if (contacts.length === 0) return [];
    const sources = new Map<string, TrueSource>();
    for (const known of knownAs(this.#town, person, { sector: "voluntary", code: this.source })) {
      const client = clientOf(this.#town, person.number, known);
      const own = contacts.filter(({ on }) => known.from <= on && on <= known.to);
      const written = own.filter((contact) => this.#write(client, contact, person.number)).length;
      if (written > 0)
        sources.set(client.id, sourceOf(this.source, { ...known, id: client.id, stated: client.stated }));
    }
    for (const sheet of this.#sheets) await sheet.flushed();
    return [...sources.values()];
  }

  async close(): Promise<readonly WrittenFile[]> {
    return Promise.all(
      this.#sheets.map(async ({ path, lines, close }) => {
        await close();
        return { path: relative(this.#folder, path), lines: lines(), entries: lines() - TITLES };
      }),
    );
  }

  /** False where the row was spoiled, so that it must be refused. */
  #write(client: Client, contact: VoluntaryContact, person: number): boolean {
    const sheet = this.#sheets.find(({ from, to }) => from <= contact.on && contact.on <= to);
    if (!sheet) return false;
    const chance = new Chance(this.#town.seed, "voluntary", 1_000_000 + person * 7919 + contact.on);
    const row = rowOf(client, contact, chance);
    const fault = client.isTold ? this.#faults.next() : "nameAlone";
    const cells = HEADINGS.map((heading) => row[heading]);
    const line = sheet.add(fault === undefined || fault === "nameAlone" ? cells : spoiled(row, fault));
    this.counts["contact"] = (this.counts["contact"] ?? 0) + 1;
    if (fault !== undefined) {
      this.#truth.fault({ path: relative(this.#folder, sheet.path), line, kind: fault });
      return false;
    }
    const id = eventId(client.id, row);
    this.#truth.event({ source: this.source, type: "Encounter", id, patient: client.id, person, day: contact.on });
    // Who copies from a paper list copies a line twice now and then: it is the same visit.
    if (chance.happens(RATES.copiedTwice)) sheet.add(cells);
    return true;
  }
}

/** The title, the empty row and the headings. */
const TITLES = 3;

/** Somebody as the organisation has them: of about half no date of birth, of hardly anybody an NHS number. */
type Client = {
  readonly id: string;
  readonly stated: StatedIdentity;
  readonly name: string;
  readonly born: Day | undefined;
  readonly address: string | undefined;
  /** Whether the row tells who it is: a name alone does not. */
  readonly isTold: boolean;
};

function clientOf(town: Town, person: number, { id: known, stated }: KnownAs): Client {
  const chance = new Chance(town.seed, "voluntary", 500_000_000 + person * 31 + known.length);
  const isShouted = chance.happens(0.08);
  const name = `${isShouted ? stated.family.toUpperCase() : stated.family}, ${stated.given}`;
  const address = stated.address && `${stated.address.line}, ${stated.address.town}, ${stated.address.postcode}`;
  // Whoever was sent by their practice came with a letter that says both.
  const born =
    stated.nhsNumber === undefined && chance.happens(RATES.birthNotAsked)
      ? undefined
      : Math.round(Date.parse(stated.born) / 86_400_000);
  const isTold = stated.nhsNumber !== undefined || born !== undefined || address !== undefined;
  const id = patientId(stated, born, address);
  return { id, name, born, address, isTold, stated: { ...stated, bornRight: stated.bornRight && born !== undefined } };
}

function rowOf({ name, born, address, stated: { nhsNumber } }: Client, contact: VoluntaryContact, chance: Chance): Row {
  return {
    "Client name": name,
    "D.O.B.": born === undefined ? undefined : { day: born },
    "NHS no. (if known)": nhsNumber,
    Address: address,
    Activity: spelt(ACTIVITY_WORDS[contact.activity], RATES.spellingVariant, chance),
    Date: { day: contact.on },
    Worker: WORKERS[contact.worker],
    Outcome: spelt(OUTCOME_WORDS[contact.outcome], RATES.spellingVariant, chance),
    Notes: contact.note,
  };
}

function spoiled(row: Row, fault: LineFault): readonly Cell[] {
  const cells = HEADINGS.map((heading) => row[heading]);
  switch (fault) {
    case "impossibleDate":
      return HEADINGS.map((heading) => (heading === "Date" ? "31/02/2026" : row[heading]));
    case "outsideList":
      return HEADINGS.map((heading) => (heading === "Activity" ? undefined : row[heading]));
    case "malformedLine":
      return [...cells, undefined, "see paper file"];
    case "halfLine":
      return cells.slice(0, 1);
  }
}

/** Letters and digits alone, as whoever reads the names compares them. */
const keyOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** The id that is made of who somebody is, where there is no other: see src/feeds/mapped/person.ts. */
function patientId(
  { family, given, nhsNumber }: StatedIdentity,
  born: Day | undefined,
  address: string | undefined,
): string {
  if (nhsNumber !== undefined) return uuidV5(["source-parts", "nhs-number", nhsNumber].join("|"));
  const name = `${keyOf(family)}/${keyOf(given)}`;
  const parts = born === undefined ? [name, "at", keyOf(address ?? "")] : [name, isoDay(born)];
  return uuidV5(["source-parts", "person", ...parts].join("|"));
}

/** The id that is made of a row, where there is no other: see src/feeds/mapped/event.ts. */
function eventId(patient: string, row: Row): string {
  const content = HEADINGS.map((heading) => [keyOf(heading), row[heading]] as const)
    .filter(([, cell]) => cell !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, cell]) => `${key}=${typeof cell === "object" ? isoDay(cell.day) : String(cell)}`);
  return uuidV5(["source-parts", "contact", patient, ...content].join("|"));
}
