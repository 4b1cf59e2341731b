import { isUtf8 } from "node:buffer";
import type { Attachment } from "fhir/r4.js";
import { LARGEST_FILE } from "../fhir/attachment.ts";
import { cleanNarrative } from "../fhir/narrative.ts";
import type { MessageReading } from "./reading.ts";
import type { Segment } from "./syntax.ts";

/** The type of an OBX (OBX-2) that holds a file. */
export const ENCAPSULATED = "ED";

/**
 * The file in an OBX of type ED: a closed list of kinds, told by the bytes themselves and not by what is said of them.
 * HTML is kept without all that could act; RTF and PDF are kept as files, which no page shows in itself. Undefined
 * where it cannot be kept, which is refused.
 * @see https://www.hl7.eu/HL7v2x/v25/std25/ch02a.html (2.A.24, ED)
 */
export function attachmentIn(reading: MessageReading, obx: Segment): Attachment | undefined {
  const bytes = bytesIn(obx);
  const found = typeof bytes === "string" ? undefined : kindOf(bytes);
  const wrong = wrongWith(bytes, found, saidKind(obx));
  if (wrong !== undefined) reading.refuse(obx, 5, { reason: wrong, accepted: FILES });
  if (wrong !== undefined || typeof bytes === "string" || found === undefined) return undefined;
  const title = obx.get(3, 2) ?? obx.get(3);
  return {
    ...(found === "text/html" ? cleanHtml(reading, obx, bytes) : fileOf(found, bytes)),
    ...(title !== undefined && { title }),
  };
}

/** Text as an attachment. */
export const textAttachment = (text: string): Attachment => fileOf("text/plain", Buffer.from(text, "utf8"));

const FILES = `PDF, RTF, PNG, JPEG, TIFF, GIF, HTML or text, of at most ${(LARGEST_FILE / 1_000_000).toString()} MB, in Base64, Hex or as it is (A)`;

/** Why a file is not kept; undefined where it is. */
function wrongWith(bytes: Buffer | Unread, found: Kind | undefined, said: Kind | undefined): string | undefined {
  if (bytes === "empty") return "This file is empty.";
  if (bytes === "unreadable") return "This file is not in the encoding that OBX-5.4 says.";
  if (bytes.length > LARGEST_FILE) return "This file is too large.";
  if (found === undefined) return "This file is of no kind that is kept.";
  return said !== undefined && said !== found ? "This file is not of the kind that it says." : undefined;
}

type Unread = "empty" | "unreadable";

function bytesIn(obx: Segment): Buffer | Unread {
  const data = obx.get(5, 5);
  if (data === undefined) return "empty";
  switch (obx.get(5, 4)?.toUpperCase()) {
    case "BASE64": {
      const close = data.replace(/\s+/g, "");
      return /^[A-Za-z0-9+/]+={0,2}$/.test(close) && close.length % 4 !== 1
        ? Buffer.from(close, "base64")
        : "unreadable";
    }
    case "HEX": {
      const close = data.replace(/\s+/g, "");
      return /^(?:[0-9A-Fa-f]{2})+$/.test(close) ? Buffer.from(close, "hex") : "unreadable";
    }
    case "A":
    case undefined:
      return Buffer.from(data, "utf8");
    default:
      return "unreadable";
  }
}

type Kind =
  | "application/pdf"
  | "application/rtf"
  | "image/png"
  | "image/jpeg"
  | "image/tiff"
  | "image/gif"
  | "text/html"
  | "application/xml"
  | "text/plain";

/** @see https://en.wikipedia.org/wiki/List_of_file_signatures */
const SIGNS: readonly (readonly [string, Kind])[] = [
  ["%PDF-", "application/pdf"],
  ["{\\rtf", "application/rtf"],
  ["\x89PNG\r\n", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["II*\0", "image/tiff"],
  ["MM\0*", "image/tiff"],
  ["GIF8", "image/gif"],
];

function kindOf(bytes: Buffer): Kind | undefined {
  const head = bytes.subarray(0, 1000).toString("latin1");
  const sign = SIGNS.find(([start]) => head.startsWith(start));
  if (sign) return sign[1];
  // eslint-disable-next-line no-control-regex -- characters that no text holds
  if (/[\x00-\x08\x0e-\x1f]/.test(head)) return undefined;
  if (
    /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|div|p|table|h[1-6]|span|br|b|i|script)[\s/>]/i.test(
      head,
    )
  ) {
    return "text/html";
  }
  if (/^\s*<[?a-z]/i.test(head)) return "application/xml";
  return /^(?:#!|<\?php|@echo off)/i.test(head) ? undefined : "text/plain";
}

/** Table 0291, as far as the kinds are kept. A type that is not known says nothing. */
const SAID: Readonly<Record<string, Kind>> = {
  ...{ PDF: "application/pdf", RTF: "application/rtf", PNG: "image/png", JPEG: "image/jpeg", JPG: "image/jpeg" },
  ...{ TIFF: "image/tiff", TIF: "image/tiff", GIF: "image/gif", HTML: "text/html", XML: "application/xml" },
};

const saidKind = (obx: Segment): Kind | undefined => SAID[obx.get(5, 3)?.toUpperCase() ?? ""];

function fileOf(contentType: Kind, bytes: Buffer): Attachment {
  if (contentType !== "text/plain") return { contentType, data: bytes.toString("base64") };
  const text = isUtf8(bytes) ? bytes.toString("utf8") : new TextDecoder("windows-1252").decode(bytes);
  return { contentType: "text/plain; charset=utf-8", data: Buffer.from(text, "utf8").toString("base64") };
}

/** HTML as one division that stands by itself: no scripts, frames, or addresses that it would open. */
function cleanHtml(reading: MessageReading, obx: Segment, bytes: Buffer): Attachment {
  const text = isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
  const body =
    /<body[^>]*>([^]*?)(?:<\/body>|$)/i.exec(text)?.[1] ?? text.replace(/<\/?(?:html|head|!doctype)[^>]*>/gi, "");
  const cleaned = cleanNarrative(`<div>${body}</div>`);
  if (cleaned.kind === "cleaned" && cleaned.reason.startsWith("This was taken out")) {
    reading.refuse(obx, 5, { reason: cleaned.reason, accepted: "HTML that only says something" });
  }
  const html = cleaned.kind === "clean" ? `<div>${body}</div>` : (cleaned.div ?? "");
  return { contentType: "text/html; charset=utf-8", data: Buffer.from(html, "utf8").toString("base64") };
}
