import type { StaffRole } from "#place";
import { ASSETS } from "../../src/web/assets/index.ts";

/** Everybody as whom the routes are walked, besides those who are signed out. */
export const WALKERS = [
  "gp",
  "nurse",
  "social-worker",
  "therapist",
  "coordinator",
  "data-quality",
  "analyst",
  "information-governance",
  "engineer",
  "no role today",
] as const satisfies readonly (StaffRole | "no role today")[];

export type Walker = (typeof WALKERS)[number];

/**
 * What every address of the server answers, method by method: signed out, without a role today, and in each role. The
 * gaps in addresses hold what nobody has, forms are empty, and nothing is loaded: who may ask shows in 403 against the
 * rest (200 a page, 303 done, 404 nothing there, 422 the form is not filled in).
 */
export type RoutePromise = {
  /** Such as "GET /find". */
  readonly route: string;
  /** "sign-in": led to where one signs in. */
  readonly signedOut: number | "sign-in";
  readonly as: Readonly<Record<Walker, number>>;
};

type Answers = Omit<RoutePromise, "route">;

const everybody = (status: number): RoutePromise["as"] => ({ ...everyRole(status).as, "no role today": status });

/** The same for whoever asks: signing in itself, what pages are made of, and doors for machines. */
const open = (status: number): Answers => ({ signedOut: status, as: everybody(status) });

const signedIn = (status: number): Answers => ({ signedOut: "sign-in", as: everybody(status) });

/** Each of these roles is answered so, everybody else is refused. */
function only(roles: readonly Walker[], status: number): Answers {
  const as = Object.fromEntries(WALKERS.map((walker) => [walker, roles.includes(walker) ? status : 403]));
  return { signedOut: "sign-in", as: as as RoutePromise["as"] };
}

const everyRole = (status: number): Answers =>
  only(
    WALKERS.filter((walker) => walker !== "no role today"),
    status,
  );

/** Who cares for people. */
const CARE: readonly Walker[] = ["gp", "nurse", "social-worker", "therapist", "coordinator"];
const DATA_QUALITY: readonly Walker[] = ["data-quality"];
const GOVERNANCE: readonly Walker[] = ["information-governance"];
const ANALYSTS: readonly Walker[] = ["analyst"];
/** Who looks after feeds. */
const FEEDS: readonly Walker[] = ["data-quality", "engineer"];

