import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";

/** What the chain had come to at a moment, signed. The position is also the count: positions begin at 1 without gaps. */
export type Checkpoint = {
  readonly at: Date;
  readonly position: number;
  /** The hash at this position, 64 hexadecimal digits. */
  readonly hash: string;
  /** Fingerprint of the public key. */
  readonly key: string;
  /** Ed25519, base64. */
  readonly signature: string;
};

type Signed = Omit<Checkpoint, "signature">;

const NAME = "wholestory log checkpoint 1";

/** The bytes that are signed: a JSON array of strings without spaces, as for a row's canonical form. */
const signedForm = ({ at, position, hash: chainHash, key }: Signed): Buffer =>
  Buffer.from(JSON.stringify([NAME, at.toISOString(), String(position), chainHash, key]), "utf8");

/** The first 16 bytes of the SHA-256 of a public key (SubjectPublicKeyInfo, DER), in hexadecimal digits. */
export const fingerprintOf = (publicKey: KeyObject): string =>
  hash("sha256", publicKey.export({ type: "spki", format: "der" }), "hex").slice(0, 32);

/** Signs where the chain has come to. `privateKey`: Ed25519, PEM. */
export function signCheckpoint(privateKey: string, reached: Pick<Checkpoint, "at" | "position" | "hash">): Checkpoint {
  const key = createPrivateKey(privateKey);
  const signed = { ...reached, key: fingerprintOf(createPublicKey(key)) };
  return { ...signed, signature: sign(null, signedForm(signed), key).toString("base64") };
}

/** Whether this checkpoint was signed with the private half of this key (PEM), and has not been altered since. */
export function isSignedBy(publicKey: string, checkpoint: Checkpoint): boolean {
  const key = createPublicKey(publicKey);
  if (checkpoint.key !== fingerprintOf(key)) return false;
  return verify(null, signedForm(checkpoint), key, Buffer.from(checkpoint.signature, "base64"));
}

/** A checkpoint as one line of the file in which they stand. */
export const checkpointLine = ({ at, position, hash: chainHash, key, signature }: Checkpoint): string =>
  `${JSON.stringify({ at: at.toISOString(), position, hash: chainHash, key, signature })}\n`;

/** A checkpoint of the file; undefined for a line that is none. */
export function readCheckpoint(line: string): Checkpoint | undefined {
  const read = objectIn(line);
  if (!read) return undefined;
  const { at, position, hash: chainHash, key, signature } = read;
  if (typeof at !== "string" || Number.isNaN(Date.parse(at)) || !Number.isSafeInteger(position)) return undefined;
  if (typeof chainHash !== "string" || typeof key !== "string" || typeof signature !== "string") return undefined;
  return { at: new Date(at), position: Number(position), hash: chainHash, key, signature };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === "object" && read !== null ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}
