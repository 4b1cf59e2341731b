import type { TestName } from "../../lives/body.ts";
import type { Chance } from "../../lives/chance.ts";
import type { Day } from "../../lives/day.ts";
import { PANEL_CODES, TEST_CODES, type ValueCode } from "../codes/results.ts";
import { FAULT_RATES, type HospitalFault } from "../fault-rates.ts";
import { pid } from "./patient-segments.ts";
import { components, hl7Day, hl7Time, plain, segment } from "./segment.ts";
import { accounts, isTold, trueEvent, type Account, type HospitalMessage, type Teller } from "./teller.ts";
import { pv1, type StayFacts } from "./visit-segments.ts";

const BLOODS = [
  { panel: "full-blood-count", tests: ["haemoglobin", "white-cells", "platelets"] },
  { panel: "kidney-function", tests: ["sodium", "potassium", "creatinine", "egfr"] },
  { panel: "inflammation", tests: ["crp"] },
] as const satisfies readonly { panel: keyof typeof PANEL_CODES; tests: readonly TestName[] }[];

type Blood = (typeof BLOODS)[number];

/** The blood that is taken on admission, and again every third day while they are in. */
export function resultsOf(teller: Teller, facts: StayFacts): Account {
  const { stay } = facts;
  if (stay.discharged === stay.admitted) return accounts();
  const last = Math.min(stay.discharged ?? teller.town.asAt, teller.town.asAt);
  const days = [stay.admitted];
  for (let day = stay.admitted + 3; day < last && days.length < 8; day += 3) days.push(day);
  return accounts(
    ...days.flatMap((day, nth) =>
      BLOODS.map((blood, at) => {
        const minute = nth === 0 ? stay.minute + 30 : 390 + at * 4;
        // Drawn for all, so that what is told of one day changes nothing in another.
        const drawn = draw(teller.chance, blood);
        return isTold(teller, day, minute + 110)
          ? report(teller, facts, blood, { day, minute, nth: nth * 3 + at, drawn })
          : accounts();
      }),
    ),
  );
}

type Drawn = { readonly values: readonly number[]; readonly fault: HospitalFault | undefined; readonly note: boolean };

function draw(chance: Chance, { tests }: Blood): Drawn {
  const values = tests.map((test) => valueOf(TEST_CODES[test], chance));
  const faults = Object.entries(FAULT_RATES.hospitalMessages.results) as [HospitalFault, number][];
  const note = chance.happens(0.2);
  let place = chance.unit();
  for (const [fault, share] of faults) {
    if (place < share) return { values, note, fault };
    place -= share;
  }
  return { values, note, fault: undefined };
}

/** Around the middle of what is ordinary; people in hospital are often beyond it. */
function valueOf({ low, high }: ValueCode, chance: Chance): number {
  const middle = low !== undefined && high !== undefined ? (low + high) / 2 : (high ?? (low ?? 1) * 1.3);
  const spread = low !== undefined && high !== undefined ? (high - low) / 2.5 : middle * 0.4;
  const value = Math.max(middle * 0.1, chance.normal(middle, spread));
  return Number(value.toPrecision(3));
}

type Taken = { readonly day: Day; readonly minute: number; readonly nth: number; readonly drawn: Drawn };

function report(teller: Teller, facts: StayFacts, blood: Blood, { day, minute, nth, drawn }: Taken): Account {
  const { known, visit, number } = facts;
  const filler = `L${number.slice(1)}-${nth.toString()}`;
  const [code, words] = PANEL_CODES[blood.panel];
  const order = segment("OBR", {
    ...{ 1: "1", 2: `P${number.slice(1)}-${nth.toString()}`, 3: filler, 4: components(code, words, "SCT") },
    ...{ 7: hl7Time(day, minute), 22: hl7Time(day, minute + 105), 24: "LAB", 25: "F" },
  });
  const results = blood.tests.map((test, at) => resultLine(test, drawn.values[at] ?? 0, at + 1, hl7Time(day, minute)));
  const message: HospitalMessage = {
    ...{ type: "ORU^R01", application: "LIMS", day, minute: minute + 110 },
    segments: [
      pid(teller.told.person, known, day),
      pv1(teller, visit),
      order,
      ...results,
      ...(drawn.note ? [segment("NTE", { 1: "1", 2: "L", 3: plain("Sample slightly haemolysed & repeated") })] : []),
    ],
  };
  const isLost = drawn.fault === "noPatient" || drawn.fault === "halfMessage" || drawn.fault === "unknownType";
  return {
    messages: [spoiled(message, drawn.fault)],
    events: isLost
      ? []
      : [
          trueEvent(teller, known, "DiagnosticReport", filler, day),
          ...results.map((_, at) => trueEvent(teller, known, "Observation", `${filler}-${(at + 1).toString()}`, day)),
        ],
  };
}

function resultLine(test: TestName, value: number, nth: number, taken: string): string {
  const { concept, unit, ucum, low, high } = TEST_CODES[test];
  const range =
    low === undefined
      ? `<${String(high ?? "")}`
      : high === undefined
        ? `>${low.toString()}`
        : `${low.toString()}-${high.toString()}`;
  const isLow = low !== undefined && value < low;
  const isHigh = high !== undefined && value > high;
  return segment("OBX", {
    ...{ 1: nth.toString(), 2: "NM", 3: components(concept[0], concept[1], "SCT"), 5: value.toString() },
    ...{ 6: components(ucum, unit, "UCUM"), 7: range, 8: isLow ? "L" : isHigh ? "H" : "N", 11: "F", 14: taken },
  });
}

/** A message with a fault planted in it. */
function spoiled(message: HospitalMessage, fault: HospitalFault | undefined): HospitalMessage {
  if (fault === undefined) return message;
  const { segments } = message;
  const change = (name: string, by: (text: string) => string): HospitalMessage => {
    const place = segments.findIndex((text) => text.startsWith(name));
    return { ...message, fault, segments: segments.map((text, at) => (at === place ? by(text) : text)) };
  };
  switch (fault) {
    case "brokenSegment":
      return { ...message, fault, segments: [...segments, "Reported by telephone at the ward's request"] };
    case "impossibleDate":
      return change("OBX", (text) => text.replace(/\|\d{12}$/, `|${hl7Day(message.day).slice(0, 4)}02301200`));
    case "outsideList":
      return change("OBX", (text) => text.replace("|F|||", "|FINAL|||"));
    case "noPatient":
      return change("PID", (text) => text.replace(/^(PID\|1\|\|)[^|]*/, "$1"));
    case "halfMessage":
      return {
        ...message,
        fault,
        segments: segments.slice(0, 2).map((text, at) => (at === 1 ? text.slice(0, 20) : text)),
      };
    case "unknownType":
      return { ...message, fault, type: "ORU^W01" };
  }
}
