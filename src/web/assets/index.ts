import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { withoutRemoteFonts, withoutSourceMap } from "./local-only.ts";

/** A file that pages ask for. */
export type Asset = {
  /** Absolute. */
  readonly file: string;
  readonly contentType: string;
  /** What is changed in its text before it is sent. */
  readonly adapt?: (text: string) => string;
};

const require = createRequire(import.meta.url);
const nhsuk = (path: string) => require.resolve(`nhsuk-frontend/dist/nhsuk/${path}`);
const own = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const CSS = "text/css; charset=utf-8";
const JAVASCRIPT = "text/javascript; charset=utf-8";
const SVG = "image/svg+xml";

const nhsukImage = (name: string): Record<string, Asset> => ({
  [`/assets/images/${name}.svg`]: { file: nhsuk(`assets/images/${name}.svg`), contentType: SVG },
});

/** URL path to file: everything that a page may load. Nothing is loaded from anywhere else. */
export const ASSETS: Readonly<Record<string, Asset>> = {
  "/assets/nhsuk.css": {
    file: nhsuk("nhsuk-frontend.min.css"),
    contentType: CSS,
    adapt: (css) => withoutSourceMap(withoutRemoteFonts(css)),
  },
  "/assets/nhsuk.js": { file: nhsuk("nhsuk-frontend.min.js"), contentType: JAVASCRIPT, adapt: withoutSourceMap },
  "/assets/wholestory.css": { file: own("wholestory.css"), contentType: CSS },
  "/assets/wholestory.js": { file: own("wholestory.js"), contentType: JAVASCRIPT },
  "/assets/passkeys.js": { file: own("passkeys.js"), contentType: JAVASCRIPT },
  "/assets/favicon.svg": { file: own("favicon.svg"), contentType: SVG },
  ...nhsukImage("nhsuk-icon-arrow-down"),
  ...nhsukImage("nhsuk-icon-arrow-up"),
  ...nhsukImage("nhsuk-icon-arrow-up-down"),
  ...nhsukImage("nhsuk-icon-cross"),
};

/** The text of an asset as it is sent. All of them are text. */
export async function readAsset({ file, adapt = (text) => text }: Asset): Promise<string> {
  return adapt(await readFile(file, "utf8"));
}
