import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { failed, succeeded, type Outcome } from "#base";
import type { Fault } from "../fault.ts";

/** The parts of a workbook's file, which is a zip archive of XML files. */
export type Archive = {
  /** Whether there is a part of this path, whatever its case. */
  readonly has: (path: string) => boolean;
  /** The bytes of a part as they are unpacked; they fail on the way where the archive is damaged. */
  readonly read: (path: string) => Promise<Outcome<AsyncIterable<Buffer>, Fault>>;
};

/** Bytes as they come. The archive is held whole, since its list of parts stands at its end. */
const MOST_BYTES = 50 * 1024 * 1024;
/** Bytes unpacked, all parts together. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_PARTS = 2000;
/** Times that a part may grow. Sheets grow ten to forty times; a bomb a thousand. */
const MOST_GROWTH = 250;
/** Bytes up to which growth does no harm. */
const HARMLESS = 1024 * 1024;

export const WORKBOOKS_ACCEPTED = "A workbook (.xlsx) without a password, of at most 50 MB, or the same sheet as CSV";

/** A fault of the file as a whole. */
export const workbookFault = (reason: string, accepted = WORKBOOKS_ACCEPTED): Fault => ({
  path: "file",
  reason,
  accepted,
});

/** All of a file that must be read from its end. Fails where it is larger than a workbook may be. */
export async function gathered(pieces: AsyncIterable<Buffer>): Promise<Outcome<Buffer, Fault>> {
  const held: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > MOST_BYTES) return failed(workbookFault("This workbook is larger than 50 MB."));
    held.push(piece);
  }
  return succeeded(Buffer.concat(held));
}

/** Opens an archive. Refused: damaged ones, encrypted ones, and those that unpack to more than anybody would send. */
export async function openArchive(bytes: Buffer): Promise<Outcome<Archive, Fault>> {
  const zip = await orDamaged(yauzl.fromBufferPromise(bytes));
  if (!zip.ok) return zip;
  const listed = await entriesOf(zip.value, bytes.length);
  if (!listed.ok) return listed;
  const parts = listed.value;
  return succeeded({
    has: (path) => parts.has(path.toLowerCase()),
    read: async (path) => {
      const entry = parts.get(path.toLowerCase());
      if (!entry) return failed(workbookFault(`This workbook lacks a part (${path}).`));
      const bytes = await orDamaged(zip.value.openReadStreamPromise(entry));
      return bytes.ok ? succeeded(checked(bytes.value, entry.crc32)) : bytes;
    },
  });
}

/** The same bytes; at their end it throws where they do not add up to the sum that the archive gives. */
async function* checked(bytes: AsyncIterable<unknown>, sum: number): AsyncGenerator<Buffer> {
  let found = 0;
  for await (const piece of bytes) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    found = crc32(buffer, found);
    yield buffer;
  }
  if (found !== sum) throw new Error("The bytes of a part do not add up.");
}

async function entriesOf(zip: ZipFile, bytes: number): Promise<Outcome<ReadonlyMap<string, Entry>, Fault>> {
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  const entries: AsyncIterator<Entry> = zip.eachEntry()[Symbol.asyncIterator]();
  for (;;) {
    const next = await orDamaged(entries.next());
    if (!next.ok) return next;
    if (next.value.done === true) return succeeded(parts);
    const entry = next.value.value;
    unpacked += entry.uncompressedSize;
    const problem = problemOf(entry, parts, unpacked, bytes);
    if (problem !== undefined) return failed(workbookFault(problem));
    parts.set(entry.fileName.toLowerCase(), entry);
  }
}

function problemOf(
  entry: Entry,
  parts: ReadonlyMap<string, Entry>,
  unpacked: number,
  bytes: number,
): string | undefined {
  if (parts.size >= MOST_PARTS) return `This workbook holds more than ${MOST_PARTS} parts.`;
  if (unpacked > MOST_UNPACKED) return "This workbook unpacks to more than 200 MB.";
  if (unpacked > HARMLESS && unpacked > MOST_GROWTH * bytes)
    return `This workbook unpacks to more than ${MOST_GROWTH} times its size, as no sheet does.`;
  if (entry.isEncrypted()) return "This workbook is encrypted.";
  if (!entry.canDecodeFileData()) return "This workbook is packed in a way that is not known here.";
  if (parts.has(entry.fileName.toLowerCase())) return "This workbook holds two parts of one name.";
  return undefined;
}

/** What a damaged archive throws, as a fault. The archive's own words may quote it: they are not repeated. */
async function orDamaged<T>(step: Promise<T>): Promise<Outcome<T, Fault>> {
  try {
    return succeeded(await step);
  } catch {
    return failed(workbookFault("This workbook is damaged: it cannot be unpacked."));
  }
}
