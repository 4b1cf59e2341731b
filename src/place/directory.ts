import type { ActorId, FeedId, OdsCode } from "#base";
import type { FeedSettings, Organisation, Place, StaffMember } from "./place.ts";
import { CODE_OF_PRACTICE, type RetentionRule } from "./retention.ts";
import { isOn, linesById } from "./staff/days.ts";

/** A place with its look-ups, from the place's file; as the file is changed, so is what it answers. */
export type Directory = {
  /** As it is now: to be asked for anew rather than kept. */
  readonly place: Place;
  organisation(ods: OdsCode): Organisation | undefined;
  /** The organisation's name, or its code where the place does not list it. */
  nameOf(ods: OdsCode): string;
  /** Who carries on an organisation's work on a day: itself while open, else its last successor. */
  carriedOnBy(ods: OdsCode, day: string): OdsCode;
  /** The member of staff in the role that they have on that day, if any. */
  staffMember(id: ActorId, day: string): StaffMember | undefined;
  /** Whoever has this id: as they are on that day, else as they last were before it, else as they first are after it. */
  knownStaff(id: ActorId, day: string): StaffMember | undefined;
  feed(id: FeedId): FeedSettings | undefined;
  /** How long what came is kept: as the place's file says, else as the code of practice does. */
  readonly retention: readonly RetentionRule[];
  /** From now on answers for this place: its file has been changed. */
  renew(place: Place): void;
};

export function directoryOf(first: Place): Directory {
  let known = lookUpsOf(first);
  return {
    get place() {
      return known.place;
    },
    organisation: (ods) => known.organisations.get(ods),
    nameOf: (ods) => known.organisations.get(ods)?.name ?? ods,
    carriedOnBy: (ods, day) => successorOf(known.organisations, ods, day),
    staffMember: (id, day) => known.staff.get(id)?.find((one) => isOn(one, day)),
    knownStaff: (id, day) => {
      const lines = known.staff.get(id);
      return lines?.findLast(({ from }) => from <= day) ?? lines?.[0];
    },
    feed: (id) => known.feeds.get(id),
    get retention() {
      return known.place.retention ?? CODE_OF_PRACTICE;
    },
    renew: (place) => {
      known = lookUpsOf({ ...place, ...besideFor(place, known.place) });
    },
  };
}

/** What stands in files of their own, of which the place names the same: they were read at the start, and are kept. */
function besideFor(place: Place, { areas, areaTable, nationalOptOuts, optOutList }: Place): Partial<Place> {
  const { file, lists } = place.nationalOptOuts ?? {};
  const isSameList = nationalOptOuts?.file === file && nationalOptOuts?.lists === lists;
  return {
    ...(areaTable && place.areas === areas && { areaTable }),
    ...(optOutList && isSameList && { optOutList }),
  };
}

const lookUpsOf = (place: Place) => ({
  place,
  organisations: new Map(place.organisations.map((one) => [one.ods, one])),
  staff: linesById(place.staff),
  feeds: new Map(place.feeds.map((one) => [one.id, one])),
});

function successorOf(organisations: ReadonlyMap<OdsCode, Organisation>, ods: OdsCode, day: string): OdsCode {
  let current = ods;
  // A file that makes two organisations succeed each other must not hang: no chain is longer than the list.
  for (let step = 0; step < organisations.size; step++) {
    const one = organisations.get(current);
    if (!one?.closed || one.closed >= day || !one.succeededBy) return current;
    current = one.succeededBy;
  }
  return current;
}
