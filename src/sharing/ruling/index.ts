export type { AskedRuling, Ruling, RulingAnswer, RulingGround, RulingKind, RulingState } from "./ruling.ts";
export { isInForce, isUndecided, LONGEST_WITHHELD, ON_ONE_WORD, RULING_ROLES, stateOfRuling } from "./ruling.ts";
export type { OwnRuling, RuledEntry } from "./ruling-on-entries.ts";
export { rulingInForce } from "./ruling-on-entries.ts";
export { openedTo, planFor } from "./ruling-store.ts";
