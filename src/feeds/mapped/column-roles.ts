import type { MappedColumn } from "#place";
import { COLUMN_ROLES, type ColumnRole, type MappingDraft } from "./draft.ts";
import { placeOf, writtenKey } from "./heading.ts";

type Named = { readonly column?: string };
type Slots = Readonly<Record<string, unknown>>;

/** What each column is in a draft, in the order of the headings. Of one that is two things, the first. */
export function rolesOf(draft: MappingDraft, headings: readonly string[]): readonly ColumnRole[] {
  const roles: ColumnRole[] = headings.map(() => "none");
  for (const role of ROLES) {
    for (const { column } of namedIn(draft, role)) {
      const place = column === undefined ? undefined : placeOf(headings, column);
      if (place !== undefined && roles[place] === "none") roles[place] = role;
    }
  }
  return roles;
}

const ROLES = (Object.keys(COLUMN_ROLES) as ColumnRole[]).filter((role) => role !== "none");

const apart = (role: ColumnRole): [group: "person" | "event", name: string] => {
  const [group, name = ""] = role.split(".");
  return [group === "person" ? "person" : "event", name];
};

function namedIn(draft: MappingDraft, role: ColumnRole): readonly Named[] {
  const [group, name] = apart(role);
  const member = (draft[group] as Slots)[name];
  return Array.isArray(member) ? (member as Named[]) : member === undefined ? [] : [member as Named];
}

/**
 * The draft with columns in these roles. A column that stays what it was keeps what is said of it: its format, its
 * codes; so does what is no column of these headings.
 */
export function withRoles(
  draft: MappingDraft,
  headings: readonly string[],
  roles: readonly ColumnRole[],
): MappingDraft {
  const before = rolesOf(draft, headings);
  const changed = headings.filter((_, at) => roles[at] !== before[at]);
  const keys = new Set(changed.map(writtenKey));
  const isChanged = ({ column }: Named) => column !== undefined && keys.has(writtenKey(column));
  const kept: MappingDraft = {
    ...draft,
    person: without(draft.person, isChanged),
    event: without(draft.event, isChanged),
  };
  return changed.reduce<MappingDraft>((so, heading) => {
    const role = roles[headings.indexOf(heading)] ?? "none";
    return role === "none" ? so : withColumn(so, role, { column: heading });
  }, kept);
}

function without(members: object, isGone: (named: Named) => boolean): Slots {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]: [string, unknown]) => {
      if (!Array.isArray(member)) return isGone(member as Named) ? [] : [[name, member]];
      const rest = (member as Named[]).filter((one) => !isGone(one));
      return rest.length === 0 ? [] : [[name, rest]];
    }),
  );
}

function withColumn(draft: MappingDraft, role: ColumnRole, column: MappedColumn): MappingDraft {
  const [group, name] = apart(role);
  const isList = role === "person.address" || role === "event.measures";
  const member = isList ? [...namedIn(draft, role), column] : column;
  return { ...draft, [group]: { ...draft[group], [name]: member } };
}
