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

export type LineRules = {
  /** Bytes. Of a longer line only the beginning is kept. */
  readonly longest: number;
  /** How to read lines that are not UTF-8. Without it they are a problem. */
  readonly decodeOther?: (bytes: Buffer) => string;
};

/**
 * The lines of a text file, some at a time; LF or CRLF. No more of the file is held than the longest line and one
 * piece of the stream.
 */
export async function* readLines(pieces: AsyncIterable<Buffer>, rules: LineRules): AsyncGenerator<readonly Line[]> {
  const cutter = createCutter(rules);
  for await (const piece of pieces) {
    const lines = cutter.cut(piece);
    if (lines.length > 0) yield lines;
  }
  const last = cutter.end();
  if (last.length > 0) yield last;
}

const LINE_FEED = 10;
const SHOWN = 2000;

/** Cuts pieces into lines and carries what follows the last line end on to the next piece. */
function createCutter(rules: LineRules) {
  let number = 0;
  let carried: Buffer[] = [];
  let length = 0;
  /** The beginning of a line that has grown too long, until its end comes. */
  let tooLong: Buffer | undefined;

  const carry = (piece: Buffer): void => {
    if (tooLong) return;
    carried.push(piece);
    length += piece.length;
    if (length <= rules.longest) return;
    tooLong = Buffer.concat(carried).subarray(0, SHOWN);
    carried = [];
    length = 0;
  };
  const cutOff = (piece: Buffer): readonly Line[] => {
    const first = piece.indexOf(LINE_FEED) + 1;
    const lines = tooLong
      ? [lengthProblem(number + 1, tooLong, true), ...linesOf(piece.subarray(first), number + 1, rules)]
      : linesOf(Buffer.concat([...carried, piece]), number, rules);
    tooLong = undefined;
    carried = [];
    length = 0;
    number += lines.length;
    return lines;
  };
  return {
    cut: (piece: Buffer): readonly Line[] => {
      const end = piece.lastIndexOf(LINE_FEED) + 1;
      const lines = end > 0 ? cutOff(piece.subarray(0, end)) : [];
      carry(piece.subarray(end));
      return lines;
    },
    end: (): readonly Line[] => {
      if (tooLong) return [lengthProblem(number + 1, tooLong, false)];
      return length > 0 ? [lineOf(Buffer.concat(carried), number + 1, false, rules)] : [];
    },
  };
}

/** The lines of a block that ends with a line end. Checked and decoded at once, which is several times faster. */
function linesOf(block: Buffer, before: number, rules: LineRules): readonly Line[] {
  if (block.length > rules.longest || !isUtf8(block)) return linesOneByOne(block, before, rules);
  const text = block.toString("utf8");
  const lines: Line[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    const last = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    lines.push({ number: before + lines.length + 1, text: text.slice(start, last), ended: true });
    start = end + 1;
  }
  return lines;
}

const CARRIAGE_RETURN = 13;

function linesOneByOne(block: Buffer, before: number, rules: LineRules): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let end = block.indexOf(LINE_FEED); end >= 0; end = block.indexOf(LINE_FEED, start)) {
    lines.push(lineOf(block.subarray(start, end), before + lines.length + 1, true, rules));
    start = end + 1;
  }
  return lines;
}

function lineOf(bytes: Buffer, number: number, ended: boolean, rules: LineRules): Line {
  if (bytes.length > rules.longest) return lengthProblem(number, bytes, ended);
  const text = isUtf8(bytes) ? bytes.toString("utf8") : rules.decodeOther?.(bytes);
  if (text === undefined) return { number, text: shownBytes(bytes), problem: "encoding", ended };
  return { number, text: text.replace(/\r$/, ""), ended };
}

const lengthProblem = (number: number, start: Buffer, ended: boolean): Line => ({
  number,
  text: shownBytes(start),
  problem: "length",
  ended,
});

const shownBytes = (bytes: Buffer): string => bytes.subarray(0, SHOWN).toString("utf8");
