/** Before a message, after it, and after that. @see HL7 v2.5, appendix C.2 (Minimal Lower Layer Protocol) */
const START = 0x0b;
const END = 0x1c;
const CARRIAGE_RETURN = 0x0d;

/** What came between a start and an end, or instead of it. */
export type Frame = {
  readonly bytes: Buffer;
  /** How many bytes came: more than are held where there were too many. */
  readonly size: number;
};

/** Cuts what a connection brings into frames. */
export type Framer = {
  /** The frames that these bytes complete. */
  readonly push: (piece: Buffer) => readonly Frame[];
  /** Whether a frame has begun that has not ended. */
  readonly isInside: () => boolean;
  /** Bytes that belonged to no frame, and frames that were begun anew before they ended: what a log should tell. */
  readonly strays: () => { readonly bytes: number; readonly brokenOff: number };
};

/** Of a frame that is too long only its beginning is held: enough to say whose it was. */
const HEAD = 16 * 1024;
const MOST_PIECES = 1024;

/**
 * A framer that holds no more of a frame than `longest` bytes. Bytes between frames are passed over. Only the end sign
 * with its carriage return ends a frame, or with a start sign, since some senders leave the carriage return out; alone
 * it is content. A start sign within a frame is content too (text from word processors holds it), unless a message
 * begins there: then the one before was broken off.
 */
export function createFramer(longest: number): Framer {
  let pieces: Buffer[] = [];
  let size = 0;
  let isInside = false;
  /** The frame's last byte so far was an end sign: the next byte says whether it ended. */
  let mayEnd = false;
  const stray = { bytes: 0, brokenOff: 0 };

  const begin = (): void => {
    [pieces, size] = [[], 0];
    [isInside, mayEnd] = [true, false];
  };

  const hold = (piece: Buffer): void => {
    const held = size;
    size += piece.length;
    if (size <= longest) {
      pieces.push(piece);
      // However few bytes come at a time, what is held of them stays in proportion.
      if (pieces.length === MOST_PIECES) pieces = [Buffer.concat(pieces)];
    } else if (held <= longest) {
      pieces = [Buffer.concat([...pieces, piece]).subarray(0, Math.min(HEAD, longest))];
    }
  };

  const finish = (): Frame => {
    isInside = false;
    const bytes = Buffer.concat(pieces);
    pieces = [];
    const anew = size > bytes.length ? 0 : lastBeginning(bytes);
    if (anew > 0) stray.brokenOff++;
    return { bytes: bytes.subarray(anew), size: size - anew };
  };

  return {
    push: (piece) => {
      const frames: Frame[] = [];
      let at = 0;
      while (at < piece.length) {
        if (!isInside) {
          const start = piece.indexOf(START, at);
          stray.bytes += (start < 0 ? piece.length : start) - at;
          if (start < 0) break;
          begin();
          at = start + 1;
        } else if (mayEnd) {
          mayEnd = false;
          const byte = piece[at];
          if (byte === CARRIAGE_RETURN) at++;
          if (byte === CARRIAGE_RETURN || byte === START) frames.push(finish());
          else hold(END_SIGN);
        } else {
          const end = piece.indexOf(END, at);
          hold(piece.subarray(at, end < 0 ? piece.length : end));
          mayEnd = end >= 0;
          at = end < 0 ? piece.length : end + 1;
        }
      }
      return frames;
    },
    isInside: () => isInside,
    strays: () => ({ ...stray }),
  };
}

const END_SIGN = Buffer.from([END]);

/** Where the last message within a frame begins; 0 where it holds no other. No field holds its own separator. */
function lastBeginning(bytes: Buffer): number {
  const separator = bytes.toString("latin1", 0, 3) === "MSH" ? bytes.subarray(3, 4) : Buffer.from("|");
  return bytes.lastIndexOf(Buffer.concat([Buffer.from("\vMSH"), separator])) + 1;
}

/** A message between its start and its end. */
export function framed(message: string | Buffer): Buffer {
  return Buffer.concat([
    Buffer.from([START]),
    typeof message === "string" ? Buffer.from(message, "utf8") : message,
    Buffer.from([END, CARRIAGE_RETURN]),
  ]);
}
