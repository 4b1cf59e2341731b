import type { FastifyInstance } from "fastify";

type Cookie = { readonly name: string; readonly value: string; readonly path: string; readonly attributes: string };

type Asked = {
  readonly method: "GET" | "POST";
  /** From the server's root, query included; or elsewhere, whole. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | undefined;
};

type Answered = {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly setCookies: readonly string[];
};

/** How requests come to a server. */
export type Way = { readonly origin: string; readonly ask: (asked: Asked) => Promise<Answered> };

/** Without a socket. */
export const within = (server: FastifyInstance, host = "localhost"): Way => ({
  origin: `http://${host}`,
  async ask({ method, url, headers, payload }) {
    const asked = { method, url, headers: { host, ...headers }, ...(payload !== undefined && { payload }) };
    const { statusCode: status, body, headers: said } = await server.inject(asked);
    return { status, body, headers: said, setCookies: [said["set-cookie"] ?? []].flat() };
  },
});

/** Over a socket, to a server and to whomever it leads. */
export const over = (origin: string): Way => ({
  origin,
  async ask({ method, url, headers, payload }) {
    const answer = await fetch(new URL(url, origin), { method, headers, redirect: "manual", body: payload ?? null });
    const said = Object.fromEntries(answer.headers);
    return {
      status: answer.status,
      body: await answer.text(),
      headers: said,
      setCookies: answer.headers.getSetCookie(),
    };
  },
});

/** What one saw at the end, and the addresses on the way there. */
export type Seen = Answered & { readonly path: string; readonly steps: readonly string[] };

export type PlainBrowser = ReturnType<typeof aPlainBrowser>;

/**
 * What a browser does that shows nothing and runs no script: keeps cookies by site, name and path, sends forms as from
 * the site's own pages, goes where it is led.
 */
export function aPlainBrowser(way: Way, headers: Readonly<Record<string, string>> = {}) {
  const jars = new Map<string, readonly Cookie[]>();
  const jarOf = (url: URL): readonly Cookie[] => jars.get(url.host) ?? [];

  function keep(url: URL, line: string): void {
    const cookie = cookieIn(line, url.pathname);
    const others = jarOf(url).filter((one) => one.name !== cookie.name || one.path !== cookie.path);
    jars.set(url.host, isGone(cookie) ? others : [...others, cookie]);
  }

  async function once(method: "GET" | "POST", to: string, form?: Readonly<Record<string, string>>) {
    const url = new URL(to, way.origin);
    const cookie = jarOf(url)
      .filter((one) => url.pathname.startsWith(one.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const sent = form && { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
    const answer = await way.ask({
      method,
      url: url.origin === new URL(way.origin).origin ? url.pathname + url.search : url.href,
      headers: { ...(cookie && { cookie }), ...sent, ...headers },
      payload: form && new URLSearchParams(form).toString(),
    });
    for (const line of answer.setCookies) keep(url, line);
    return { answer, url };
  }

  async function followed(first: Awaited<ReturnType<typeof once>>): Promise<Seen> {
    let { answer, url } = first;
    const steps = [pathOf(url)];
    while (typeof answer.headers["location"] === "string" && steps.length <= 12) {
      ({ answer, url } = await once("GET", new URL(answer.headers["location"], url).href));
      steps.push(pathOf(url));
    }
    return { ...answer, path: pathOf(url), steps };
  }

  const pathOf = (url: URL): string =>
    url.origin === new URL(way.origin).origin ? url.pathname + url.search : url.href;

  return {
    open: async (url: string): Promise<Seen> => followed(await once("GET", url)),
    post: async (url: string, form: Readonly<Record<string, string>>): Promise<Seen> =>
      followed(await once("POST", url, form)),
    /** One request, no redirect followed. */
    ask: async (method: "GET" | "POST", url: string, form?: Readonly<Record<string, string>>): Promise<Answered> =>
      (await once(method, url, form)).answer,
    /** Of the site itself. */
    cookies: (): readonly Cookie[] => jarOf(new URL(way.origin)),
    /** As if the site had set it. */
    give: (line: string): void => keep(new URL("/", way.origin), line),
  };
}

function cookieIn(line: string, from: string): Cookie {
  const [pair = "", ...rest] = line.split(/;\s*/);
  const attributes = rest.join("; ");
  const path = /(?:^|; )path=([^;]*)/i.exec(attributes)?.[1] ?? (from.slice(0, from.lastIndexOf("/")) || "/");
  const at = pair.indexOf("=");
  return { name: pair.slice(0, at), value: pair.slice(at + 1), path, attributes };
}

function isGone({ value, attributes }: Cookie): boolean {
  const expires = /(?:^|; )expires=([^;]*)/i.exec(attributes)?.[1];
  return value === "" || /max-age=0/i.test(attributes) || (expires !== undefined && new Date(expires) < new Date());
}

/** Where a form of a page is posted: the first, sign-out apart, whose address ends so. */
export function formOn({ body }: Pick<Seen, "body">, ending = ""): string {
  const actions = [...body.matchAll(/<form[^>]* action="([^"]+)"/g)].map(([, action = ""]) => action);
  const found = actions.find((action) => action !== "/sign-out" && action.endsWith(ending));
  if (found === undefined) throw new Error(`No such form: ${actions.join(", ")}`);
  return found;
}

/** Signs in by name and password on the issuer's page, and gives what was seen then. */
export async function signInBy(browser: PlainBrowser, name: string, password: string, at = "/"): Promise<Seen> {
  return browser.post(formOn(await browser.open(at)), { name, password });
}
