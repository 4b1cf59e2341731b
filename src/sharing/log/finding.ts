/** Where in the log something was found. Never about whom. */
export type Where = {
  readonly position: number;
  /** The row's own number. */
  readonly seq: string;
  /** The row's time, in UTC; where the row is gone, that of the row before it in the chain. */
  readonly at?: string | undefined;
};

/** What is wrong with a log, one place at a time. */
export type Finding =
  /** The row says something else than when it was chained. */
  | { readonly kind: "altered"; readonly where: Where }
  /** The row is gone from the log; its place in the chain is there. */
  | { readonly kind: "deleted"; readonly where: Where }
  /** Places are gone from the chain. */
  | { readonly kind: "removed"; readonly from: number; readonly to: number; readonly after: string | undefined }
  /** A row stands in the log although the chain was drawn past it. */
  | { readonly kind: "added"; readonly where: Omit<Where, "position"> }
  /** A place was put into the chain that was not there when the next was given. */
  | { readonly kind: "inserted"; readonly where: Where }
  /** Two rows have changed places. */
  | { readonly kind: "swapped"; readonly where: Where; readonly other: Where }
  /** The row is well, but its hash was altered. */
  | { readonly kind: "hash altered"; readonly where: Where }
  /** The row does not follow from the one before: it was altered with its digest, or rows between them were taken out. */
  | { readonly kind: "broken"; readonly where: Where }
  /** Written in a form that this program does not know. */
  | { readonly kind: "unknown form"; readonly where: Where }
  /** The chain ends before a checkpoint: everything between is gone. */
  | { readonly kind: "truncated"; readonly end: number; readonly checkpoint: number; readonly at: string }
  /** The chain was computed anew: something between the last checkpoint that is well and this one was changed. */
  | { readonly kind: "rewritten"; readonly after: number; readonly checkpoint: number; readonly at: string }
  /** A line of an export that cannot be read, or stands where it should not. */
  | { readonly kind: "bad line"; readonly line: number }
  /** An export has no last line: it was cut short. */
  | { readonly kind: "cut short" }
  /** A checkpoint was not signed with this key, or was altered. */
  | { readonly kind: "bad checkpoint"; readonly line: number };

/** What looking through a log came to. */
export type Verification = {
  /** Places of the chain that were looked at. */
  readonly places: number;
  /** The last of them. */
  readonly end: number;
  readonly hash: string;
  /** Checkpoints that the chain was held against, and the position of the last that is well; 0 for none. */
  readonly checkpoints: number;
  readonly signedTo: number;
  /** Rows that have no place yet: they came after the chain was last drawn. */
  readonly unchained: number;
  readonly findings: readonly Finding[];
  /** How many more there are than are named. */
  readonly unnamed: number;
};
