import { failed, type Outcome } from "#base";
import type { Directory } from "./directory.ts";
import { saveFeed, type FeedChange } from "./feed-saving.ts";
import type { Place, StaffMember, StaffRole } from "./place.ts";

/** Changes the place's file while the program runs. */
export type PlaceKeeper = {
  /** Whether someone may change how feeds are read. */
  readonly mayChangeFeeds: (actor: StaffMember) => boolean;
  /**
   * Saves a feed for someone who may, and takes it up at once. Refused for others; a conflict where the file or the
   * feed was changed meanwhile; nothing is saved with which the program would not start again.
   */
  readonly saveFeed: (actor: StaffMember, change: FeedChange) => Promise<Outcome<Place>>;
};

const CHANGE_FEEDS: readonly StaffRole[] = ["data-quality", "engineer"];

/** `path`: the place's file, where there is one. `check`: what the modules above hold a place to. */
export function createPlaceKeeper(settings: {
  readonly directory: Directory;
  readonly path: string | undefined;
  readonly check: (place: Place) => Outcome<unknown>;
}): PlaceKeeper {
  const { directory, path, check } = settings;
  const mayChangeFeeds = ({ role }: StaffMember) => CHANGE_FEEDS.includes(role);
  let last: Promise<unknown> = Promise.resolve();

  async function save(actor: StaffMember, change: FeedChange): Promise<Outcome<Place>> {
    if (!mayChangeFeeds(actor)) {
      return failed({ kind: "refused", message: "Only data quality and engineers may change how feeds are read." });
    }
    if (path === undefined) {
      const remedy = "Start it with --place FILE.";
      return failed({ kind: "unavailable", message: "This program was started without a place file.", remedy });
    }
    const checked = check({ ...directory.place, feeds: [change.feed] });
    if (!checked.ok) return checked;
    const saved = await saveFeed(path, change, directory.place);
    if (saved.ok) directory.renew(saved.value);
    return saved;
  }
  return {
    mayChangeFeeds,
    // One after the other: each must see what the one before has written.
    saveFeed: (actor, change) => {
      const saving = last.then(() => save(actor, change));
      last = saving.catch(() => undefined);
      return saving;
    },
  };
}
