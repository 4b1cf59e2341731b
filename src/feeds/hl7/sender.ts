import { failed, odsCode, succeeded, type OdsCode, type Outcome } from "#base";
import type { Directory, FeedSettings } from "#place";
import { parseMessage } from "./syntax.ts";

/** What the first segment of a message says to whoever receives it; empty where it says nothing. */
export type Header = {
  /** MSH-3 and MSH-4, first components. */
  readonly application: string;
  readonly facility: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-15 and MSH-16: which acknowledgements the sender asks for. Both empty: original mode. */
  readonly acceptAcknowledgement: string;
  readonly applicationAcknowledgement: string;
};

/** Reads a message's first segment, as much of it as there is. Never throws, whatever the text. */
export function headerOf(text: string): Header {
  const start = text.slice(0, LONGEST_HEADER).trimStart();
  const parsed = parseMessage(start.split(/[\r\n]/, 1)[0] ?? "");
  const field = (number: number): string => (parsed.ok ? (parsed.value.header.get(number) ?? "") : "");
  return {
    application: field(3),
    facility: field(4),
    controlId: field(10),
    acceptAcknowledgement: field(15).toUpperCase(),
    applicationAcknowledgement: field(16).toUpperCase(),
  };
}

const LONGEST_HEADER = 10_000;

/**
 * Which organisation a message is from: the one that the feed's senders name for its application and facility, or for
 * its facility; without such names, the organisation of the feed whose ODS code the facility is, or else the only one.
 * Undecided is a refusal: a message under another's name would be read as that one's record.
 */
export function sourceOf(
  { application, facility }: Header,
  feed: FeedSettings,
  directory: Directory,
): Outcome<OdsCode> {
  const senders = feed.mllp?.senders;
  if (senders) {
    const named = new Map(Object.entries(senders));
    const known = named.get(`${application}|${facility}`) ?? named.get(facility);
    return known ? succeeded(known) : unknown("MSH-3 and MSH-4 name no sender that this feed knows.", feed);
  }
  const itself = odsCode(facility);
  if (feed.organisations.includes(itself)) return succeeded(itself);
  if (directory.organisation(itself)) return unknown("MSH-4 names an organisation that does not send here.", feed);
  const [only] = feed.organisations;
  if (only !== undefined && feed.organisations.length === 1) return succeeded(only);
  return unknown("MSH-4 does not say which organisation sends.", feed);
}

const unknown = (message: string, { mllp }: FeedSettings) =>
  failed({
    kind: "refused" as const,
    message,
    remedy: mllp?.senders ? "A sender that the place file names." : "The ODS code of a sender of this feed in MSH-4.",
  });
