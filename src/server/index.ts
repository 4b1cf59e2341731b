export type { Ready } from "./health.ts";
export type { Log } from "./log.ts";
export type { ServerSettings } from "./server.ts";
export { createServer } from "./server.ts";
export { listen } from "./listen.ts";
