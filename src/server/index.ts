export type { Ready } from "./health.ts";
export { listen } from "./listen.ts";
export type { Log, RequestLine } from "./log.ts";
export { showRequest } from "./log.ts";
export type { ServerSettings } from "./server.ts";
export { createServer } from "./server.ts";
