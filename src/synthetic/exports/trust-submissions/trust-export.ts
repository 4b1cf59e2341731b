import { Chance } from "../../lives/chance.ts";
import type { Day } from "../../lives/day.ts";
import type { Life } from "../../lives/life.ts";
import type { Household, Person } from "../../lives/person.ts";
import type { Practice, Town } from "../../lives/town.ts";
import type { AgencyExport, Told, TrueEvent, TruthKeeper } from "../agency.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { knownAs, knownOn, type KnownAs } from "../identity.ts";
import { sourceOf, type TrueSource } from "../truth.ts";
import { DAYS_BETWEEN_SUBMISSIONS, isToldIn, periodsOf, type Period } from "./periods.ts";
import { SubmissionFiles, type Row, type SubmittedTable } from "./submission-files.ts";

/** Somebody as a trust knows them. */
export type Client = {
  readonly id: string;
  readonly known: KnownAs;
  readonly person: Person;
  readonly household: Household;
  readonly practice: Practice;
  readonly life: Life;
};

/** A row that a trust sends, and the entry that it must become, if it is an event. */
export type ToldRow = {
  readonly table: SubmittedTable;
  readonly row: Row;
  readonly event?: Pick<TrueEvent, "type" | "id" | "day">;
};

/** A contact as it is told: the row of the contact itself first, then what was done. */
export type ToldContact = { readonly on: Day; readonly rows: (client: Client, period: Period) => readonly ToldRow[] };

/** What a trust's data set holds, and how somebody's life becomes rows of it. */
export type DataSet = {
  readonly source: string;
  readonly sector: "community" | "mental-health";
  /** Under the exports folder. */
  readonly folder: string;
  /** Tells the trusts' streams of chance apart. */
  readonly salt: number;
  /** The table of which a file is sent twice. */
  readonly sentAgain: SubmittedTable;
  readonly referralsIn: (life: Life) => readonly { readonly on: Day; readonly ended?: Day }[];
  /** Who they are. */
  readonly about: (client: Client, period: Period) => readonly ToldRow[];
  /** The nth referral and what goes on because of it, as it stood when the period closed. */
  readonly standing: (client: Client, nth: number, period: Period, isFirst: boolean) => readonly ToldRow[];
  readonly contactsOf: (client: Client, nth: number) => readonly ToldContact[];
  readonly staff: (period: Period) => readonly ToldRow[];
};

/** Opens a trust's monthly submissions. */
export async function openTrust(
  town: Town,
  folder: string,
  truth: TruthKeeper,
  dataSet: DataSet,
): Promise<AgencyExport> {
  const rates = FAULT_RATES.submissions;
  const files = new SubmissionFiles(
    town,
    folder,
    { code: dataSet.source, folder: dataSet.folder, salt: dataSet.salt },
    rates,
    truth,
  );
  for (const period of periodsOf(town)) {
    for (const { table, row } of dataSet.staff(period)) await files.add(table, period, row);
  }
  const teller = new Teller(town, dataSet, files, truth);
  return {
    source: dataSet.source,
    counts: files.counts,
    tell: (told) => teller.tell(told),
    close: () => files.close(dataSet.sentAgain),
  };
}

/** Tells a trust's files of people, one after the other. */
class Teller {
  readonly #town: Town;
  readonly #dataSet: DataSet;
  readonly #files: SubmissionFiles;
  readonly #truth: TruthKeeper;
  readonly #periods: readonly Period[];
  /** Whom a contact is filed under by mistake: somebody else whom the trust knows. */
  #somebodyElse: string | undefined;

  constructor(town: Town, dataSet: DataSet, files: SubmissionFiles, truth: TruthKeeper) {
    this.#town = town;
    this.#dataSet = dataSet;
    this.#files = files;
    this.#truth = truth;
    this.#periods = periodsOf(town);
  }

