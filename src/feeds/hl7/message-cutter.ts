/** A part of a file, with the first and the last line on which it stands, from 1. */
export type FilePart =
  | { readonly kind: "message"; readonly line: number; readonly lastLine: number; readonly bytes: Buffer }
  /** Larger than is taken; only its beginning is here. */
  | { readonly kind: "too-long"; readonly line: number; readonly lastLine: number; readonly start: Buffer }
  /** Lines that belong to no message; only their beginning is here. */
  | { readonly kind: "stray"; readonly line: number; readonly lastLine: number; readonly start: Buffer }
  /** FHS, FTS: around the batches of a file. */
  | { readonly kind: "file"; readonly line: number; readonly lastLine: number }
  /** BHS: a batch begins. */
  | { readonly kind: "batch"; readonly line: number; readonly lastLine: number }
  /** BTS: it ends, with how many messages it claims to hold (BTS-1). */
  | { readonly kind: "batch-end"; readonly line: number; readonly lastLine: number; readonly start: Buffer };

/** Bytes. Larger messages are refused. */
export const LARGEST_MESSAGE = 5_000_000;

const SHOWN = 2_000;
const [LINE_FEED, VERTICAL_TAB, CARRIAGE_RETURN, FILE_SEPARATOR] = [0x0a, 0x0b, 0x0d, 0x1c];

type Open = {
  readonly kind: "message" | "stray";
  readonly line: number;
  lastLine: number;
  lines: Buffer[];
  size: number;
  isTooLong: boolean;
};

/**
 * Cuts a file into messages: each begins with a line MSH. Lines end with CR, LF or both; the bytes that frame messages
 * on a connection (MLLP) may stand in it. No more of the file is held than one message and one piece of the stream.
 */
export function createMessageCutter() {
  let line = 1;
  let carried: Buffer[] = [];
  let carriedSize = 0;
  let afterReturn = false;
  let open: Open | undefined;
  let parts: FilePart[] = [];

  const close = (): void => {
    if (open) parts.push(partOf(open));
    open = undefined;
  };
  const begin = (kind: Open["kind"], text: Buffer): void => {
    close();
    open = { kind, line, lastLine: line, lines: [text], size: text.length, isTooLong: text.length > LARGEST_MESSAGE };
  };
  const take = (text: Buffer): void => {
    if (isBlank(text)) return;
    switch (startOf(text)) {
      case "MSH":
        begin("message", text);
        return;
      case "BHS":
      case "BTS":
        close();
        parts.push(batchPart(text, line));
        return;
      case "FHS":
      case "FTS":
        close();
        parts.push({ kind: "file", line, lastLine: line });
        return;
      default:
        if (open) addLine(open, text, line);
        else begin("stray", text);
    }
  };
  const carry = (piece: Buffer): void => {
    // Of a line that is too long already nothing more is needed.
    if (carriedSize <= LARGEST_MESSAGE && piece.length > 0) carried.push(piece);
    carriedSize += piece.length;
  };
  const endLine = (): void => {
    const [only] = carried;
    if (only) take(carried.length === 1 ? only : Buffer.concat(carried));
    carried = [];
    carriedSize = 0;
  };
  const cut = (piece: Buffer): void => {
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (byte === undefined || byte > FILE_SEPARATOR) continue;
      const isFeedAfterReturn: boolean = byte === LINE_FEED && afterReturn && at === start && carriedSize === 0;
      if (isFeedAfterReturn) {
        afterReturn = false;
        start = at + 1;
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        carry(piece.subarray(start, at));
        endLine();
        line++;
        afterReturn = byte === CARRIAGE_RETURN;
        start = at + 1;
      } else if (byte === VERTICAL_TAB || byte === FILE_SEPARATOR) {
        carry(piece.subarray(start, at));
        endLine();
        close();
        start = at + 1;
      }
    }
    if (start < piece.length) carry(piece.subarray(start));
  };
  const taken = (): readonly FilePart[] => {
    const done = parts;
    parts = [];
    return done;
  };
  return {
    /** The parts that end within this piece. */
    cut: (piece: Buffer): readonly FilePart[] => {
      cut(piece);
      return taken();
    },
    /** What is left at the end of the file. */
    end: (): readonly FilePart[] => {
      endLine();
      close();
      return taken();
    },
  };
}

const isBlank = (text: Buffer): boolean => text.every((byte) => byte === 0x20 || byte === 0x09);

/** The name of a segment that begins or ends something: three letters, and then a sign. */
function startOf(text: Buffer): string {
  const start = text
    .subarray(0, 7)
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  return /^(MSH|FHS|BHS|BTS|FTS)(?![A-Za-z0-9])/.exec(start)?.[1] ?? "";
}

function addLine(open: Open, text: Buffer, line: number): void {
  open.lastLine = line;
  open.size += text.length + 1;
  if (open.kind === "stray" || open.isTooLong) return;
  if (open.size > LARGEST_MESSAGE) {
    open.isTooLong = true;
    open.lines = [Buffer.from(shown(open))];
  } else open.lines.push(text);
}

/** A copy: a slice would hold on to the whole piece of the file in which it stood. */
const shown = ({ lines }: Open): Buffer => Buffer.from(Buffer.concat(lines.slice(0, 50)).subarray(0, SHOWN));

function partOf(open: Open): FilePart {
  const { kind, line, lastLine } = open;
  if (kind === "stray") return { kind, line, lastLine, start: shown(open) };
  if (open.isTooLong) return { kind: "too-long", line, lastLine, start: shown(open) };
  return { kind, line, lastLine, bytes: Buffer.concat(open.lines.flatMap((one) => [one, SEGMENT_END])) };
}

const SEGMENT_END = Buffer.from("\r");

const batchPart = (text: Buffer, line: number): FilePart =>
  startOf(text) === "BHS"
    ? { kind: "batch", line, lastLine: line }
    : { kind: "batch-end", line, lastLine: line, start: Buffer.from(text.subarray(0, SHOWN)) };
