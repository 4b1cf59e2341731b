import type { App } from "#app";
import type { ActorId } from "#base";
import type { CurrentSession } from "#identity";

/** The cookie by which the server knows a browser, over plain HTTP. */
export const SESSION_COOKIE = "wholestory-session";

/** A real session of somebody who acts, as a browser has it after they signed in: the cookies to ask with. */
export async function signedInAs(
  { identity }: Pick<App, "identity">,
  actor: ActorId | string,
  account?: CurrentSession["account"],
): Promise<Record<string, string>> {
  const token = await identity.sessions.begin({
    actor: actor as ActorId,
    account,
    way: account ? "password" : "issuer",
  });
  return { [SESSION_COOKIE]: token };
}

/** Such cookies as one header. */
export const cookieHeader = (cookies: Readonly<Record<string, string>>): string =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
