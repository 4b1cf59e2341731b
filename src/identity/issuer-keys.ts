import { generateKeyPairSync, randomBytes, randomUUID, type JsonWebKey } from "node:crypto";

/** What the embedded issuer signs with, and the secret that this program shows it. Made once, kept in the database. */
export type IssuerKeys = {
  /** Private, ES256. */
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly cookieKey: string;
  readonly clientSecret: string;
};

export function newIssuerKeys(): IssuerKeys {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    jwk: { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "ES256" },
    cookieKey: randomBytes(32).toString("base64url"),
    clientSecret: randomBytes(32).toString("base64url"),
  };
}
