import { CONDITIONS, CONDITION_NAMES } from "../../lives/condition-list.ts";
import type { Day } from "../../lives/day.ts";
import type { Stay } from "../../lives/hospital.ts";
import { PROCEDURE_CODES } from "../codes/procedures.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import { dischargeMinute } from "../hospital-course.ts";
import { spellNumber } from "../hospital-visit.ts";
import type { KnownAs } from "../identity.ts";
import { dischargeLetter } from "./letter.ts";
import { allergySegments, nextOfKin, pd1, pid } from "./patient-segments.ts";
import { resultsOf } from "./results.ts";
import { components, hl7Day, hl7Time, plain, segment } from "./segment.ts";
import { accounts, isTold, nthId, trueEvent, type Account, type HospitalMessage, type Teller } from "./teller.ts";
import { bedOf, evn, METHODS, pv1, type StayFacts, type VisitFacts } from "./visit-segments.ts";

const RATES = FAULT_RATES.hospitalMessages;

/** All that the hospital says of one stay within the time that is told; nothing of one that was over before. */
export function stayAccount(teller: Teller, stay: Stay, nth: number): Account {
  const { told, town } = teller;
  const left = stay.discharged === undefined ? undefined : ([stay.discharged, dischargeMinute(stay)] as const);
  if ((left?.[0] ?? town.asAt) < teller.from || stay.admitted > town.asAt) return accounts();
  const number = spellNumber(told.person, nth);
  const isDayCase = stay.discharged === stay.admitted && stay.method.startsWith("1");
  const visit: VisitFacts = {
    class: stay.method === "31" ? "B" : isDayCase ? "D" : "I",
    ...{ number, method: METHODS[stay.method], specialty: stay.specialty, place: bedOf(stay.specialty, nth, 0) },
    came: [stay.admitted, stay.minute],
  };
  const facts: StayFacts = { stay, number, known: teller.knownOn(stay.admitted), visit, left };
  const messages = [
    ...preAdmission(teller, facts),
    ...admission(teller, facts),
    ...transfer(teller, facts, nth),
    ...ready(teller, facts, nth),
    ...discharge(teller, facts, nth),
  ].filter(({ day, minute }) => isTold(teller, day, minute));
  if (messages.length === 0) return accounts();
  return accounts(
    { messages, events: eventsOf(teller, facts, messages) },
    resultsOf(teller, facts),
    dischargeLetter(teller, facts),
  );
}

const adt = (
  event: string,
  day: Day,
  minute: number,
  segments: readonly string[],
  happened?: readonly [Day, number],
): HospitalMessage => ({
  ...{ type: `ADT^${event}`, application: "PAS", day, minute },
  segments: [evn(event, day, minute, happened), ...segments],
});

/** Who the patient is, and PV1. */
const about = (teller: Teller, { known }: Pick<StayFacts, "known">, day: Day, visit: VisitFacts): readonly string[] => [
  pid(teller.told.person, known, day),
  pd1(teller),
  pv1(teller, visit),
];

/** Some who are sent for are registered a week before. */
function preAdmission(teller: Teller, facts: StayFacts): readonly HospitalMessage[] {
  const { stay, visit } = facts;
  const isRegistered = teller.chance.happens(0.6) && stay.method === "11";
  if (!isRegistered) return [];
  const day = stay.admitted - 7;
  const { left: _none, ...planned } = { ...visit, class: "P" as const };
  return [adt("A05", day, 615, about(teller, facts, day, planned))];
}

function admission(teller: Teller, facts: StayFacts): readonly HospitalMessage[] {
  const { stay, visit } = facts;
  const segments = [
    pid(teller.told.person, facts.known, stay.admitted),
    pd1(teller),
    ...nextOfKin(teller, stay.admitted),
    pv1(teller, visit),
    segment("PV2", { 3: components(undefined, stay.words) }),
    ...allergySegments(teller, stay.admitted),
    diagnosis(stay, 1, "A"),
  ];
  return [adt("A01", stay.admitted, stay.minute + 4, segments, visit.came)];
}

/** From the assessment unit to a ward, the day after. */
function transfer(teller: Teller, facts: StayFacts, nth: number): readonly HospitalMessage[] {
  const { stay, visit } = facts;
  const day = stay.admitted + 1;
  if ((stay.discharged ?? Infinity) <= day) return [];
  const moved = { ...visit, place: bedOf(stay.specialty, nth, 1), before: visit.place };
  const minute = 640 + (nth % 5) * 45;
  return [adt("A02", day, minute, about(teller, facts, day, moved), [day, minute - 10])];
}

/** They need not be there any more, and nowhere to go to is ready yet. */
function ready(teller: Teller, facts: StayFacts, nth: number): readonly HospitalMessage[] {
  const { stay, visit } = facts;
  if (stay.ready === undefined || stay.ready <= stay.admitted) return [];
  const waiting = { ...visit, place: bedOf(stay.specialty, nth, 1) };
  return [adt("A08", stay.ready, 1020, [...about(teller, facts, stay.ready, waiting), readyDate(stay.ready)])];
}

