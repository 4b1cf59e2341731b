import type { OdsCode } from "#base";
import type { Delivery, FeedState } from "#feeds";
import type { Directory, FeedFormat, FeedSettings } from "#place";
import { counted } from "./parts/index.ts";
import { showKind } from "./roles.ts";

/** What a feed's files are, as engineers call it. */
export function showFormat(format: FeedFormat): string {
  switch (format) {
    case "fhir-r4":
      return "FHIR R4";
    case "gp-csv":
      return "GP system extract (CSV)";
    case "hl7-v2":
      return "HL7 v2";
    case "sus-csv":
      return "Secondary uses, APC, OP and ECDS (CSV)";
    case "csds-csv":
      return "Community services data (CSV)";
    case "mhsds-csv":
      return "Mental health services data (CSV)";
    case "cld-csv":
      return "Client Level Data (CSV)";
    case "mapped":
      return "Table, read by its mapping";
  }
}

/** "every day", "every 7 days". */
export const showRhythm = ({ expectedEveryDays: days }: FeedSettings): string =>
  days === 1 ? "every day" : `every ${counted(days, "day")}`;

/** What a delivery's state means to whoever looks. */
export function showDeliveryState(state: Delivery["state"], underWay: boolean): string {
  switch (state) {
    case "received":
      return underWay ? "being read" : "stopped on the way";
    case "open":
      return "open: messages are still being added";
    case "loaded":
      return "loaded";
    case "refused":
      return "refused";
  }
}

/** What a snapshot left out that was kept all the same, why, and until when; nothing where nothing was kept. */
export function showAbsentKept({ absentKept, rowsRejected }: Delivery): string | undefined {
  if (absentKept === 0) return undefined;
  const absent = `${counted(absentKept, "event is", "events are")} absent from this file but ${
    absentKept === 1 ? "was" : "were"
  } kept, because`;
  return rowsRejected > 0
    ? `${absent} ${counted(rowsRejected, "row")} could not be read. They end when a whole file comes.`
    : `${absent} so many at once look like a file cut short. They end when the next whole file leaves them out too.`;
}

/** "4 GP practices", "2 councils, 1 voluntary organisation": who is expected to send. */
export function showSenders({ organisations }: FeedSettings, directory: Directory): string {
  const kinds = Map.groupBy(organisations, (ods) => directory.organisation(ods)?.kind ?? "place");
  return [...kinds].map(([kind, own]) => showKind(kind, own.length)).join(", ");
}

/** The kind of those who send, in the plural: "GP practices". */
export function showSenderKind({ organisations }: FeedSettings, directory: Directory): string {
  const kinds = new Set(organisations.map((ods) => directory.organisation(ods)?.kind));
  const [only] = kinds;
  return kinds.size === 1 && only ? showKind(only, 2).replace(/^2 /, "") : "organisations";
}

/** Whether somebody must do something about a feed; who, and what. Red is kept for "act". */
export type FeedNeed = { readonly status: "good" | "waiting" | "watch" | "act"; readonly words: string };

/** Rows lost beyond this share of what came point at the file, not at single rows. */
const MANY_LOST = 0.05;

export function feedNeed(state: FeedState, directory: Directory, underWay: boolean): FeedNeed {
  const names = (codes: readonly OdsCode[]) => codes.map((ods) => directory.nameOf(ods)).join(", ");
  const { freshness, unfinished } = state;
  if (underWay) return { status: "waiting", words: "Being loaded" };
  if (unfinished > 0) {
    const deliveries = counted(unfinished, "delivery", "deliveries");
    return { status: "act", words: `Engineer: ${deliveries} stopped on the way; run the load again and it goes on` };
  }
  if (state.deliveries === 0) return { status: "waiting", words: "Nothing has come yet" };
  if (state.rowsRejected > MANY_LOST * (state.entries + state.rowsRejected)) {
    return { status: "act", words: "Data quality: many rows refused; ask the senders to put their export right" };
  }
  const notWhole = state.sources.filter((one) => one.absentKept > 0);
  if (notWhole.length > 0) {
    const events = counted(
      notWhole.reduce((sum, one) => sum + one.absentKept, 0),
      "event",
    );
    const senders = names(notWhole.map((one) => one.source));
    return { status: "act", words: `Data quality: ${events} absent but kept; ask ${senders} for a whole file` };
  }
  if (freshness.late.length > 0) {
    return { status: "act", words: `Data quality: ask ${names(freshness.late)} for the next delivery` };
  }
  if (freshness.missing.length > 0) return { status: "watch", words: `Nothing yet from ${names(freshness.missing)}` };
  return { status: "good", words: "Nothing to do" };
}
