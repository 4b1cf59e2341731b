import { isUtf8 } from "node:buffer";
import type { Fault } from "../fault.ts";

/** The text of a message, and what is doubtful about how it was written. */
export type DecodedMessage = { readonly text: string; readonly fault?: Fault };

/**
 * Character sets of HL7 table 0211 by the names that decoders know. ASCII and no name at all are read as UTF-8 where
 * the bytes are, else as Windows-1252, which is what is meant.
 * @see https://terminology.hl7.org/CodeSystem-v2-0211.html
 */
const DECODERS: Readonly<Record<string, string>> = {
  ...{ "": "any", ASCII: "any", "ISO IR6": "any", "UNICODE UTF-8": "utf-8", "UTF-8": "utf-8", UTF8: "utf-8" },
  ...{ UNICODE: "utf-8", "8859/1": "windows-1252", "8859/2": "iso-8859-2", "8859/3": "iso-8859-3" },
  ...{ "8859/4": "iso-8859-4", "8859/5": "iso-8859-5", "8859/6": "iso-8859-6", "8859/7": "iso-8859-7" },
  ...{ "8859/8": "iso-8859-8", "8859/9": "windows-1254", "8859/15": "iso-8859-15" },
};

const ACCEPTED = "ASCII, 8859/1 to 8859/9, 8859/15 or UNICODE UTF-8";

/** The longest header that is looked at for its character set, in bytes. */
const LONGEST_HEADER = 4_000;

/** Decodes the bytes of one message by its own MSH-18. Never fails: what is doubtful is a fault, and the text is there. */
export function decodeMessage(bytes: Buffer): DecodedMessage {
  const named = charsetIn(bytes);
  const decoder = DECODERS[named.toUpperCase()];
  if (decoder === undefined) return unknownCharset(bytes, named);
  if (decoder === "any") return { text: eitherWay(bytes) };
  if (decoder !== "utf-8") return { text: new TextDecoder(decoder).decode(bytes) };
  if (isUtf8(bytes)) return { text: bytes.toString("utf8") };
  return { text: eitherWay(bytes), fault: NOT_UTF8 };
}

const NOT_UTF8: Fault = {
  path: "MSH-18",
  reason: "This message is not UTF-8, though it says so; letters with accents were read as Windows-1252.",
  accepted: ACCEPTED,
};

function unknownCharset(bytes: Buffer, named: string): DecodedMessage {
  const reason = "This character set is not known; the message was read as UTF-8 or Windows-1252.";
  return { text: eitherWay(bytes), fault: { path: "MSH-18", reason, accepted: ACCEPTED, value: named } };
}

const WINDOWS_1252 = new TextDecoder("windows-1252");
const eitherWay = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString("utf8") : WINDOWS_1252.decode(bytes));

/** MSH-18 of the message; the first, where there are several. Empty where there is none. */
function charsetIn(bytes: Buffer): string {
  const header = /MSH[^\r\n]*/.exec(bytes.subarray(0, LONGEST_HEADER).toString("latin1"))?.[0] ?? "";
  const field = header.split(header.charAt(3))[17] ?? "";
  const repetition = header.charAt(5);
  return (repetition === "" ? field : (field.split(repetition)[0] ?? "")).trim();
}
