import { succeeded, type Outcome, type PersonId } from "#base";
import type { PersonPermit } from "./permit.ts";
import type { Asking } from "./permits.ts";

/** Somebody may take a copy of a record away with them. */
export type CopyPermit = PersonPermit & { readonly what: "copy" };

const isCopyPermit = (permit: PersonPermit): permit is CopyPermit => permit.what === "copy";

type Parts = { readonly mayRead: (asking: Asking, person: PersonId) => Promise<Outcome<PersonPermit>> };

/** Asks for the leave to take a record away. */
export const createCopying = ({ mayRead }: Parts) => ({
  /**
   * May this actor take a copy of what they may read of this person? Fewer may than may read: whoever may not is
   * refused in words, and that is logged.
   */
  async mayCopy(asking: Omit<Asking, "what">, person: PersonId): Promise<Outcome<CopyPermit>> {
    const permit = await mayRead({ ...asking, what: "copy" }, person);
    if (!permit.ok) return permit;
    if (!isCopyPermit(permit.value)) throw new Error("A permit is for what it was asked for.");
    return succeeded(permit.value);
  },
});
