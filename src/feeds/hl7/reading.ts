import { stretchOf } from "#base";
import type { SuppliedEntry } from "#record";
import type { DeliveryFacts, Rejection } from "../adapter.ts";
import { rejectionOf, type Fault, type Loss } from "../fault.ts";
import { hidesPatient } from "./restriction.ts";
import { MOST_REPETITIONS, type Message, type Repetition, type Segment } from "./syntax.ts";
import { TIMES, timeOf } from "./time.ts";

/** An entry as a segment's rule gives it; what is the same for a whole message is added at the end. */
export type Draft = Pick<SuppliedEntry, "resource" | "ended" | "onlyIfHeld"> & {
  /** The source's id of the patient whom it is about; none for a deletion, which keeps the one that is held. */
  readonly patient?: string;
  /** Where the rule knows better than the resource says. */
  readonly sensitivity?: SuppliedEntry["sensitivity"];
  /** Where it was not written down when the message was. */
  readonly recorded?: Date;
};

/** What is wrong with a field, without its place. */
export type Wrong = { readonly reason: string; readonly accepted: string };

/** A message while it is read: what cannot be taken of it is refused here, and the rest goes on. */
export type MessageReading = {
  readonly message: Message;
  readonly facts: DeliveryFacts;
  readonly line: number;
  readonly rejections: readonly Rejection[];
  /** The message asks that the patient be protected. */
  readonly isHidden: boolean;
  /** Refuses a field, or a component of it: "PID-7", "PID-3.1". "row" where nothing of the message may be kept. */
  readonly refuse: (segment: Segment, field: number | string, wrong: Wrong, lost?: Loss) => void;
  /** Says that a field was left out, without what stood in it or beside it. */
  readonly withhold: (field: string, why: Wrong) => void;
  /** Refuses a line of the message that is no segment. */
  readonly refuseLine: (fault: Fault, text: string) => void;
  /** Refuses the message for what it lacks. */
  readonly lacks: (field: string, wrong: Wrong) => void;
  /** A time as a FHIR dateTime; undefined where it is empty, and where it is none, which is refused. */
  readonly time: (segment: Segment, field: number, component?: number) => string | undefined;
  /** A time that has been. */
  readonly pastTime: (segment: Segment, field: number) => string | undefined;
  /** The repetitions of a field; more than are read are refused. */
  readonly all: (segment: Segment, field: number) => readonly Repetition[];
  /** A value of a table, by its code in capitals; undefined where it is empty, and where it is unknown, which is refused. */
  readonly listed: <V>(segment: Segment, field: number, table: Readonly<Record<string, V>>) => V | undefined;
};

const NO_SUCH_TIME: Wrong = { reason: "There is no such time.", accepted: TIMES };
const IN_THE_FUTURE: Wrong = {
  reason: "This time is in the future.",
  accepted: `A time up to now: ${TIMES}`,
};
const TOO_OFTEN: Wrong = {
  reason: "This field repeats too often; what comes after was left out.",
  accepted: `At most ${MOST_REPETITIONS.toString()} repetitions`,
};

/** Segments that say where somebody lives, and with whom. */
const ABOUT_THEM: ReadonlySet<string> = new Set(["PID", "PD1", "NK1", "MRG"]);

/** Clocks differ: what is a day ahead at most is not called the future. */
const DAY = 86_400_000;

export function readingOf(message: Message, line: number, facts: DeliveryFacts): MessageReading {
  const rejections: Rejection[] = [];
  const refused = new Map<Segment, Set<string>>();
  const isHidden = hidesPatient(message, facts.now);
  const refuse: MessageReading["refuse"] = (segment, field, { reason, accepted }, lost = "field") => {
    const number = typeof field === "number" ? field : Number.parseInt(field, 10);
    const path = `${segment.name}-${field.toString()}`;
    // Several rules may look at one field.
    const known = refused.get(segment) ?? new Set();
    if (known.has(`${path} ${reason}`)) return;
    refused.set(segment, known.add(`${path} ${reason}`));
    // Of somebody whom the message protects, no rejection may show what is kept out of the record.
    const isShown = !isHidden || !ABOUT_THEM.has(segment.name);
    const fault = { path, reason, accepted, ...(isShown && { value: segment.raw(number) }) };
    rejections.push(rejectionOf(fault, line, isShown ? segment.text : undefined, lost));
  };
  const time: MessageReading["time"] = (segment, field, component = 1) => {
    const text = segment.get(field, component);
    if (text === undefined) return undefined;
    const read = timeOf(text);
    if (read === undefined) refuse(segment, component === 1 ? field : `${field}.${component}`, NO_SUCH_TIME);
    return read;
  };
  return {
    ...{ message, facts, line, rejections, isHidden, refuse, time },
    withhold: (path, why) => rejections.push(rejectionOf({ path, ...why }, line, undefined, "field")),
    refuseLine: (fault, text) => rejections.push(rejectionOf(fault, line, isHidden ? undefined : text, "field")),
    lacks: (field, { reason, accepted }) =>
      rejections.push(rejectionOf({ path: field, reason, accepted }, line, message.header.text, "row")),
    pastTime: (segment, field) => {
      const read = time(segment, field);
      const from = read === undefined ? undefined : stretchOf(read)?.from;
      if (!from || from.getTime() <= facts.now.getTime() + DAY) return read;
      refuse(segment, field, IN_THE_FUTURE);
      return undefined;
    },
    all: (segment, field) => {
      if (segment.overflows(field)) refuse(segment, field, TOO_OFTEN);
      return segment.all(field);
    },
    listed: (segment, field, table) => {
      const text = segment.get(field);
      if (text === undefined) return undefined;
      const value = Object.hasOwn(table, text.toUpperCase()) ? table[text.toUpperCase()] : undefined;
      if (value === undefined) {
        const accepted = Object.keys(table).join(", ");
        refuse(segment, field, { reason: "This code is not in the list.", accepted });
      }
      return value;
    },
  };
}
