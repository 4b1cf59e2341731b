import { failed, type Outcome, type Problem } from "#base";
import { saveAgreement, type AgreementChange } from "./agreement-saving.ts";
import type { Directory } from "./directory.ts";
import { saveFeed, type FeedChange } from "./feed-saving.ts";
import type { Place, StaffMember } from "./place.ts";
import type { StaffRole } from "./staff/role.ts";

/** Changes the place's file while the program runs. */
export type PlaceKeeper = {
  /** Whether someone may change how feeds are read. */
  readonly mayChangeFeeds: (actor: StaffMember) => boolean;
  /**
   * Saves a feed for someone who may, and takes it up at once. Refused for others; a conflict where the file or the
   * feed was changed meanwhile; nothing is saved with which the program would not start again.
   */
  readonly saveFeed: (actor: StaffMember, change: FeedChange) => Promise<Outcome<Place>>;
  /** Whether someone may record who has signed an agreement. */
  readonly mayChangeAgreements: (actor: StaffMember) => boolean;
  /** Saves an agreement of the place by the same rules. */
  readonly saveAgreement: (actor: StaffMember, change: AgreementChange) => Promise<Outcome<Place>>;
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
  const mayChangeAgreements = ({ role }: StaffMember) => role === "information-governance";
  let last: Promise<unknown> = Promise.resolve();

  async function save(changed: Place, write: (file: string, known: Place) => Promise<Outcome<Place>>) {
    if (path === undefined) return failed(WITHOUT_FILE);
    const checked = check(changed);
    if (!checked.ok) return checked;
    const saved = await write(path, directory.place);
    if (saved.ok) directory.renew(saved.value);
    return saved;
  }

  /** One after the other: each must see what the one before has written. */
  function inTurn(saving: () => Promise<Outcome<Place>>): Promise<Outcome<Place>> {
    const saved = last.then(saving);
    last = saved.catch(() => undefined);
    return saved;
  }

  return {
    mayChangeFeeds,
    saveFeed: async (actor, change) =>
      mayChangeFeeds(actor)
        ? inTurn(() =>
            save({ ...directory.place, feeds: [change.feed] }, (file, known) => saveFeed(file, change, known)),
          )
        : refused("Only data quality and engineers may change how feeds are read."),
    mayChangeAgreements,
    saveAgreement: async (actor, change) =>
      mayChangeAgreements(actor)
        ? inTurn(() =>
            save({ ...directory.place, agreements: [change.agreement] }, (file, known) =>
              saveAgreement(file, change, known),
            ),
          )
        : refused("Only information governance may record who has signed an agreement."),
  };
}

const refused = (message: string) => failed({ kind: "refused" as const, message });

const WITHOUT_FILE: Problem = {
  kind: "unavailable",
  message: "This program was started without a place file.",
  remedy: "Start it with --place FILE.",
};
