import { failed, succeeded, type Outcome } from "#base";
import type { Directory } from "#place";
import { mustBeIssued, type PersonPermit } from "../permit.ts";
import type { SharingStore } from "../store.ts";
import type { Choosing } from "./kept-choice.ts";

/** Takes what people choose about who sees what, from themselves or from those who care for them. */
export function createChoosing({ store, directory }: { store: SharingStore; directory: Directory }) {
  const isAboutSomebody = (choosing: Choosing): boolean =>
    !("organisation" in choosing) || directory.organisation(choosing.organisation) !== undefined;
  return {
    /** What the person chose and has not taken back. */
    choicesOf: (permit: PersonPermit) => store.choicesOf(permit),

    /** Holds from the next reading on. */
    async choose(permit: PersonPermit, choosing: Choosing): Promise<Outcome<void>> {
      mustBeIssued(permit);
      if (!mayChange(permit)) return NOT_THEIRS;
      if (!isAboutSomebody(choosing)) {
        return failed({
          kind: "invalid",
          message: "This place has no such organisation.",
          remedy: "Choose one of the list.",
        });
      }
      await store.choose(permit, choosing);
      return succeeded(undefined);
    },

    async takeBackChoice(permit: PersonPermit, id: number): Promise<Outcome<void>> {
      mustBeIssued(permit);
      if (!mayChange(permit)) return NOT_THEIRS;
      if (await store.takeBack(permit, id)) return succeeded(undefined);
      return failed({ kind: "not-found", message: "There is no such choice, or it was taken back already." });
    },
  };
}

/** The person, or who cares for them on their behalf; neither whom they let in, nor whoever broke the glass. */
const mayChange = ({ purpose, asker, relationship }: PersonPermit): boolean =>
  asker === "self" || (purpose === "direct-care" && relationship !== "emergency");

const NOT_THEIRS = failed({
  kind: "refused" as const,
  message: "Choices are written down for the person by those who care for them.",
});
