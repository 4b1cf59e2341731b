import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Debian's Chromium; undefined where this machine has none. */
export const CHROMIUM = PLACES.find((path) => existsSync(path));

/** Without these, Chromium asks its maker's servers at every start. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM ?? "chromium", args: QUIET });

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA and its best practices, in words; empty where there is nothing. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts that are not ours: the checker is run beside it.
  const { violations } = await page.evaluate<{ violations: Violation[] }>(`${AXE}; axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  })`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** What anybody would see to be wrong with a page as it stands: what axe finds, and that it scrolls sideways. */
export async function faultsSeen(page: Page, name = page.url()): Promise<readonly string[]> {
  const where = `${name} at ${String(page.viewportSize()?.width)} pixels`;
  const [inner, whole] = await page.evaluate<[number, number]>(
    "[document.documentElement.clientWidth, document.documentElement.scrollWidth]",
  );
  const sideways = whole > inner ? [`scrolls sideways by ${String(whole - inner)} pixels`] : [];
  return [...(await accessibilityFaults(page)), ...sideways].map((fault) => `${where}: ${fault}`);
}

/** The same of each of some addresses, and those that do not answer with a page of one heading. */
export async function faultsAt(page: Page, address: string, paths: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    const answer = await page.goto(address + path);
    if (answer?.status() !== 200) faults.push(`${path} answered ${String(answer?.status())}`);
    const headings = await page.getByRole("heading", { level: 1 }).count();
    if (headings !== 1) faults.push(`${path} has ${String(headings)} main headings`);
    faults.push(...(await faultsSeen(page, path)));
  }
  return faults;
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] };

type Settings = { readonly javaScriptEnabled?: boolean; readonly width?: number; readonly height?: number };

/** A new browser window of somebody who is signed in at an address by these cookies. */
export async function aSignedInWindow(
  browser: Browser,
  address: string,
  cookies: Readonly<Record<string, string>>,
  { javaScriptEnabled = true, width = 1366, height = 768 }: Settings = {},
): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height } });
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: address })));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
