import { isUtf8 } from "node:buffer";

/** One line of a text file, without its end. */
export type Line = {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Why its text cannot be used; `text` then holds as much of it as can be shown. */
  readonly problem?: "encoding" | "length";
  /** False for a last line that no line end follows: the file may break off there. */
  readonly ended: boolean;
};

const LINE_FEED = 10;
const SHOWN = 2000;

/**
 * The lines of a UTF-8 file, some at a time; LF or CRLF. No more of the file is held than the longest line
 * (bytes) and one piece of the stream.
 */
export async function* readLines(pieces: AsyncIterable<Buffer>, longest: number): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let carried: Buffer[] = [];
  let length = 0;
  let tooLong: Buffer | undefined;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED);
    if (end < 0) {
      carried.push(piece);
      length += piece.length;
    } else {
      let block = Buffer.concat([...carried, piece.subarray(0, end + 1)]);
      if (tooLong) {
        const rest = block.indexOf(LINE_FEED) + 1;
        yield [lengthProblem(++number, tooLong, true)];
        tooLong = undefined;
        block = block.subarray(rest);
      }
      const lines = linesOf(block, number, longest);
      number += lines.length;
      yield lines;
      carried = [piece.subarray(end + 1)];
      length = piece.length - end - 1;
    }
    if (length > longest || (tooLong && length > 0)) {
      tooLong ??= Buffer.concat(carried).subarray(0, SHOWN);
      carried = [];
      length = 0;
    }
  }
  if (tooLong) yield [lengthProblem(number + 1, tooLong, false)];
  else if (length > 0) yield [lineOf(Buffer.concat(carried), number + 1, false)];
}

/** The lines of a block that ends with a line end. Checked and decoded at once, which is several times faster. */
function linesOf(block: Buffer, before: number, longest: number): readonly Line[] {
  if (block.length > longest || !isUtf8(block)) return linesOneByOne(block, before, longest);
  const text = block.toString("utf8");
  const lines: Line[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push({
      number: before + lines.length + 1,
      text: text.slice(start, withoutReturn(text, start, end)),
      ended: true,
    });
    start = end + 1;
  }
  return lines;
}

const withoutReturn = (text: string, start: number, end: number): number =>
  end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;

function linesOneByOne(block: Buffer, before: number, longest: number): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = block.indexOf(LINE_FEED); end >= 0; end = block.indexOf(LINE_FEED, start)) {
    const bytes = block.subarray(start, end);
    const number = before + lines.length + 1;
    lines.push(bytes.length > longest ? lengthProblem(number, bytes, true) : lineOf(bytes, number, true));
    start = end + 1;
  }
  return lines;
}

function lineOf(bytes: Buffer, number: number, ended: boolean): Line {
  if (!isUtf8(bytes)) return { number, text: shownBytes(bytes), problem: "encoding", ended };
  return { number, text: bytes.toString("utf8").replace(/\r$/, ""), ended };
}

const lengthProblem = (number: number, start: Buffer, ended: boolean): Line => ({
  number,
  text: shownBytes(start),
  problem: "length",
  ended,
});

const shownBytes = (bytes: Buffer): string => bytes.subarray(0, SHOWN).toString("utf8").replaceAll("\0", "");
