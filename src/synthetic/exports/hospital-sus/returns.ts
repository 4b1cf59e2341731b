import { uuidV5 } from "#base";
import { Chance } from "../../lives/chance.ts";
import type { Day } from "../../lives/day.ts";
import type { Attendance, HospitalLife, OutpatientVisit, Stay } from "../../lives/hospital.ts";
import { ACUTE_TRUST, type Town } from "../../lives/town.ts";
import type { AgencyExport, OpenAgency, Told, TrueEvent, TruthKeeper } from "../agency.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { departureOf } from "../hospital-course.ts";
import { appointmentNumber, attendanceNumber, spellNumber } from "../hospital-visit.ts";
import { knownAs, knownOn, type KnownAs } from "../identity.ts";
import { sourceOf, type TrueSource } from "../truth.ts";
import { DAYS_BETWEEN_RETURNS, ReturnFiles, returnDays, type ReturnName } from "./return-files.ts";
import { appointmentRow, attendanceRow, episodesOf, spellRow, type Subject, type Written } from "./rows.ts";

/** Days in which the coders have not come to a stay. */
const UNCODED = 5;
/** Late arrivals are of the last three months. */
const LATE_WITHIN = 90;
/** The place in a life's list of stays of an admission that never was. */
const NEVER_WAS = 920;

/** Opens the hospital's returns: two deliveries of three tables, and a late one. */
export const openHospitalSus: OpenAgency = async (town, folder, truth) => [
  new HospitalReturns(town, await ReturnFiles.open(town, folder, truth), truth),
];

class HospitalReturns implements AgencyExport {
  readonly source = ACUTE_TRUST.code;
  readonly #town: Town;
  readonly #files: ReturnFiles;
  readonly #truth: TruthKeeper;
  /** Whoever was told last, for what is filed under the wrong patient. */
  #other: Subject | undefined;

  constructor(town: Town, files: ReturnFiles, truth: TruthKeeper) {
    this.#town = town;
    this.#files = files;
    this.#truth = truth;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#files.counts;
  }

