import { hash } from "node:crypto";
import { escaped, parseMessage, USUAL_DELIMITERS, type Message } from "./syntax.ts";

/**
 * What a receiver says of a message. Original mode: AA taken, AE refused for what stands in it, AR not read at all.
 * Enhanced mode, accept acknowledgement: CA, CE, CR.
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch02.html (2.9.2 and 2.9.3)
 */
export type AcknowledgementCode = "AA" | "AE" | "AR" | "CA" | "CE" | "CR";

/**
 * The acknowledgement of a message: sender and receiver changed about, the message's control id, and, where it was
 * refused, why. `words` must hold no personal data: what a sender logs is not in our hands. Never throws, whatever the
 * message; where it has no MSH that can be read, the answer names nobody.
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch02.html (2.15.1 ERR, 2.15.8 MSA)
 */
export function acknowledge(message: string, code: AcknowledgementCode, words: string, now: Date): string {
  // Only the header is answered: a message may be large, and its faults lie further on.
  const parsed = parseMessage(message.slice(0, LONGEST_HEADER).split(/[\r\n]/, 1)[0] ?? "");
  const received = parsed.ok ? parsed.value : undefined;
  const delimiters = received?.delimiters ?? USUAL_DELIMITERS;
  const { field } = delimiters;
  const said = escaped(words.slice(0, LONGEST_WORDS), delimiters);
  const controlId = received?.header.raw(10) ?? "";
  const segments = [
    headerFor(received, message, now),
    ["MSA", code, controlId, said],
    ...(code === "AA" || code === "CA"
      ? []
      : [["ERR", "", "", ERROR_CODES[code].join(delimiters.component), "E", "", "", "", said]]),
  ];
  return `${segments.map((fields) => fields.join(field)).join("\r")}\r`;
}

/** Characters of a message in which its header is looked for. */
const LONGEST_HEADER = 10_000;
/** ERR-8 and MSA-3 of version 2.5 hold no more. */
const LONGEST_WORDS = 250;

/** Table 0357: what could not be kept, and what is not read here. */
const ERROR_CODES: Readonly<Record<Exclude<AcknowledgementCode, "AA" | "CA">, readonly [string, string, string]>> = {
  AE: ["207", "Application internal error", "HL70357"],
  CE: ["207", "Application internal error", "HL70357"],
  AR: ["200", "Unsupported message type", "HL70357"],
  CR: ["200", "Unsupported message type", "HL70357"],
};

function headerFor(received: Message | undefined, message: string, now: Date): readonly string[] {
  const { component, repetition, escape, subcomponent } = received?.delimiters ?? USUAL_DELIMITERS;
  const raw = (field: number): string => received?.header.raw(field) ?? "";
  const event = received?.header.get(9, 2);
  const type = event === undefined ? "ACK" : ["ACK", event, "ACK"].join(component);
  const marks = [component, repetition, escape, subcomponent].join("").replaceAll("\0", "");
  const written = now.toISOString().replace(/[-:T]/g, "").slice(0, 14) + "+0000";
  // Its own id: the same for the same answer to the same message, unlike that of any other.
  const own = hash("sha1", `${now.toISOString()} ${message}`, "hex").slice(0, 20);
  const parties = [raw(5), raw(6), raw(3), raw(4)];
  return [
    "MSH",
    marks,
    ...parties,
    written,
    "",
    type,
    own,
    raw(11) || "P",
    raw(12) || "2.5",
    "",
    "",
    "",
    "",
    "",
    raw(18),
  ];
}
