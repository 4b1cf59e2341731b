import { hash, randomBytes } from "node:crypto";

/** 256 bits: ASVS 7.2.3 asks for at least 128. */
const BYTES = 32;

/** A new secret that a browser shows to say which session is its own. */
export const newToken = (): string => randomBytes(BYTES).toString("base64url");

/** What is kept of a secret that is random and long: one round of SHA-256 is enough, unlike for passwords. */
export const digestOf = (text: string): string => hash("sha256", text, "hex");
