import { isDeepStrictEqual } from "node:util";
import { failed, type Outcome, type Problem } from "#base";
import type { AgreementSettings } from "./agreement.ts";
import type { Place } from "./place.ts";
import { rewritePlace, withItem } from "./place-rewriting.ts";

/** An agreement as it is to be, and as it stood when whoever changes it began. */
export type AgreementChange = { readonly agreement: AgreementSettings; readonly before: AgreementSettings };

/**
 * Writes an agreement of the place into its file, in place of what stood there. `known` is the place as the program read
 * it: where the file or the agreement has changed since, nothing is written, and the answer is a conflict.
 */
export async function saveAgreement(
  path: string,
  { agreement, before }: AgreementChange,
  known: Place,
): Promise<Outcome<Place>> {
  const present = known.agreements?.find(({ id }) => id === agreement.id);
  if (!isDeepStrictEqual(present, before)) return failed(CHANGED_MEANWHILE);
  return rewritePlace(path, known, (text) => withItem(text, "agreements", agreement));
}

const CHANGED_MEANWHILE: Problem = {
  kind: "conflict",
  message: "Somebody else changed this agreement meanwhile; nothing was saved.",
  remedy: "Look at the agreement as it is now, and begin again.",
};
