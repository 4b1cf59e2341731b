import { isUtf8 } from "node:buffer";
import { agrees, isProgram, typeOfBytes } from "./file-type.ts";

/** Bytes. A scanned letter of some ten pages; larger files belong in the source's own store, and are pointed at. */
export const LARGEST_FILE = 10_000_000;

/** Why the file in an attachment is not kept, and what would be. */
export type RefusedFile = { readonly reason: string; readonly accepted: string };

/**
 * Looks at a file that a resource holds in base64: whether it can be read at all, is not too large, is no program, and
 * is what it is said to be. Undefined when it may be kept. It is not searched for viruses.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html
 */
export async function faultOfFile(data: string, contentType: unknown): Promise<RefusedFile | undefined> {
  if (data.length > LARGEST_FILE * 2 || sizeOfBase64(data) > LARGEST_FILE) return TOO_LARGE;
  if (!isBase64(data)) return NOT_BASE64;
  const bytes = Buffer.from(data, "base64");
  const found = await typeOfBytes(bytes);
  const declared = declaredType(contentType);
  if (isProgram(found ?? "") || isProgram(declared ?? "")) return PROGRAM;
  if ((found === "html" || found === "markup") && runsScripts(bytes)) return SCRIPTED;
  if (declared === undefined) return found === undefined ? UNKNOWN : undefined;
  return agrees(declared, found) ? undefined : OTHER_TYPE;
}

/** Without parameters, such as a charset; undefined where none is given. */
function declaredType(contentType: unknown): string | undefined {
  if (typeof contentType !== "string") return undefined;
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}

/** In groups of four, with or without spaces between them. @see https://hl7.org/fhir/R4/datatypes.html#base64Binary */
function isBase64(data: string): boolean {
  const close = data.replace(/\s+/g, "");
  return close.length % 4 === 0 && close.length > 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(close);
}

const sizeOfBase64 = (data: string): number => Buffer.byteLength(data.replace(/\s+/g, ""), "base64");

/** Markup that a browser would act on when the file is opened, rather than show. */
function runsScripts(bytes: Buffer): boolean {
  const text = isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1").replaceAll("\0", "");
  return /<(?:\w+:)?(?:script|iframe|frame|object|embed|applet|base)[\s>/]|<[^<>]*\son[a-z]+\s*=|(?:java|vb)script\s*:|http-equiv\s*=\s*["']?refresh/i.test(
    text,
  );
}

const FILES = "Documents, pictures, sound and text in base64, of the type that contentType says";

const TOO_LARGE: RefusedFile = {
  reason: "This file is too large to be kept within a resource.",
  accepted: `A file of at most ${(LARGEST_FILE / 1_000_000).toString()} MB; larger ones by their url`,
};
const NOT_BASE64: RefusedFile = { reason: "This file is not base64.", accepted: FILES };
const PROGRAM: RefusedFile = { reason: "This file is a program or a script.", accepted: FILES };
const SCRIPTED: RefusedFile = {
  reason: "This file is markup that holds scripts, frames or addresses that it would open by itself.",
  accepted: "HTML and XML that only say something",
};
const UNKNOWN: RefusedFile = {
  reason: "This file has no contentType, and its content is of no known type.",
  accepted: FILES,
};
const OTHER_TYPE: RefusedFile = { reason: "This file is not of the type that its contentType says.", accepted: FILES };
