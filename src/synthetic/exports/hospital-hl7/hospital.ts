import { readNhsNumber } from "#base";
import type { Stay } from "../../lives/hospital.ts";
import { ACUTE_TRUST, type Town } from "../../lives/town.ts";
import type { AgencyExport, OpenAgency, Told, TruthKeeper } from "../agency.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { spellNumber } from "../hospital-visit.ts";
import { knownAs, knownOn, type KnownAs } from "../identity.ts";
import { sourceOf, type TrueSource } from "../truth.ts";
import { appointmentAccount, appointmentToCome } from "./appointment.ts";
import { attendanceAccount } from "./attendance.ts";
import { MessageFiles } from "./message-files.ts";
import { referralAccount } from "./referral.ts";
import { mergeOf, registrations, type Merge } from "./registration.ts";
import { cancelledAdmission, mistakenAdmission, stayAccount } from "./stay.ts";
import { ACUTE, accounts, tellerOf, type Account, type HospitalMessage, type Teller } from "./teller.ts";

/** Opens the messages of the acute trust: about two months of them, a file a week. */
export const openHospitalHl7: OpenAgency = async (town, folder, truth) => [
  new HospitalMessages(town, await MessageFiles.open(town, folder, truth), truth),
];

class HospitalMessages implements AgencyExport {
  readonly source = ACUTE_TRUST.code;
  readonly #town: Town;
  readonly #files: MessageFiles;
  readonly #truth: TruthKeeper;
  /** People of the household under whom somebody else was admitted: their registration is told with them. */
  readonly #mistaken = new Map<number, KnownAs>();

  constructor(town: Town, files: MessageFiles, truth: TruthKeeper) {
    this.#town = town;
    this.#files = files;
    this.#truth = truth;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#files.counts;
  }

  async tell(told: Told): Promise<readonly TrueSource[]> {
    const teller = tellerOf(this.#town, told);
    const merge = mergeOf(teller);
    const account = accounts(lifeIn(teller), this.#wrongPatient(teller));
    const messages = [...account.messages, ...(merge ? [merge.message] : [])];
    await this.#files.add(messages.map(markedFaulty));
    for (const event of account.events) this.#truth.event(event);
    return sourcesIn(teller, account, merge, this.#mistaken);
  }

  close() {
    return this.#files.close();
  }

  /** Somebody is admitted under the name of another of their household, which is put right within the hour. */
  #wrongPatient(teller: Teller): Account {
    const { told, chance } = teller;
    const isMistaken = chance.happens(FAULT_RATES.hospitalMessages.wrongPatient);
    const { people } = told.household;
    const other = people
      .slice(people.indexOf(told.person) + 1)
      .find((one) => !one.protection && one.died === undefined);
    const [nth, stay] = lastAdmission(teller) ?? [];
    if (!isMistaken || !other || !stay || nth === undefined) return accounts();
    const known = knownOn(knownAs(this.#town, other, ACUTE), stay.admitted);
    this.#mistaken.set(other.number, known);
    const theirs = { ...teller, told: { ...told, person: other } };
    const number = spellNumber(told.person, 950 + (nth % 50));
    return mistakenAdmission(theirs, {
      number,
      known,
      day: stay.admitted,
      minute: Math.max(0, stay.minute - 20),
      stay,
    });
  }
}

/** The last stay that began within the time that is told. */
function lastAdmission({ told, from, town }: Teller): readonly [nth: number, stay: Stay] | undefined {
  const { stays } = told.life.hospital;
  const nth = stays.findLastIndex(({ admitted, minute }) => admitted >= from && admitted < town.asAt && minute < 1300);
  const stay = stays[nth];
  return stay && [nth, stay];
}

/** All that befell one person, each kind in order of time. */
function lifeIn(teller: Teller): Account {
  const { hospital, practice } = teller.told.life;
  return accounts(
    registrations(teller),
    ...hospital.stays.map((stay, nth) => stayAccount(teller, stay, nth)),
    ...hospital.attendances.map((attendance, nth) => attendanceAccount(teller, attendance, nth)),
    ...hospital.outpatientVisits.map((visit, nth) => appointmentAccount(teller, visit, nth)),
    appointmentToCome(teller, hospital.outpatientVisits),
    ...practice.referrals.map((referral, nth) => referralAccount(teller, referral, nth)),
    cancelledAdmission(teller),
  );
}

/** Every message that states an NHS number whose check digit is wrong must be found. */
function markedFaulty(message: HospitalMessage): HospitalMessage {
  if (message.fault !== undefined) return message;
  const numbers = message.segments.flatMap((text) => /~(\d{10})\^\^\^NHS\^NH/.exec(text)?.[1] ?? []);
  return numbers.every((number) => readNhsNumber(number).ok) ? message : { ...message, fault: "wrongCheckDigit" };
}

/** The registrations that these messages make. One that was given up is left with who the other one is. */
function sourcesIn(
  { known, told }: Teller,
  { messages }: Account,
  merge: Merge | undefined,
  mistaken: ReadonlyMap<number, KnownAs>,
): readonly TrueSource[] {
  const named = mistaken.get(told.person.number);
  return known.flatMap((one) => {
    const isGiven = merge?.given === one;
    const isTold = messages.some(({ segments }) => segments.some((text) => text.startsWith(`PID|1||${one.id}^`)));
    if (!isTold && !isGiven && merge?.stays !== one && named?.id !== one.id) return [];
    return [sourceOf(ACUTE_TRUST.code, isGiven ? { ...merge.stays, id: one.id } : one)];
  });
}
