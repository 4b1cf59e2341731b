import { levelOf, LEVELS } from "../matching/comparison.ts";
import { REGISTRATION_COLUMNS } from "../matching/registration.ts";
import type { Row } from "../matching/table.ts";
import type { Link } from "../patient.ts";

/** On what a registration's link rests. */
export type LinkGround =
  | { readonly kind: "alone"; /** Others are like it, but not enough, or may not be it. */ readonly resembles: boolean }
  | {
      readonly kind: "likeness";
      /** In bits. */
      readonly weight: number;
      /** What the registration of the same person says that is likest to it. */
      readonly row: Row;
    }
  | { readonly kind: "decided"; readonly weight?: number }
  | { readonly kind: "source"; readonly weight?: number };

/** The method of a link, and its reason in words. */
export function groundOf(row: Row, ground: LinkGround | undefined): Pick<Link, "method" | "reason" | "weight"> {
  switch (ground?.kind) {
    case "decided":
      return { method: "decided", reason: "People looked at both registrations and decided.", ...weightOf(ground) };
    case "source":
      return {
        method: "source",
        reason: "The source says that two of its registrations are one.",
        ...weightOf(ground),
      };
    case "likeness": {
      const { weight } = ground;
      if (isSameTraced(row, ground.row)) {
        return { method: "nhs-number", reason: "A traced NHS number and the date of birth are the same.", weight };
      }
      return { method: "matching", reason: likenessOf(row, ground.row), weight };
    }
    case "alone":
    case undefined:
      return { method: "alone", reason: whyAlone(row, ground?.resembles ?? false) };
  }
}

const weightOf = ({ weight }: { readonly weight?: number }) => (weight === undefined ? {} : { weight });

const columnOf = (name: string): number => REGISTRATION_COLUMNS.findIndex((one) => one.name === name);
const [BORN, NUMBER, TRACED] = [columnOf("date of birth"), columnOf("NHS number"), columnOf("traced NHS number")];

const share = (mine: readonly string[] | undefined, theirs: readonly string[] | undefined): boolean =>
  mine?.some((one) => theirs?.includes(one)) ?? false;

/** One source traced the number that both have, and both have the same date of birth. */
function isSameTraced(mine: Row, theirs: Row): boolean {
  const both = (mine[NUMBER] ?? []).filter((one) => theirs[NUMBER]?.includes(one));
  const traced = [...(mine[TRACED] ?? []), ...(theirs[TRACED] ?? [])];
  return share(both, traced) && share(mine[BORN], theirs[BORN]);
}

/** What is the same and what is nearly so, without saying what it is: "Family name and postcode are the same." */
function likenessOf(mine: Row, theirs: Row): string {
  const same: string[] = [];
  const nearly: string[] = [];
  for (const [column, { name, kind }] of REGISTRATION_COLUMNS.entries()) {
    if (kind === "traced-number") continue;
    const levels = (mine[column] ?? []).flatMap((one) =>
      (theirs[column] ?? []).map((other) => levelOf(kind, one, other)),
    );
    const best = Math.min(...levels);
    if (best === 0) same.push(name);
    else if (best <= LEVELS[kind].length / 2 - 1) nearly.push(name);
  }
  const parts = [
    same.length > 0 && `${listOf(same)} ${same.length === 1 ? "is" : "are"} the same`,
    nearly.length > 0 && `${listOf(nearly)} nearly so`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return "Others of the same person are like both registrations.";
  const [first = ""] = parts;
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...parts.slice(1)].join(", ")}.`;
}

const listOf = (names: readonly string[]): string => new Intl.ListFormat("en-GB").format(names);

function whyAlone(row: Row, resembles: boolean): string {
  if (resembles) return "Others are like this registration, but it is not sure enough that they are the same person.";
  if (row.slice(0, TRACED).filter((values) => values.length > 0).length < 2) {
    return "The source says too little of who this is.";
  }
  return "No other registration is like this one.";
}
