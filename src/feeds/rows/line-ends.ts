const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Bytes within which a file of rows shows how its lines end. */
const TELLING = 64 * 1024;

/**
 * The same file with its lines ended by LF where they were ended by CR alone, as older programs on Apple's machines
 * write them. Files that hold any LF in their beginning are left as they are.
 */
export async function* withLineFeeds(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  let hasOnlyReturns: boolean | undefined;
  for await (const piece of pieces) {
    if (hasOnlyReturns !== undefined) {
      yield hasOnlyReturns ? returned(piece) : piece;
      continue;
    }
    waiting.push(piece);
    length += piece.length;
    if (piece.includes(LINE_FEED)) hasOnlyReturns = false;
    else if (length >= TELLING) hasOnlyReturns = waiting.some((one) => one.includes(CARRIAGE_RETURN));
    if (hasOnlyReturns === undefined) continue;
    for (const one of waiting) yield hasOnlyReturns ? returned(one) : one;
    waiting = [];
  }
  const isReturned = waiting.some((one) => one.includes(CARRIAGE_RETURN));
  for (const one of waiting) yield isReturned ? returned(one) : one;
}

/** A copy: the pieces of a file are not ours to change. */
function returned(piece: Buffer): Buffer {
  const copy = Buffer.from(piece);
  for (let at = copy.indexOf(CARRIAGE_RETURN); at >= 0; at = copy.indexOf(CARRIAGE_RETURN, at + 1))
    copy[at] = LINE_FEED;
  return copy;
}
