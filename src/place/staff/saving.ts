import type { Outcome } from "#base";
import type { Place, StaffMember } from "../place.ts";
import { rewritePlace, withEdits, type Edit } from "../place-rewriting.ts";
import type { StaffChange } from "./change.ts";

/**
 * Writes what changes among the staff into the place's file; all of it or, where the file has changed since `known` was
 * read, nothing. Returns the place as it is now.
 */
export const saveStaff = (path: string, changes: readonly StaffChange[], known: Place): Promise<Outcome<Place>> =>
  rewritePlace(path, known, (text) => withEdits(text, "staff", changes.map(editFor)));

/** A line is known by whose it is and when it begins. */
const lineOf = ({ id, from }: StaffMember) => ({ id, from });

function editFor(change: StaffChange): Edit {
  switch (change.kind) {
    case "added":
      return { inPlaceOf: lineOf(change.after), item: written(change.after) };
    case "changed":
    case "ended":
      return { inPlaceOf: lineOf(change.before), item: written(change.after) };
    case "taken out":
      return { inPlaceOf: lineOf(change.before) };
  }
}

/** In the order in which a person writes it. */
const written = ({ id, name, role, organisation, team, from, to }: StaffMember) => ({
  ...{ id, name, role, organisation },
  ...(team !== undefined && { team }),
  from,
  ...(to !== undefined && { to }),
});
