import { createHmac } from "node:crypto";
import type { PersonId } from "#base";
import type { Purpose } from "../purpose.ts";

declare const brand: unique symbol;
/** Stands for somebody in studies for one purpose: 43 letters, digits, - and _ that say nothing of them. */
export type Pseudonym = string & { readonly [brand]: "Pseudonym" };

/**
 * Gives pseudonyms for a purpose, by HMAC-SHA-256: the same for the same person, another for another purpose. Without the
 * key nobody can say who somebody is, nor join what two purposes were given.
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export const createPseudonyms =
  (key: Uint8Array, purpose: Purpose) =>
  (person: PersonId): Pseudonym =>
    createHmac("sha256", key).update(`${purpose} ${person}`).digest("base64url") as Pseudonym;