  async tell({ person, household, practice, life }: Told): Promise<readonly TrueSource[]> {
    const { source, sector, salt, referralsIn } = this.#dataSet;
    const referrals = referralsIn(life);
    if (referrals.length === 0) return [];
    const sources: TrueSource[] = [];
    const all = knownAs(this.#town, person, { sector, code: source });
    const chance = new Chance(this.#town.seed, "delivery-faults", salt * 1_000_003 + person.number);
    for (const known of all) {
      const client = { id: known.id, known, person, household, practice, life };
      const own = referrals.flatMap(({ on }, nth) => (knownOn(all, on) === known ? [nth] : []));
      if (await this.#tellClient(client, own, chance)) sources.push(sourceOf(source, known));
    }
    return sources;
  }

  /** False where no submission has anything of them. */
  async #tellClient(client: Client, own: readonly number[], chance: Chance): Promise<boolean> {
    const events = new Map<string, TrueEvent>();
    const contacts = own.map((nth) => this.#dataSet.contactsOf(client, nth).map((told) => this.#sent(told, chance)));
    const referrals = this.#dataSet.referralsIn(client.life);
    let isKnown = false;
    for (const [at, period] of this.#periods.entries()) {
      const rows = own.flatMap((nth, place) => {
        const { on, ended } = referrals[nth] ?? { on: Infinity };
        const isTold = isToldIn(period, at === 0, on, endAs(client, ended));
        return [
          ...(isTold ? this.#dataSet.standing(client, nth, period, at === 0) : []),
          ...(contacts[place] ?? []).flatMap((sent) => sent.rowsIn(at, client, period)),
        ];
      });
      if (rows.length === 0) continue;
      isKnown = true;
      const about = this.#dataSet.about(client, period);
      for (const one of [...about, ...rows]) await this.#write(one, client, period, events);
    }
    for (const event of events.values()) this.#truth.event(event);
    if (isKnown) this.#somebodyElse = client.id;
    return isKnown;
  }

  async #write(told: SentRow, client: Client, period: Period, events: Map<string, TrueEvent>): Promise<void> {
    const { table, row, event, isAstray = false, isCorrection = false } = told;
    const sound = isAstray || isCorrection;
    const isKept = await this.#files.add(table, period, row, { sound });
    if (!event || !isKept || isAstray) return;
    const { source } = this.#dataSet;
    const { id: patient, person } = client;
    events.set(`${event.type}/${event.id}`, { source, ...event, patient, person: person.number });
  }

  /** Most contacts come with their month; some a month late; a few are filed under somebody else and put right. */
  #sent({ on, rows }: ToldContact, chance: Chance): SentContact {
    const { lateContact, wrongPatient } = FAULT_RATES.submissions;
    const due = this.#periods.findIndex(({ from, to }, at) => (at === 0 || from <= on) && on <= to);
    const draw = chance.unit();
    const hasNext = due >= 0 && due < this.#periods.length - 1;
    const isAstray = hasNext && draw < wrongPatient && this.#somebodyElse !== undefined;
    const isRecent = hasNext && on > (this.#periods[due]?.to ?? Infinity) - DAYS_BETWEEN_SUBMISSIONS;
    const isLate = isRecent && !isAstray && draw < wrongPatient + lateContact;
    const other = this.#somebodyElse;
    return {
      rowsIn: (at, client, period) => {
        if (isAstray && other !== undefined && at === due) {
          return rows({ ...client, id: other }, period)
            .slice(0, 1)
            .map((one) => ({ ...one, isAstray }));
        }
        if (isAstray && at === due + 1) return rows(client, period).map((one) => ({ ...one, isCorrection: true }));
        return at === (isLate ? due + 1 : due) && !isAstray ? rows(client, period) : [];
      },
    };
  }
}

type SentRow = ToldRow & { readonly isAstray?: boolean; readonly isCorrection?: boolean };
type SentContact = { readonly rowsIn: (at: number, client: Client, period: Period) => readonly SentRow[] };

/** When a referral ended for this client: under a former identity nothing goes on after its last day. */
export function endAs({ known }: Client, ended: Day | undefined): Day | undefined {
  if (!known.isFormer) return ended;
  return ended === undefined ? known.to : Math.min(ended, known.to);
}

/** Whether something still belongs to this client: what comes after a former identity does not. */
export const isWithin = ({ known }: Client, on: Day): boolean => !known.isFormer || on <= known.to;
