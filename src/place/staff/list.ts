import { actorId, odsCode, stretchOf, type ActorId, type OdsCode } from "#base";
import type { Directory } from "../directory.ts";
import { overlap } from "./days.ts";
import { STAFF_ROLES, staffRoleIn, type StaffRole } from "./role.ts";

/** A line of a list of staff, as it was read from a file. */
export type StaffLine =
  | {
      readonly kind: "in role";
      readonly id: ActorId;
      readonly name: string;
      readonly role: StaffRole;
      readonly organisation: OdsCode;
      readonly team: string | undefined;
      /** Without a first day: since they have been in this role here, or from today. */
      readonly from: string | undefined;
      readonly to: string | undefined;
    }
  /** Whoever gave the list says that they work there no more. */
  | { readonly kind: "gone"; readonly id: ActorId };

export type StaffList = {
  readonly lines: readonly StaffLine[];
  /** The file is a part of a longer list: nothing follows from whom it leaves out. */
  readonly isPart: boolean;
};

/** Something in a list of staff that cannot be taken. Of the row no more than the id is told. */
export type ListFault = {
  /** "line 4", "Resources[3]". */
  readonly where: string;
  /** None where what stands there is no id. */
  readonly id: ActorId | undefined;
  readonly field: string;
  readonly found: string;
  readonly accepted: string;
};

/** What a file says of one person, before anything is checked; "" is nothing. */
export type StaffWords = Readonly<Record<"id" | "name" | "role" | "organisation" | "team" | "from" | "to", string>> & {
  readonly where: string;
};

/** What the fields are called in the file, where faults are told. */
export type FieldNames = Readonly<Record<keyof Omit<StaffWords, "where">, string>>;

type Read<T> = { readonly value: T; readonly faults: readonly ListFault[] };

const ID = /^[a-z0-9-]+$/;
const ID_WORDS = "small letters, digits and dashes, such as amina-rahman";

/** The id that a file gives; undefined where it is none. */
export const staffIdIn = (text: string): ActorId | undefined => (ID.test(text) ? actorId(text) : undefined);

/** Reads a line; its faults are all told at once. */
export function readStaffLine(
  words: StaffWords,
  directory: Directory,
  fields: FieldNames,
): Read<StaffLine | undefined> {
  const { where } = words;
  const id = staffIdIn(words.id);
  const faults: ListFault[] = [];
  const fault = (field: keyof FieldNames, found: string, accepted: string): void => {
    faults.push({ where, id, field: fields[field], found, accepted });
  };
  const there = <T>(value: T | undefined, ...[field, found, accepted]: Parameters<typeof fault>): T | undefined => {
    if (value === undefined) fault(field, found, accepted);
    return value;
  };
  there(id, "id", words.id === "" ? "it is empty" : "it is not an id", ID_WORDS);
  const { name } = words;
  if (name === "") fault("name", "it is empty", "the name as people are told it");
  const role = there(staffRoleIn(words.role), "role", "there is no such role", STAFF_ROLES.join(", "));
  const listed = directory.organisation(odsCode(words.organisation.toUpperCase()))?.ods;
  const organisation = there(listed, "organisation", "the place lists no such organisation", ORGANISATIONS);
  const dayOf = (field: "from" | "to"): string | undefined =>
    words[field] === "" ? undefined : there(dayIn(words[field]), field, "there is no such day", DAYS);
  const [from, to] = [dayOf("from"), dayOf("to")];
  if (from !== undefined && to !== undefined && to < from) {
    fault("to", "the last day is before the first", "a day on or after the first, or nothing");
  }
  if (id === undefined || role === undefined || organisation === undefined || faults.length > 0) {
    return { value: undefined, faults };
  }
  const team = words.team === "" ? undefined : words.team;
  return { value: { kind: "in role", id, name, role, organisation, team, from, to }, faults };
}

const ORGANISATIONS = "the ODS code of an organisation of the place file";
const DAYS = "a day such as 2026-05-03 or 03/05/2026, or nothing";

/** ISO or British; undefined where no such day exists. */
function dayIn(text: string): string | undefined {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year && month && date ? `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` : text;
  return iso.length === 10 && stretchOf(iso) ? iso : undefined;
}

/** A line of a list, and where it stood. */
export type PlacedLine = { readonly where: string; readonly line: StaffLine };

/** Who stands twice in a list for the same days. `field`: what the id is called there. */
export function repeatedIn(lines: readonly PlacedLine[], field: string): readonly ListFault[] {
  return [...Map.groupBy(lines, ({ line }) => line.id)].flatMap(([id, own]) =>
    own.flatMap(({ where, line }, nth) => {
      const before = own.slice(0, nth).find((other) => overlap(daysOf(other.line), daysOf(line)));
      if (!before) return [];
      const found = `it stands in ${before.where} too, for some of the same days`;
      return [
        { where, id, field, found, accepted: "one line for each role that somebody has had, one after the other" },
      ];
    }),
  );
}

/** A line without a first day may have begun at any time. */
const daysOf = (line: StaffLine) =>
  line.kind === "gone" ? { from: "" } : { from: line.from ?? "", ...(line.to !== undefined && { to: line.to }) };
