import type { ActorId } from "#base";
import type { AccountId } from "./account.ts";
import type { SessionTimes } from "./session-expiry.ts";

declare const brand: unique symbol;
/** Names a session where its owner looks at it; opens nothing. UUID. */
export type SessionId = string & { readonly [brand]: "SessionId" };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A session's id as it stands in a form; undefined when it is not one. */
export const sessionIdIn = (text: string): SessionId | undefined => (UUID.test(text) ? (text as SessionId) : undefined);

/** How somebody showed who they are: at another issuer, nobody here knows. */
export type SignInWay = "password" | "passkey" | "issuer";

/** A browser that is signed in. */
export type Session = SessionTimes & {
  readonly id: SessionId;
  readonly actor: ActorId;
  /** None where another issuer keeps the accounts. */
  readonly account: AccountId | undefined;
  readonly way: SignInWay;
  /** The browser, such as "Firefox on Windows". */
  readonly agent: string;
};

/** The session that a request belongs to. */
export type CurrentSession = Session & {
  /** The account's password was made by somebody else: nothing is shown before it is changed. */
  readonly mustChange: boolean;
};

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Headless)?(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

/** A browser in a few words, from what it says of itself: enough to know one's own again, too little to tell people apart. */
export function showAgent(userAgent: string | undefined): string {
  const named = (list: typeof BROWSERS): string | undefined => list.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
  const system = named(SYSTEMS);
  return `${named(BROWSERS) ?? "A browser"}${system ? ` on ${system}` : ""}`;
}