const readyDate = (day: Day): string =>
  segment("OBX", { 1: "1", 2: "DT", 3: components("DRD", "Discharge ready date", "L"), 5: hl7Day(day), 11: "F" });

/** Going home; of some it is told too early, taken back, and told again. */
function discharge(teller: Teller, facts: StayFacts, nth: number): readonly HospitalMessage[] {
  const { stay, visit, left } = facts;
  const early = teller.chance.happens(RATES.withdrawnDischarge);
  if (!left) return [];
  const [day, minute] = left;
  const there = { ...visit, place: bedOf(stay.specialty, nth, stay.discharged === stay.admitted ? 0 : 1) };
  const gone = (at: readonly [Day, number]): readonly string[] => [
    pid(teller.told.person, facts.known, day),
    pd1(teller),
    pv1(teller, { ...there, left: at, died: stay.died }),
    ...(stay.ready === undefined ? [] : [readyDate(stay.ready)]),
    ...stay.diagnoses.map((_, at) => diagnosis(stay, at + 1, "F")),
    ...procedure(stay),
  ];
  const told = adt("A03", day, minute + 6, gone(left), left);
  const isPossible = early && !stay.died && day > stay.admitted && minute > 200;
  if (!isPossible) return [told];
  const first = [day, minute - 150] as const;
  return [
    adt("A03", day, minute - 145, gone(first), first),
    adt("A13", day, minute - 120, about(teller, facts, day, there)),
    told,
  ];
}

/** What a stay is for, in words: those of its main diagnosis, or the names of long-term conditions. */
const WORDS = new Map(CONDITION_NAMES.map((name) => [CONDITIONS[name].icd10, name.replaceAll("-", " ")]));

export function diagnosis(
  stay: Pick<Stay, "diagnoses" | "words" | "admitted" | "minute">,
  nth: number,
  kind: "A" | "F",
): string {
  const code = stay.diagnoses[nth - 1] ?? "R69X";
  const words = nth === 1 ? stay.words : WORDS.get(code);
  return segment("DG1", {
    1: nth.toString(),
    3: components(code, words, "I10"),
    4: words === undefined ? undefined : plain(words),
    5: hl7Time(stay.admitted, stay.minute),
    6: kind,
    15: nth.toString(),
  });
}

function procedure({ procedure: name, admitted, minute }: Stay): readonly string[] {
  if (name === undefined) return [];
  const [code, words] = PROCEDURE_CODES[name];
  return [segment("PR1", { 1: "1", 3: components(code, words, "SCT"), 5: hl7Time(admitted, minute + 90) })];
}

/** The entries that these messages must become. */
function eventsOf(teller: Teller, { stay, number, known }: StayFacts, messages: readonly HospitalMessage[]) {
  const types = new Set(messages.map(({ type }) => type));
  const event = (type: string, id: string) => trueEvent(teller, known, type, id, stay.admitted);
  const diagnoses = types.has("ADT^A03") ? stay.diagnoses.length : types.has("ADT^A01") ? 1 : 0;
  const isOperated = stay.procedure !== undefined && types.has("ADT^A03");
  return [
    event("Encounter", number),
    ...Array.from({ length: diagnoses }, (_, at) => event("Condition", nthId("DG1", number, at + 1))),
    ...(isOperated ? [event("Procedure", nthId("PR1", number, 1))] : []),
  ];
}

/** An admission that was never meant: entered, and taken back an hour later. Its number is of no stay of their life. */
export function cancelledAdmission(teller: Teller): Account {
  const { told, chance, town, from } = teller;
  const [happens, day, minute] = [
    chance.happens(RATES.cancelledAdmission),
    chance.between(from, town.asAt - 1),
    chance.between(480, 1000),
  ];
  if (!happens || day > told.person.until) return accounts();
  return mistakenAdmission(teller, { number: spellNumber(told.person, 900), known: teller.knownOn(day), day, minute });
}

/** An admission (A01) that is taken back (A11): all that it said of the patient goes with it. */
export function mistakenAdmission(
  teller: Teller,
  { number, known, day, minute, stay }: { number: string; known: KnownAs; day: Day; minute: number; stay?: Stay },
): Account {
  const specialty = stay?.specialty ?? "300";
  const facts = {
    diagnoses: stay?.diagnoses ?? ["R69X"],
    words: stay?.words ?? "Feeling unwell",
    admitted: day,
    minute,
  };
  const visit: VisitFacts = {
    ...{ class: "I", number, method: METHODS[stay?.method ?? "22"], specialty, place: bedOf(specialty, 1, 0) },
    came: [day, minute],
  };
  const who = about(teller, { known }, day, visit);
  const cancelled = (type: string, id: string) => trueEvent(teller, known, type, id, day, "cancelled");
  return {
    messages: [
      adt("A01", day, minute + 4, [...who, diagnosis(facts, 1, "A")], visit.came),
      adt("A11", day, minute + 55, who),
    ],
    events: [cancelled("Encounter", number), cancelled("Condition", nthId("DG1", number, 1))],
  };
}
