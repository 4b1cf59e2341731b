import type { Day } from "../../lives/day.ts";
import type { Stay } from "../../lives/hospital.ts";
import { ACUTE_TRUST } from "../../lives/town.ts";
import { consultantOf } from "../hospital-course.ts";
import type { KnownAs } from "../identity.ts";
import { components, hl7Time, segment } from "./segment.ts";
import type { Teller } from "./teller.ts";

/** What a message says of a visit. Times are of the wall. */
export type VisitFacts = {
  /** I inpatient, D day case, E emergency, B maternity, P before admission. */
  readonly class: "I" | "D" | "E" | "B" | "P";
  readonly number: string;
  /** Admission method, in words too. */
  readonly method?: readonly [code: string, words: string];
  /** Treatment function. */
  readonly specialty: string;
  readonly place: string;
  readonly before?: string;
  readonly came: readonly [Day, number];
  readonly left?: readonly [Day, number];
  readonly died?: boolean;
};

/** A stay as its messages tell it. */
export type StayFacts = {
  readonly stay: Stay;
  readonly number: string;
  readonly known: KnownAs;
  readonly visit: VisitFacts;
  /** When they went home, or died. */
  readonly left: readonly [Day, number] | undefined;
};

export const evn = (event: string, day: Day, minute: number, happened?: readonly [Day, number]): string =>
  segment("EVN", { 1: event, 2: hl7Time(day, minute), 6: happened && hl7Time(...happened) });

export function pv1({ told }: Teller, facts: VisitFacts): string {
  const { code, name } = consultantOf(facts.specialty, told.person);
  const [title = "", given = "", family = ""] = name.split(" ");
  const { method, left, died } = facts;
  return segment("PV1", {
    1: "1",
    2: facts.class,
    3: facts.place,
    4: method && components(method[0], method[1]),
    6: facts.before,
    7: components(code, family, given, undefined, undefined, title),
    10: facts.specialty,
    19: components(facts.number, undefined, undefined, ACUTE_TRUST.code, "VN"),
    36: left && (died ? components("4", "Died") : components("1", "On clinical advice")),
    37: left && !died ? components("19", "Usual place of residence") : undefined,
    39: ACUTE_TRUST.code,
    44: hl7Time(...facts.came),
    45: left && hl7Time(...left),
  });
}

export const METHODS: Readonly<Record<Stay["method"], readonly [string, string]>> = {
  "11": ["11", "From the waiting list"],
  "13": ["13", "Planned"],
  "21": ["21", "Through the emergency department"],
  "22": ["22", "By a general practitioner"],
  "31": ["31", "Maternity, before delivery"],
};

const WARDS = ["Alder", "Beech", "Cedar", "Elder", "Hazel", "Juniper", "Larch", "Rowan", "Willow"] as const;

/** A bed of a ward; the first ward of a stay is where everyone is assessed. */
export function bedOf(specialty: string, visit: number, nth: number): string {
  const ward = nth === 0 ? "Assessment unit" : `${WARDS[(Number(specialty) + nth) % WARDS.length] ?? "Alder"} ward`;
  return components(ward, `Bay ${(visit % 4) + 1}`, `Bed ${(visit % 6) + 1}`, ACUTE_TRUST.code);
}

export const EMERGENCY_DEPARTMENT = components("Emergency department", undefined, undefined, ACUTE_TRUST.code);
