import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import { failed, succeeded, type Clock, type Outcome } from "#base";
import type { Account } from "./account.ts";
import { passkeyName, type KeptPasskey, type Passkey } from "./passkey.ts";
import type { IdentityStore } from "./store.ts";

/** The site for which passkeys are good, such as "https://record.example". */
export type Site = { readonly origin: string; readonly name: string };

/** Milliseconds in which a browser must answer. */
const ANSWER_WITHIN = 10 * 60_000;
const MOST_PASSKEYS = 20;
/** EdDSA, ES256, RS256, as devices have them. @see https://www.iana.org/assignments/cose/cose.xhtml#algorithms */
const ALGORITHMS = [-8, -7, -257];

export type Passkeys = ReturnType<typeof createPasskeys>;

/**
 * Signing in with a device instead of a password. The device must check who holds it, by finger, face or PIN, so that a
 * passkey counts for two factors.
 */
export function createPasskeys({ store, clock }: { store: IdentityStore; clock: Clock }) {
  const ask = (key: string, challenge: string): Promise<void> =>
    store.saveChallenge(key, challenge, new Date(clock().getTime() + ANSWER_WITHIN));

  return {
    /** What a browser is asked to make a passkey. `key` names who is asked: an account's session. */
    async askToRegister(site: Site, account: Account, key: string): Promise<string> {
      const known = await store.passkeysOf(account.id);
      const options = await generateRegistrationOptions({
        rpName: site.name,
        rpID: new URL(site.origin).hostname,
        userName: account.name,
        userID: new TextEncoder().encode(account.id),
        attestationType: "none",
        supportedAlgorithmIDs: ALGORITHMS,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: known.map(({ id }) => ({ id })),
      });
      await ask(key, options.challenge);
      return JSON.stringify(options);
    },

    /** Keeps the passkey that a browser made. */
    async register(site: Site, account: Account, key: string, answer: PasskeyAnswer): Promise<Outcome<Passkey>> {
      const challenge = await store.takeChallenge(key, clock());
      const response = readRegistration(answer.json);
      if (challenge === undefined || !response) return failed(NOT_MADE);
      if ((await store.passkeysOf(account.id)).length >= MOST_PASSKEYS) return failed(TOO_MANY);
      const verified = await verifyRegistrationResponse({
        ...{ response, expectedChallenge: challenge, supportedAlgorithmIDs: ALGORITHMS },
        ...expected(site),
        // Whatever does not verify is thrown as an error; what it says is for programmers.
      }).catch(() => undefined);
      if (!verified?.verified) return failed(NOT_MADE);
      const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
      const passkey: KeptPasskey = {
        ...{ id, account: account.id, name: passkeyName(answer.name), counter, transports: transports ?? [] },
        ...{ publicKey: Buffer.from(publicKey).toString("base64url"), made: clock(), lastUsed: undefined },
      };
      return (await store.addPasskey(passkey)) ? succeeded(passkey) : failed(NOT_MADE);
    },

    /** What a browser is asked to sign in. `key` names which sign-in it is. */
    async askToSignIn(site: Site, key: string): Promise<string> {
      const rpID = new URL(site.origin).hostname;
      const options = await generateAuthenticationOptions({ rpID, userVerification: "required" });
      await ask(key, options.challenge);
      return JSON.stringify(options);
    },

    /** Whose passkey has answered; none where it did not, or its account is shut. */
    async signIn(site: Site, key: string, json: string): Promise<Account | undefined> {
      const now = clock();
      const challenge = await store.takeChallenge(key, now);
      const response = readAuthentication(json);
      const passkey = response && (await store.passkey(response.id));
      if (challenge === undefined || !passkey) return undefined;
      const credential = { ...passkey, publicKey: bytesOf(passkey.publicKey), transports: transportsOf(passkey) };
      const verified = await verifyAuthenticationResponse({
        ...{ response, expectedChallenge: challenge, credential },
        ...expected(site),
      }).catch(() => undefined);
      if (!verified?.verified) return undefined;
      const account = await store.accountById(passkey.account);
      if (!account || account.lockedAt) return undefined;
      await store.notePasskeyUse(passkey.id, verified.authenticationInfo.newCounter, now);
      return account;
    },

    of: (account: Account): Promise<readonly Passkey[]> => store.passkeysOf(account.id),

    /** Removes one of an account's own; false where it has none such. */
    remove: async (account: Account, id: string): Promise<boolean> => (await store.dropPasskey(account.id, id)) > 0,
  };
}

export type PasskeyAnswer = { readonly json: string; /** What its owner calls it. */ readonly name: string };

const expected = ({ origin }: Site) => ({
  expectedOrigin: origin,
  expectedRPID: new URL(origin).hostname,
  requireUserVerification: true,
});

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64url, "base64url"));

const TRANSPORTS = ["ble", "hybrid", "internal", "nfc", "usb"] as const;

const transportsOf = ({ transports }: KeptPasskey): AuthenticatorTransport[] =>
  TRANSPORTS.filter((one) => transports.includes(one));

const text = z.string().max(20_000);
const credential = { id: text, rawId: text, type: z.literal("public-key"), clientExtensionResults: z.object({}) };
const registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.enum(TRANSPORTS)).optional().catch(undefined),
  }),
});
const authentication = z.object({
  ...credential,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.nullish() }),
});

function readRegistration(json: string): RegistrationResponseJSON | undefined {
  const { data } = registration.safeParse(parsed(json));
  if (!data) return undefined;
  const { transports, ...response } = data.response;
  return { ...data, response: { ...response, ...(transports && { transports }) } };
}

function readAuthentication(json: string): AuthenticationResponseJSON | undefined {
  const { data } = authentication.safeParse(parsed(json));
  if (!data) return undefined;
  const { userHandle, ...response } = data.response;
  return { ...data, response: { ...response, ...(userHandle && { userHandle }) } };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const NOT_MADE = {
  kind: "invalid" as const,
  message: "The passkey was not made.",
  remedy: "Try again, with the device that is to hold it.",
};
const TOO_MANY = {
  kind: "conflict" as const,
  message: `An account has at most ${MOST_PASSKEYS} passkeys.`,
  remedy: "Remove one that you no longer use.",
};
