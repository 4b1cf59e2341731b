export { isWholeRecord } from "./role.ts";
export type { Sight } from "./sight.ts";
export { CLOSED_WORDS } from "./words.ts";
