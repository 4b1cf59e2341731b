import { z } from "zod";
import { actorId } from "#base";
import { writtenCode, writtenDay } from "./written.ts";

const words = z.string().min(1);

const standing = {
  signed: z.strictObject({ by: words, on: writtenDay }).exactOptional(),
  left: writtenDay.exactOptional(),
};

const party = z.strictObject({ organisation: writtenCode, ...standing });

const change = z.strictObject({
  at: z.iso.datetime(),
  by: words.transform(actorId),
  organisation: writtenCode,
  what: z.enum(["signed", "left", "mistake"]),
  before: z.strictObject(standing),
});

const agreementDocument = z.strictObject({
  kind: z.enum(["agreement", "dpia", "privacy-notice"]),
  title: words,
  version: words,
  day: writtenDay,
});

/** The shape of a sharing agreement in a place's file. */
export const agreementShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "small letters, digits and dashes"),
  name: words,
  purposes: z.array(words).min(1),
  categories: z.union([z.literal("all"), z.array(words).min(1)]),
  sensitivities: z.array(words).min(1),
  legalBasis: words,
  documents: z.array(agreementDocument),
  from: writtenDay,
  to: writtenDay.exactOptional(),
  review: writtenDay,
  parties: z.array(party).min(1),
  changes: z.array(change).exactOptional(),
});

/**
 * What organisations have agreed to share with one another: what for, which kinds of fact, and how private these may be,
 * in sharing's words, which are checked when the program starts. A party that has not signed, or has left (`left`: its
 * first day outside), neither gives nor sees anything by it. Days are YYYY-MM-DD; `review`: when to look at it again.
 * `changes`: what was recorded on pages of how parties stand, when and by which member of staff, with how each stood
 * before; a mistake put the party back to how it stood before the change before it.
 */
export type AgreementSettings = z.infer<typeof agreementShape>;