const ANSWERS: Readonly<Record<string, Answers>> = {
  ...Object.fromEntries(Object.keys(ASSETS).map((path) => [`GET ${path}`, open(200)])),
  "GET /health": open(200),
  "GET /ready": open(200),
  "GET /issuer/.well-known/openid-configuration": open(200),
  "GET /issuer/jwks": open(200),
  "GET /issuer/auth": open(400),
  "GET /issuer/auth/:uid": open(400),
  "POST /issuer/token": open(400),
  "GET /issuer/sign-in/:uid": open(403),
  "POST /issuer/sign-in/:uid": open(403),
  "POST /issuer/sign-in/:uid/passkey": open(403),
  "GET /sign-in": open(303),
  "GET /signed-in": open(403),
  "POST /sign-out": open(303),
  "GET /signed-out": open(200),
  "POST /feeds/:feed": open(401),

  "GET /account": signedIn(200),
  "POST /account/passkeys": signedIn(404),
  "POST /account/passkeys/remove": signedIn(404),
  "POST /account/sessions/end": signedIn(404),
  "POST /account/sessions/end-all": signedIn(303),
  "GET /account/password": signedIn(404),
  "POST /account/password": signedIn(404),

  "GET /my": { signedOut: "sign-in", as: { ...everyRole(303).as, "no role today": 200 } },
  "GET /my/:person": signedIn(404),
  "GET /my/:person/record": signedIn(404),
  "GET /my/:person/record/all": signedIn(404),
  "GET /my/:person/record/copy": signedIn(404),
  "POST /my/:person/record/copy": signedIn(404),
  "GET /my/:person/looks": signedIn(404),
  "GET /my/:person/looks/ask": signedIn(404),
  "POST /my/:person/looks/ask": signedIn(404),
  "GET /my/:person/questions": signedIn(404),
  "GET /my/:person/sharing": signedIn(404),
  "GET /my/:person/sharing/choose": signedIn(404),
  "POST /my/:person/sharing/choose": signedIn(404),
  "GET /my/:person/sharing/choose/:kind": signedIn(404),
  "POST /my/:person/sharing/choose/:kind": signedIn(404),
  "GET /my/:person/sharing/choose/:kind/:about": signedIn(404),
  "POST /my/:person/sharing/choose/:kind/:about": signedIn(404),
  "GET /my/:person/sharing/choices/:choice": signedIn(404),
  "POST /my/:person/sharing/choices/:choice": signedIn(404),
  "GET /my/:person/readers": signedIn(404),
  "GET /my/:person/readers/add": signedIn(404),
  "POST /my/:person/readers/add": signedIn(404),
  "GET /my/:person/readers/:reader/end": signedIn(404),
  "POST /my/:person/readers/:reader/end": signedIn(404),

  "GET /": everyRole(200),
  "GET /find": everyRole(200),
  "GET /find/examples": only([...CARE, "data-quality", "information-governance"], 200),
  "POST /find": everyRole(422),
  "GET /people/:person": everyRole(404),
  "POST /people/:person/let-in": everyRole(404),
  "GET /people/:person/copy": everyRole(404),
  "POST /people/:person/copy": everyRole(404),
  "GET /people/:person/timeline": everyRole(404),
  "GET /people/:person/changed": everyRole(404),
  "GET /people/:person/sharing": everyRole(404),
  "GET /people/:person/sharing/choose": everyRole(404),
  "POST /people/:person/sharing/choose": everyRole(404),
  "GET /people/:person/sharing/choose/:kind": everyRole(404),
  "POST /people/:person/sharing/choose/:kind": everyRole(404),
  "GET /people/:person/sharing/choose/:kind/:about": everyRole(404),
  "POST /people/:person/sharing/choose/:kind/:about": everyRole(404),
  "GET /people/:person/sharing/choices/:choice": everyRole(404),
  "POST /people/:person/sharing/choices/:choice": everyRole(404),
  "GET /people/:person/readers": everyRole(404),
  "GET /people/:person/readers/add": everyRole(404),
  "POST /people/:person/readers/add": everyRole(404),
  "GET /people/:person/readers/:reader/end": everyRole(404),
  "POST /people/:person/readers/:reader/end": everyRole(404),
  "GET /people/:person/links": everyRole(404),
  "GET /people/:person/links/:patient": only(DATA_QUALITY, 404),
  "POST /people/:person/links/:patient": only(DATA_QUALITY, 404),
  "GET /people/:person/protect": only(DATA_QUALITY, 404),
  "POST /people/:person/protect": only(DATA_QUALITY, 404),
  "GET /people/:person/entries/:entry": everyRole(404),
  "GET /people/:person/entries/:entry/attachments/:number": everyRole(404),
  "GET /people/:person/entries/:entry/label": everyRole(404),
  "GET /people/:person/entries/:entry/shown": everyRole(404),
  "POST /people/:person/entries/:entry/shown": everyRole(404),
  "POST /people/:person/entries/:entry/shown/:ruling/decide": everyRole(404),
  "POST /people/:person/entries/:entry/shown/:ruling/end": everyRole(404),
  "GET /rulings": only(["gp", "nurse", "social-worker", "therapist", "information-governance"], 200),
  "GET /labels": everyRole(200),
  "GET /quality": everyRole(200),
  "GET /quality.csv": everyRole(200),
  "GET /feeds/:feed/quality": everyRole(404),
  "GET /feeds/:feed/send": everyRole(404),
  "POST /feeds/:feed/send": everyRole(404),
  "GET /feeds": everyRole(200),
  "GET /feeds/:feed": everyRole(404),
  "GET /deliveries/:delivery": everyRole(404),
  "GET /deliveries/:delivery/rejections.csv": everyRole(404),
  "GET /feeds/mapping": only(FEEDS, 200),
  "POST /feeds/mapping": only(FEEDS, 422),
  "POST /feeds/mapping/:sample/discard": only(FEEDS, 404),
  "GET /feeds/mapping/:sample/columns": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/columns": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/sheet": only(FEEDS, 404),
  "GET /feeds/mapping/:sample/values": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/values": only(FEEDS, 404),
  "GET /feeds/mapping/:sample/feed": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/feed": only(FEEDS, 404),
  "GET /feeds/mapping/:sample/preview": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/save": only(FEEDS, 404),
  "GET /feeds/mapping/:sample/saved": only(FEEDS, 404),
  "POST /feeds/mapping/:sample/load": only(FEEDS, 404),
  "GET /deliveries/:delivery/remove-refused": only(GOVERNANCE, 404),
  "POST /deliveries/:delivery/remove-refused": only(GOVERNANCE, 404),
  "GET /people/:person/entries/:entry/withdraw": only(GOVERNANCE, 404),
  "POST /people/:person/entries/:entry/withdraw": only(GOVERNANCE, 404),
  "GET /claims": only(GOVERNANCE, 200),
  "GET /claims/:claim": only(GOVERNANCE, 404),
  "POST /claims/:claim": only(GOVERNANCE, 404),
  "GET /log": only(GOVERNANCE, 200),
  "GET /log/months/:month": only(GOVERNANCE, 404),
  "GET /log/months/:month/counts.csv": only(GOVERNANCE, 404),
  "GET /log/unusual": only(GOVERNANCE, 200),
  "GET /log/unusual/:look": only(GOVERNANCE, 404),
  "POST /log/unusual/:look": only(GOVERNANCE, 404),
  "GET /log/unusual/:look/day": only(GOVERNANCE, 404),
  "GET /log/questions": only(GOVERNANCE, 200),
  "GET /log/questions/:question": only(GOVERNANCE, 404),
  "POST /log/questions/:question": only(GOVERNANCE, 404),
  "POST /log/questions/:question/close": only(GOVERNANCE, 404),
  "GET /log/held-back": only(GOVERNANCE, 200),
  "GET /log/held-back/looks/:row": only(GOVERNANCE, 404),
  "POST /log/held-back/looks/:row": only(GOVERNANCE, 404),
  "POST /log/held-back/:held/agree": only(GOVERNANCE, 409),
  "POST /log/held-back/:held/refuse": only(GOVERNANCE, 409),
  "POST /log/held-back/:held/end": only(GOVERNANCE, 409),
  "GET /log/well-known": only(GOVERNANCE, 200),
  "GET /people/:person/well-known": only(GOVERNANCE, 404),
  "POST /people/:person/well-known": only(GOVERNANCE, 404),
  "GET /staff": only(["information-governance", "engineer"], 200),
  "GET /staff.csv": only(["information-governance", "engineer"], 200),
  "GET /acts": only(GOVERNANCE, 200),
  "GET /acts/:act": only(GOVERNANCE, 404),
  "GET /acts/:act/undo": only(GOVERNANCE, 404),
  "POST /acts/:act/undo": only(GOVERNANCE, 404),
  "GET /acts/:act/erase": only(GOVERNANCE, 404),
  "POST /acts/:act/erase": only(GOVERNANCE, 404),
  "GET /retention": everyRole(200),
  "GET /retention/registrations": only(GOVERNANCE, 200),
  "GET /retention/erase": only(GOVERNANCE, 404),
  "POST /retention/erase": only(GOVERNANCE, 404),
  "GET /studies": only(ANALYSTS, 200),
  "GET /agreements": everyRole(200),
  "GET /agreements/:agreement": everyRole(404),
  "GET /agreements/:agreement/if": everyRole(404),
  "GET /agreements/:agreement/sign": only(GOVERNANCE, 404),
  "POST /agreements/:agreement/sign": only(GOVERNANCE, 404),
  "GET /agreements/:agreement/leave": only(GOVERNANCE, 404),
  "POST /agreements/:agreement/leave": only(GOVERNANCE, 404),
  "GET /agreements/:agreement/undo": only(GOVERNANCE, 404),
  "POST /agreements/:agreement/undo": only(GOVERNANCE, 404),
  "GET /links": only(DATA_QUALITY, 200),
  "GET /links/next": only(DATA_QUALITY, 303),
  "GET /links/pairs/:one/:other": only(DATA_QUALITY, 404),
  "POST /links/pairs/:one/:other": only(DATA_QUALITY, 404),
  "GET /links/decisions": only(DATA_QUALITY, 200),
  "POST /links/decisions/:decision/confirm": only(DATA_QUALITY, 404),
  "POST /links/decisions/:decision/undo": only(DATA_QUALITY, 404),
  "GET /links/model": only(DATA_QUALITY, 200),
  "GET /links/report": only(DATA_QUALITY, 200),
  "GET /links/report.csv": only(DATA_QUALITY, 200),
  "GET /links/sample": only(DATA_QUALITY, 200),
  "POST /links/sample": only(DATA_QUALITY, 422),
  "GET /links/protections": only(DATA_QUALITY, 200),
  "POST /links/protections/:protection/lift": only(DATA_QUALITY, 404),
};

export const ROUTE_PROMISES: readonly RoutePromise[] = Object.entries(ANSWERS).map(([route, answers]) => ({
  route,
  ...answers,
}));
