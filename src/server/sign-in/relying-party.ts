import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  type Configuration,
  type CustomFetch,
  type IDToken,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { failed, succeeded, type Outcome } from "#base";
import type { BegunSignIn } from "./begun-sign-in.ts";

/** Who says who somebody is, and how we show that it is we who ask. */
export type Issuer = {
  /** As the issuer calls itself in its tokens. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How it is reached; over the network, unless it runs within this program. */
  readonly fetch?: CustomFetch;
};

export type RelyingParty = ReturnType<typeof relyingPartyOf>;

/** Seconds in which an issuer must answer. */
const ANSWERS_WITHIN = 10;

/**
 * We who believe an issuer: the authorization code flow with PKCE, state and nonce, the token's signature checked
 * against the issuer's published keys.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth
 * @see https://www.rfc-editor.org/rfc/rfc9700.html
 */
export function relyingPartyOf(issuer: Issuer, redirectUri: () => string) {
  let known: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> =>
    (known ??= discover(issuer).catch((error: unknown) => {
      // It may be there the next time.
      known = undefined;
      throw error;
    }));

  return {
    /** Where the browser is to go, and what it is to keep. */
    async begin(next: string): Promise<Outcome<{ readonly to: string; readonly begun: BegunSignIn }>> {
      const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next };
      const parameters = {
        redirect_uri: redirectUri(),
        scope: "openid",
        code_challenge: await calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: "S256",
        state: begun.state,
        nonce: begun.nonce,
      };
      return asOutcome(async () => ({ to: buildAuthorizationUrl(await configuration(), parameters).href, begun }));
    },

    /** What the issuer says of whoever came back with this query. */
    finish: (query: string, { state, nonce, verifier }: BegunSignIn): Promise<Outcome<IDToken>> =>
      asOutcome(async () => {
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        const tokens = await authorizationCodeGrant(await configuration(), new URL(`?${query}`, redirectUri()), checks);
        const claims = tokens.claims();
        if (!claims) throw new Error("An ID token was expected and is not there.");
        return claims;
      }),

    /** Where the issuer forgets whom it knew in this browser, if it says where. */
    async endSessionUrl(): Promise<string | undefined> {
      const at = await asOutcome(async () => (await configuration()).serverMetadata().end_session_endpoint);
      return at.ok && at.value ? buildEndSessionUrl(await configuration()).href : undefined;
    },
  };
}

function discover({ url, clientId, clientSecret, fetch }: Issuer): Promise<Configuration> {
  const server = new URL(url);
  // Within this program, or on this machine: nothing that goes over a network goes in the clear.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- not deprecated, but marked so as to be seen
  const insecure = server.protocol === "http:" ? [allowInsecureRequests] : [];
  return discovery(server, clientId, { client_secret: clientSecret }, ClientSecretBasic(clientSecret), {
    ...(fetch && { [customFetch]: fetch }),
    execute: [enableNonRepudiationChecks, ...insecure],
    timeout: ANSWERS_WITHIN,
  });
}

/** What an issuer, or whoever pretends to be one, can do wrong is a value. What it said is not repeated. */
async function asOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return succeeded(await work());
  } catch (error) {
    if (REFUSALS.some((refusal) => error instanceof refusal)) return failed(NOT_LET_IN);
    if (error instanceof ClientError) return failed(isNotReached(error) ? NOT_REACHED : NOT_BELIEVED);
    if (error instanceof TypeError) return failed(NOT_REACHED);
    throw error;
  }
}

/** Of the browser by the issuer; of the code; of us, whose secret is wrong. */
const REFUSALS = [AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError];

const isNotReached = ({ code }: ClientError): boolean =>
  code === "OAUTH_TIMEOUT" || code === "OAUTH_RESPONSE_IS_NOT_CONFORM";

const NOT_LET_IN = {
  kind: "refused" as const,
  message: "The sign-in service did not let you in.",
  remedy: "Sign in again. If it happens again, ask those who run it.",
};
const NOT_BELIEVED = {
  kind: "refused" as const,
  message: "What came back from the sign-in service does not belong to a sign-in that was begun here.",
  remedy: "Sign in again.",
};
const NOT_REACHED = {
  kind: "unavailable" as const,
  message: "The sign-in service does not answer.",
  remedy: "Try again in a moment.",
};
