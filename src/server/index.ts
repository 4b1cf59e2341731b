export type { Ready } from "./health.ts";
export { listen } from "./listen.ts";
export type { Log, RequestLine } from "./log.ts";
export type { MllpListener, MllpSettings } from "./mllp/listener.ts";
export { listenForMessages } from "./mllp/listener.ts";
export { connectToSend, type Sending } from "./mllp/sending.ts";
export { showRequest } from "./log.ts";
export type { ServerSettings } from "./server.ts";
export { createServer } from "./server.ts";
