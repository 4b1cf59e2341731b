import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { failed, succeeded, type Outcome } from "#base";
import { fingerprintOf } from "./checkpoint.ts";

/** The key with which checkpoints are signed. */
export type LogKey = {
  /** PEM. */
  readonly privateKey: string;
  /** PEM: to be kept by others, who hold checkpoints against it. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
};

/** Where the public key stands, beside the private one. */
export const publicKeyPath = (path: string): string => `${path.replace(/\.pem$/, "")}.public.pem`;

/** The key in this file (Ed25519, PKCS #8, PEM), made where there is none, with its public half in a file beside it. */
export async function logKeyIn(path: string): Promise<Outcome<LogKey>> {
  const held = await readFile(path, "utf8").catch(() => undefined);
  if (held !== undefined) return read(held, path);
  const made = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, made.privateKey, { flag: "wx", mode: 0o600 });
    await writeFile(publicKeyPath(path), made.publicKey);
    await chmod(publicKeyPath(path), 0o644);
  } catch (error) {
    // Two programs that start at once: the one that came second takes the first one's.
    if (isThere(error)) return logKeyIn(path);
    return failed({ kind: "unavailable", message: `No key can be written to ${path}.`, remedy: "Name another file." });
  }
  return succeeded({ ...made, fingerprint: fingerprintOf(createPublicKey(made.publicKey)), isNew: true });
}

const isThere = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EEXIST";

function read(privateKey: string, path: string): Outcome<LogKey> {
  try {
    const key = createPublicKey(privateKey);
    if (key.asymmetricKeyType !== "ed25519") return failed(unreadable(path));
    const publicKey = key.export({ type: "spki", format: "pem" }).toString();
    return succeeded({ privateKey, publicKey, fingerprint: fingerprintOf(key), isNew: false });
  } catch {
    return failed(unreadable(path));
  }
}

const unreadable = (path: string) => ({
  kind: "invalid" as const,
  message: `${path} holds no key that can be used.`,
  remedy: "Name a file with an Ed25519 private key in PEM, or one that is not there yet.",
});
