import type { Day } from "../../lives/day.ts";
import { FAULT_RATES } from "../fault-rates.ts";
import type { KnownAs } from "../identity.ts";
import { localNumberOf, pd1, pid } from "./patient-segments.ts";
import { components, segment } from "./segment.ts";
import { accounts, isTold, type Account, type HospitalMessage, type Teller } from "./teller.ts";
import { evn } from "./visit-segments.ts";

/** The first day on which the hospital had to do with them; undefined where it never had. */
export function firstDayOf({ told }: Teller): Day | undefined {
  const { stays, attendances, outpatientVisits } = told.life.hospital;
  const days = [stays[0]?.admitted, attendances[0]?.arrived, outpatientVisits[0]?.on].filter(
    (day) => day !== undefined,
  );
  return days.length === 0 ? undefined : Math.min(...days);
}

const about = (teller: Teller, event: string, known: KnownAs, day: Day, minute: number): HospitalMessage => ({
  ...{ type: `ADT^${event}`, application: "PAS", day, minute },
  segments: [evn(event, day, minute), pid(teller.told.person, known, day), pd1(teller)],
});

/** Somebody whom the hospital had not known is registered (A28); who moved or married is told of anew (A31). */
export function registrations(teller: Teller): Account {
  const first = firstDayOf(teller);
  if (first === undefined) return accounts();
  const { person } = teller.told;
  const isNew = first >= teller.from && first <= teller.town.asAt;
  const changes = [person.earlierAddress?.until, person.formerFamily?.until]
    .filter((day) => day !== undefined)
    .map((day) => day + 4);
  const others = teller.chance.happens(0.01) ? [teller.chance.between(teller.from, teller.town.asAt)] : [];
  const messages = [
    ...(isNew ? [about(teller, "A28", teller.knownOn(first), first - 1, 1380)] : []),
    ...[...changes, ...others]
      .filter((day) => day > first && day <= person.until)
      .map((day) => about(teller, "A31", teller.knownOn(day), day, 930)),
  ];
  return { messages: messages.filter(({ day, minute }) => isTold(teller, day, minute)), events: [] };
}

/** The registration that is given up, and the one that stays, where somebody found that they are one person. */
export type Merge = { readonly given: KnownAs; readonly stays: KnownAs; readonly message: HospitalMessage };

/** Some of those who were registered twice are found (A40). Who they were before an adoption is never merged. */
export function mergeOf(teller: Teller): Merge | undefined {
  const [given, stays] = teller.known;
  const [isFound, day] = [
    teller.chance.happens(FAULT_RATES.hospitalMessages.duplicateFound),
    teller.chance.between(teller.from, teller.town.asAt),
  ];
  const isTwice = given && stays && !given.isFormer && !stays.isFormer;
  if (!isTwice || !isFound || stays.from > day || firstDayOf(teller) === undefined) return undefined;
  const message: HospitalMessage = {
    ...{ type: "ADT^A40", application: "PAS", day, minute: 1000 },
    segments: [
      evn("A40", day, 1000),
      pid(teller.told.person, stays, day),
      pd1(teller),
      segment("MRG", { 1: localNumberOf(given.id), 7: components(given.stated.family, given.stated.given) }),
    ],
  };
  return { given, stays, message };
}
