import type { TextLink } from "../parts/index.ts";

/** Where what privacy officers see of the log begins. */
export const LOG: TextLink = { text: "Who looks at records", href: "/log" };
