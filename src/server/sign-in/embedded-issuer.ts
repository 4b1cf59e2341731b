import Provider, { type Configuration } from "oidc-provider";
import type { AccountId, Identity } from "#identity";
import { BEGUN_FOR } from "./begun-sign-in.ts";
import { adapterOver } from "./issued-adapter.ts";
import type { Issuer } from "./relying-party.ts";
import { cookieNamed, cookieOptions, type Site } from "./site.ts";

/** Where the embedded issuer answers, and under which path its sign-in page stands. */
export const ISSUER = "/issuer";
export const SIGN_IN_PAGE = `${ISSUER}/sign-in`;
/** Where a browser comes back to with what an issuer says. */
export const SIGNED_IN = "/signed-in";

const CLIENT = "wholestory";
/** Seconds. A code and the token for it are fetched at once, by ourselves. */
const AT_ONCE = 60;

/** What is shown for a request that no browser of ours makes, and who hears of what should not have happened. */
export type IssuerFaults = {
  readonly errorPage: () => string;
  readonly onFault: (error: unknown) => void;
};

export type EmbeddedIssuer = { readonly provider: Provider; readonly issuer: Issuer };

/** The issuer that comes with the program: our accounts, our pages, one client. It remembers nobody between sign-ins. */
export async function embeddedIssuerOf(
  identity: Identity,
  site: Site,
  { errorPage, onFault }: IssuerFaults,
): Promise<EmbeddedIssuer> {
  const keys = await identity.issuerKeys();
  const origin = site.origin();
  const issuer: Issuer = { url: `${origin}${ISSUER}`, clientId: CLIENT, clientSecret: keys.clientSecret };
  const provider = new Provider(issuer.url, {
    ...SETTINGS,
    adapter: adapterOver(identity),
    clients: [clientOf(issuer, `${origin}${SIGNED_IN}`)],
    jwks: { keys: [keys.jwk] },
    cookies: {
      keys: [keys.cookieKey],
      names: {
        session: ISSUER_SESSION,
        interaction: nameOf(site, "interaction"),
        resume: nameOf(site, "resume"),
      },
      long: issuerCookies(site),
      short: issuerCookies(site),
    },
    interactions: { url: (_ctx, { uid }) => `${SIGN_IN_PAGE}/${uid}` },
    findAccount: async (_ctx, id) =>
      (await identity.accounts.find(id as AccountId)) && { accountId: id, claims: () => ({ sub: id }) },
    renderError: (ctx) => {
      ctx.type = "html";
      ctx.body = errorPage();
    },
  });
  // Which address was asked for is said to it by the door, never by whoever asks.
  provider.proxy = true;
  provider.on("server_error", (_ctx, error) => onFault(error));
  return { provider, issuer };
}

/** Set for the issuer's own use; the door takes it out of what it is asked. */
export const ISSUER_SESSION = "wholestory-issuer";

/** Its cookies are bound to paths, which the prefix for hosts does not allow. */
const nameOf = (site: Site, name: string): string =>
  site.isSecure ? `__Secure-wholestory-${name}` : cookieNamed(site, name);

function issuerCookies(site: Site) {
  const { httpOnly, secure, sameSite } = cookieOptions(site);
  return { httpOnly, secure, sameSite, signed: true };
}

const SETTINGS: Configuration = {
  scopes: ["openid"],
  responseTypes: ["code"],
  subjectTypes: ["public"],
  clientAuthMethods: ["client_secret_basic"],
  claims: { openid: ["sub", "amr"] },
  pkce: { required: () => true },
  enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
  },
  ttl: {
    Interaction: BEGUN_FOR,
    Session: AT_ONCE,
    Grant: AT_ONCE,
    AuthorizationCode: AT_ONCE,
    AccessToken: AT_ONCE,
    IdToken: AT_ONCE,
  },
  // Nobody is asked whether we may know who they are: we are the same house.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
};

const clientOf = ({ clientId, clientSecret }: Issuer, redirectUri: string) => ({
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: [redirectUri],
  response_types: ["code" as const],
  grant_types: ["authorization_code"],
  token_endpoint_auth_method: "client_secret_basic" as const,
  id_token_signed_response_alg: "ES256" as const,
});
