import type { ActorId, FeedId, OdsCode } from "#base";
import type { FeedSettings, Organisation, Place, StaffMember } from "./place.ts";
import { CODE_OF_PRACTICE, type RetentionRule } from "./retention.ts";

/** A place with its look-ups. Built once, from the place's file. */
export type Directory = {
  readonly place: Place;
  organisation(ods: OdsCode): Organisation | undefined;
  /** The organisation's name, or its code where the place does not list it. */
  nameOf(ods: OdsCode): string;
  /** Who carries on an organisation's work on a day: itself while open, else its last successor. */
  carriedOnBy(ods: OdsCode, day: string): OdsCode;
  /** The member of staff, if in their role on that day. */
  staffMember(id: ActorId, day: string): StaffMember | undefined;
  feed(id: FeedId): FeedSettings | undefined;
  /** How long what came is kept: as the place's file says, else as the code of practice does. */
  readonly retention: readonly RetentionRule[];
};

export function directoryOf(place: Place): Directory {
  const organisations = new Map(place.organisations.map((one) => [one.ods, one]));
  const staff = new Map(place.staff.map((one) => [one.id, one]));
  const feeds = new Map(place.feeds.map((one) => [one.id, one]));
  return {
    place,
    organisation: (ods) => organisations.get(ods),
    nameOf: (ods) => organisations.get(ods)?.name ?? ods,
    carriedOnBy: (ods, day) => successorOf(organisations, ods, day),
    staffMember: (id, day) => {
      const member = staff.get(id);
      return member && member.from <= day && (member.to === undefined || day <= member.to) ? member : undefined;
    },
    feed: (id) => feeds.get(id),
    retention: place.retention ?? CODE_OF_PRACTICE,
  };
}

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
