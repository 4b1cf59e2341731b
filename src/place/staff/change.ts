import { failed, succeeded, type ActorId, type OdsCode, type Outcome } from "#base";
import type { StaffMember } from "../place.ts";
import { dayBeforeDay, isOn, linesById, overlap } from "./days.ts";
import type { StaffLine, StaffList } from "./list.ts";

/** What becomes of one line of the place's staff. */
export type StaffChange =
  | { readonly kind: "added"; readonly after: StaffMember }
  | { readonly kind: "changed"; readonly before: StaffMember; readonly after: StaffMember }
  /** The same with an earlier last day. */
  | { readonly kind: "ended"; readonly before: StaffMember; readonly after: StaffMember }
  /** It had not begun before today, and does not any more. */
  | { readonly kind: "taken out"; readonly before: StaffMember };

export type StaffNews = {
  readonly changes: readonly StaffChange[];
  /** People of the list of whom the place says the same already. */
  readonly unchanged: number;
};

type Listening = {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The list is all of this organisation's staff: whoever is not on it has ended. */
  readonly whole?: OdsCode | undefined;
};

/**
 * What a list of staff changes. Of whomever it names it is believed for the days of which it speaks; earlier roles stay as
 * they were, and end the day before. Whoever it does not name stays, unless it is the whole of their organisation's.
 */
export function staffNews(
  staff: readonly StaffMember[],
  list: StaffList,
  { today, whole }: Listening,
): Outcome<StaffNews> {
  const listed = Map.groupBy(list.lines, ({ id }) => id);
  const isThere = (lines: readonly StaffLine[] | undefined): boolean =>
    lines?.some((one) => one.kind === "in role" && one.organisation === whole) ?? false;
  if (whole !== undefined) {
    if (list.isPart) return failed(ONLY_A_PART);
    if (!isThere(list.lines)) return failed(nobodyOf(whole));
  }
  const present = linesById(staff);
  const news = [...new Set<ActorId>([...present.keys(), ...listed.keys()])].map((id) => {
    const before = present.get(id) ?? [];
    const said = listed.get(id);
    const heard = inOrder(said ?? []).reduce((lines, line) => heeding(lines, line, today), before);
    const hasLeft = whole !== undefined && !isThere(said);
    const after = hasLeft ? ended(heard, today, (one) => one.organisation === whole) : heard;
    return { isListed: said !== undefined, changes: changesBetween(before, after) };
  });
  return succeeded({
    changes: news.flatMap(({ changes }) => changes),
    unchanged: news.filter(({ isListed, changes }) => isListed && changes.length === 0).length,
  });
}

const ONLY_A_PART = {
  kind: "invalid" as const,
  message: "The file is a part of a longer list: it does not say who has left.",
  remedy: "Export the whole list, or leave out --whole.",
};

const nobodyOf = (whole: OdsCode) => ({
  kind: "invalid" as const,
  message: `The list names nobody of ${whole}: by it, everybody there would have left.`,
  remedy: "Name the organisation whose whole staff the list is, or leave out --whole.",
});

const inOrder = (lines: readonly StaffLine[]): readonly StaffLine[] =>
  lines.toSorted((a, b) => (beginsOf(a) < beginsOf(b) ? -1 : 1));
const beginsOf = (line: StaffLine): string => (line.kind === "gone" ? "" : (line.from ?? ""));

/** Somebody's lines after one of the list. */
function heeding(lines: readonly StaffMember[], line: StaffLine, today: string): readonly StaffMember[] {
  if (line.kind === "gone") return ended(lines, today, () => true);
  const { id, name, role, organisation, team } = line;
  const same =
    line.from === undefined
      ? lines.find(
          (one) =>
            isOn(one, today) &&
            [one.role, one.organisation, one.team].join() === [role, organisation, team].join() &&
            (line.to === undefined || one.from <= line.to),
        )
      : undefined;
  // A list without days says of whoever is there already no more than that they are.
  if (same) {
    const stays = { ...same, name, ...(line.to !== undefined && { to: line.to }) };
    return lines.map((one) => (one === same ? stays : one)).filter((one) => one === stays || !overlap(one, stays));
  }
  const [from, to] = [line.from ?? today, line.to];
  if (to !== undefined && to < from) return lines;
  const own: StaffMember = {
    ...{ id, name, role, organisation, from },
    ...(team !== undefined && { team }),
    ...(to !== undefined && { to }),
  };
  const others = lines.flatMap((one) => {
    if (!overlap(one, own)) return [one];
    return one.from < from ? [{ ...one, to: dayBeforeDay(from) }] : [];
  });
  return [...others, own];
}

/** Without what stands today or later of these: as of yesterday they are not there any more. */
function ended(
  lines: readonly StaffMember[],
  today: string,
  these: (line: StaffMember) => boolean,
): readonly StaffMember[] {
  return lines.flatMap((one) => {
    if (!these(one) || (one.to !== undefined && one.to < today)) return [one];
    return one.from < today ? [{ ...one, to: dayBeforeDay(today) }] : [];
  });
}

/** Lines are told apart by the day on which they begin. */
function changesBetween(before: readonly StaffMember[], after: readonly StaffMember[]): readonly StaffChange[] {
  const changed = before.flatMap((one): readonly StaffChange[] => {
    const now = after.find(({ from }) => from === one.from);
    if (now === undefined) return [{ kind: "taken out", before: one }];
    if (isSame(one, now)) return [];
    const isEnd =
      now.to !== undefined && (one.to === undefined || now.to < one.to) && isSame({ ...one, to: now.to }, now);
    return [{ kind: isEnd ? "ended" : "changed", before: one, after: now }];
  });
  const added = after.filter((one) => before.every(({ from }) => from !== one.from));
  return [...changed, ...added.map((one) => ({ kind: "added" as const, after: one }))];
}

const isSame = (one: StaffMember, other: StaffMember): boolean =>
  (["name", "role", "organisation", "team", "to"] as const).every((member) => one[member] === other[member]);
