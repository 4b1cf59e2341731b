import { failed, succeeded, type Outcome, type Problem } from "#base";
import type { OtherIssuer } from "#server";

/** Where people find the program, and who says who they are. */
export type SignInSettings = {
  /** Where browsers find us, where a proxy stands before the program. */
  readonly publicUrl: string | undefined;
  /** An issuer in the stead of the one that comes with the program. */
  readonly issuer: OtherIssuer | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

const ISSUER = ["WHOLESTORY_ISSUER", "WHOLESTORY_CLIENT_ID", "WHOLESTORY_CLIENT_SECRET"] as const;

/**
 * WHOLESTORY_URL; WHOLESTORY_ISSUER with WHOLESTORY_CLIENT_ID and WHOLESTORY_CLIENT_SECRET, and
 * WHOLESTORY_STAFF_CLAIM (sub), the claim that holds the id of the member of staff.
 */
export function signInSettingsFrom(environment: Environment): Outcome<SignInSettings> {
  const read = (name: string): string | undefined => environment[name] || undefined;
  const publicUrl = read("WHOLESTORY_URL");
  if (publicUrl !== undefined && !isAddress(publicUrl)) return failed(noAddress("WHOLESTORY_URL"));
  const [url, clientId, clientSecret] = ISSUER.map(read);
  const missing = ISSUER.filter((name) => read(name) === undefined);
  if (missing.length === ISSUER.length) return succeeded({ publicUrl, issuer: undefined });
  if (url === undefined || clientId === undefined || clientSecret === undefined) return failed(notWhole(missing));
  if (!isAddress(url)) return failed(noAddress("WHOLESTORY_ISSUER"));
  const staffClaim = read("WHOLESTORY_STAFF_CLAIM") ?? "sub";
  return succeeded({ publicUrl, issuer: { url, clientId, clientSecret, staffClaim } });
}

/** HTTPS; on this machine, plain HTTP will do. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}

const noAddress = (name: string): Problem => ({
  kind: "invalid",
  message: `${name} is not an address that can be used.`,
  remedy: "Give one that begins with https://, or with http://localhost.",
});

const notWhole = (missing: readonly string[]): Problem => ({
  kind: "invalid",
  message: `The issuer's settings are not whole: ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing.`,
  remedy: "Set them, or none, so that the issuer that comes with the program is used.",
});
