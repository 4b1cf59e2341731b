import type { Fault } from "./fault.ts";

type Sign = { readonly starts: readonly number[]; readonly reason: string };

/** @see https://en.wikipedia.org/wiki/List_of_file_signatures */
const SIGNS: readonly Sign[] = [
  { starts: [0xff, 0xfe], reason: "This file is written in UTF-16." },
  { starts: [0xfe, 0xff], reason: "This file is written in UTF-16." },
  { starts: [0x1f, 0x8b], reason: "This file is compressed (gzip)." },
  { starts: [0x50, 0x4b, 0x03, 0x04], reason: "This file is a zip archive or a workbook of a spreadsheet program." },
  { starts: [0x25, 0x50, 0x44, 0x46], reason: "This file is a PDF." },
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    reason: "This file is a workbook or document of before 2007 (.xls, .doc), or one that a password protects.",
  },
];

const ACCEPTED = "The text itself in UTF-8, neither compressed nor in another program's format";

/** What a file is that is no text of ours, by its first bytes; undefined where they do not say. */
export function foreignFile(head: Buffer): Fault | undefined {
  const sign = SIGNS.find(({ starts }) => starts.every((byte, at) => head[at] === byte));
  return sign && { path: "file", reason: sign.reason, accepted: ACCEPTED };
}