  async tell({ person, practice, life }: Told): Promise<readonly TrueSource[]> {
    const { hospital } = life;
    if (hospital.stays.length + hospital.attendances.length + hospital.outpatientVisits.length === 0) return [];
    const known = knownAs(this.#town, person, { sector: "acute", code: this.source });
    const telling = new Telling(this.#town, this.#files, { person, known, practice: practice.ods }, this.#other);
    telling.tell(hospital);
    for (const event of telling.events.values()) this.#truth.event(event);
    await this.#files.flushed();
    this.#other = telling.lastSubject ?? this.#other;
    return known.filter(({ id }) => telling.used.has(id)).map((one) => sourceOf(this.source, one));
  }

  close() {
    return this.#files.close();
  }
}

type Whom = { readonly person: Subject["person"]; readonly known: readonly KnownAs[]; readonly practice: string };

/** What the returns tell of one person. */
class Telling {
  /** What each entry must be in the end, by type and id: what was written last counts. */
  readonly events = new Map<string, TrueEvent>();
  /** The hospital's ids of them under which something was written. */
  readonly used = new Set<string>();
  lastSubject: Subject | undefined;
  readonly #files: ReturnFiles;
  readonly #whom: Whom;
  readonly #other: Subject | undefined;
  readonly #chance: Chance;
  readonly #first: Day;
  readonly #second: Day;

  constructor(town: Town, files: ReturnFiles, whom: Whom, other: Subject | undefined) {
    this.#files = files;
    this.#whom = whom;
    this.#other = other;
    this.#chance = new Chance(town.seed, "hospital-returns", whom.person.number);
    [this.#first, this.#second] = returnDays(town);
  }

  tell({ stays, attendances, outpatientVisits }: HospitalLife): void {
    stays.forEach((stay, place) => this.#stay(stay, spellNumber(this.#whom.person, place)));
    attendances.forEach((attendance, place) => {
      const stay = attendance.stay === undefined ? undefined : stays[attendance.stay];
      this.#attendance(attendance, stay, attendanceNumber(this.#whom.person, place));
    });
    outpatientVisits.forEach((visit, place) => this.#appointment(visit, appointmentNumber(this.#whom.person, place)));
    if (this.#chance.happens(FAULT_RATES.acute.cancelledAdmission)) this.#cancelledAdmission();
  }

  /** As whom the hospital knew them on a day. */
  #subjectOn(day: Day): Subject {
    const { person, known, practice } = this.#whom;
    const one = knownOn(known, day);
    this.used.add(one.id);
    this.lastSubject = { person, known: one, practice };
    return this.lastSubject;
  }

  /** A row is written some days after the event, and not after its delivery; one that replaces it, after the first. */
  #written(version: number, after: Day, name: ReturnName): Written {
    const wait = this.#chance.between(0, 15);
    if (version > 1) return { version, on: Math.min(this.#second, this.#first + 5 + wait) };
    return { version, on: Math.min(name === "second" ? this.#second : this.#first, after + 3 + wait) };
  }

  #stay(stay: Stay, spell: string): void {
    const subject = this.#subjectOn(stay.admitted);
    const write = (name: ReturnName, version: number, told: Partial<StayTold> = {}) =>
      this.#writeStay(stay, spell, name, version, { subject, discharged: stay.discharged, isCoded: true, ...told });
    if (stay.admitted > this.#first) return write("second", 1, { isCoded: this.#isCoded(stay, this.#second) });
    if (stay.discharged === undefined || stay.discharged > this.#first) {
      write("first", 1, { discharged: undefined, isCoded: false, isReplaced: true });
      return write("second", 2, { isCoded: this.#isCoded(stay, this.#second) });
    }
    const draw = this.#chance.unit();
    const { wrongPatient, codingCorrected, arrivesLate } = FAULT_RATES.acute;
    if (!this.#isCoded(stay, this.#first)) {
      write("first", 1, { isCoded: false, isReplaced: true });
      write("second", 2);
    } else if (this.#first - stay.discharged < LATE_WITHIN && draw < arrivesLate) {
      write("second", 1);
    } else if (this.#other && draw > 1 - wrongPatient) {
      write("first", 1, { subject: this.#other, isReplaced: true });
      write("second", 2);
    } else if (draw > 1 - wrongPatient - codingCorrected) {
      write("first", 1, { isMiscoded: true, isReplaced: true });
      write("second", 2);
    } else write("first", 1);
  }

  #isCoded = (stay: Stay, until: Day): boolean => stay.discharged !== undefined && until - stay.discharged >= UNCODED;

  #writeStay(stay: Stay, spell: string, name: ReturnName, version: number, told: StayTold): void {
    const { subject, discharged, isCoded, isMiscoded = false, isReplaced = false } = told;
    const coded = isMiscoded ? { ...stay, diagnoses: [...stay.diagnoses, MISCODED] } : stay;
    const episodes = episodesOf(coded, discharged, isCoded);
    const written = this.#written(version, discharged ?? stay.admitted, name);
    for (const episode of episodes) {
      const row = spellRow(subject, stay, spell, discharged, episode, written);
      const isPlain = !isReplaced && version === 1 && episodes.length === 1;
      if (!this.#files.add("spells", name, row, isPlain)) continue;
      const about = { patient: subject.known.id, day: stay.admitted };
      this.#event("Encounter", spell, about);
      const parts = [spell, String(episode.number)];
      episode.diagnoses.forEach((_, at) => this.#event("Condition", codeId(parts, at), about));
      episode.procedures.forEach((_, at) => this.#event("Procedure", codeId(parts, at), about));
      // The wrong code stood last; the row that puts it right leaves its place empty.
      if (isMiscoded) this.#event("Condition", codeId(parts, episode.diagnoses.length - 1), about, "cancelled");
    }
  }

  #attendance(attendance: Attendance, stay: Stay | undefined, number: string): void {
    const subject = this.#subjectOn(attendance.arrived);
    const left = departureOf(attendance, stay).day;
    const isLate = this.#first - left < LATE_WITHIN && this.#chance.happens(FAULT_RATES.acute.arrivesLate);
    const name = left > this.#first || isLate ? "second" : "first";
    const row = attendanceRow(subject, attendance, stay, number, this.#written(1, left, name));
    if (!this.#files.add("attendances", name, row, true)) return;
    const about = { patient: subject.known.id, day: attendance.arrived };
    this.#event("Encounter", number, about);
    this.#event("Condition", codeId([number], 0), about);
  }

  #appointment(visit: OutpatientVisit, number: string): void {
    const subject = this.#subjectOn(visit.on);
    const attended = visit.attended ? (visit.on % 12 === 0 ? "6" : "5") : (NOT_ATTENDED[visit.on % 4] ?? "3");
    const monthBefore = this.#first - DAYS_BETWEEN_RETURNS;
    const isOfLateMonth = visit.on <= monthBefore && visit.on > monthBefore - DAYS_BETWEEN_RETURNS;
    const name = visit.on > this.#first ? "second" : isOfLateMonth ? "late" : "first";
    const isCorrected = name !== "second" && this.#chance.happens(FAULT_RATES.acute.attendanceCorrected);
    const add = (to: ReturnName, version: number, code: string, maySpoil: boolean): boolean => {
      const row = appointmentRow(subject, visit, number, code, this.#written(version, visit.on, to));
      return this.#files.add("appointments", to, row, maySpoil);
    };
    const isKept = add(name, 1, isCorrected ? (attended === "5" ? "3" : "5") : attended, !isCorrected);
    if (isCorrected) add("second", 2, attended, false);
    if (isKept) this.#event("Encounter", number, { patient: subject.known.id, day: visit.on });
  }

  /** Somebody booked an admission that never was; the next delivery takes it back. */
  #cancelledAdmission(): void {
    const { person } = this.#whom;
    const admitted = this.#first - this.#chance.between(3, 20);
    if (admitted < person.from || admitted > person.until) return;
    const spell = spellNumber(person, NEVER_WAS);
    const subject = this.#subjectOn(admitted);
    const stay: Stay = {
      ...{ method: "11", admitted, minute: 480, words: "Hernia repair", specialty: "100", died: false },
      diagnoses: ["K409"],
    };
    const [episode] = episodesOf(stay, undefined, true);
    if (!episode) return;
    const about = { patient: subject.known.id, day: admitted };
    for (const name of ["first", "second"] as const) {
      const version = name === "first" ? 1 : 2;
      const written = { ...this.#written(version, admitted, name), deleted: name === "second" };
      this.#files.add("spells", name, spellRow(subject, stay, spell, undefined, episode, written), false);
    }
    this.#event("Encounter", spell, about, "cancelled");
    this.#event("Condition", codeId([spell, "1"], 0), about, "cancelled");
  }

  #event(type: string, id: string, about: { readonly patient: string; readonly day: Day }, fate?: "cancelled"): void {
    this.events.set(`${type}/${id}`, {
      ...{ source: ACUTE_TRUST.code, type, id, person: this.#whom.person.number, ...about },
      ...(fate && { fate }),
    });
  }
}

type StayTold = {
  readonly subject: Subject;
  readonly discharged: Day | undefined;
  readonly isCoded: boolean;
  /** A diagnosis too many. */
  readonly isMiscoded?: boolean;
  /** The next delivery says it anew. */
  readonly isReplaced?: boolean;
};

/** "Chest pain, unspecified" is nobody's own. */
const MISCODED = "R074";
const NOT_ATTENDED = ["3", "3", "2", "4"] as const;

/** The id of the nth code, from 0, of an episode or an attendance: made from what tells it apart. */
const codeId = (parts: readonly string[], at: number): string =>
  uuidV5(["source-parts", ...parts, String(at + 1)].join("|"));
