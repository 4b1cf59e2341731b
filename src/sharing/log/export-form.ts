import type { EventFields } from "./access-event.ts";
import { canonicalForm, eventIn } from "./canonical-form.ts";
import type { PlaceWithEvent } from "./chain-store.ts";

/** The first line of an export, and the last, without which it was cut short. */
export const EXPORT_BEGINS = "wholestory access log 1";
export const EXPORT_ENDS = "end of the log";

/** What an export's lines say, one JSON value each. */
export type ExportLine =
  | { readonly kind: "begins" }
  | { readonly kind: "place"; readonly place: PlaceWithEvent }
  /** A row that has no place in the chain yet, or that the chain was drawn past. */
  | { readonly kind: "unplaced"; readonly event: EventFields; readonly isPassed: boolean }
  | { readonly kind: "ends"; readonly places: number };

/** A line of an export; the row within it is in its canonical form, to the byte. */
export function exportLine(line: ExportLine): string {
  switch (line.kind) {
    case "begins":
      return `${JSON.stringify([EXPORT_BEGINS])}\n`;
    case "place": {
      const { position, seq, form, digest, hash, event } = line.place;
      const row = event ? canonicalForm(event) : "null";
      return `[${position},"${seq}",${form},"${digest}","${hash}",${row}]\n`;
    }
    case "unplaced":
      return `[${line.isPassed ? '"passed"' : '"waiting"'},${canonicalForm(line.event)}]\n`;
    case "ends":
      return `${JSON.stringify([EXPORT_ENDS, line.places])}\n`;
  }
}

/** What a line of an export says; undefined for anything else. */
export function readExportLine(text: string): ExportLine | undefined {
  const read = arrayIn(text);
  const [first, second] = read ?? [];
  if (read === undefined) return undefined;
  if (first === EXPORT_BEGINS) return { kind: "begins" };
  if (first === EXPORT_ENDS) return typeof second === "number" ? { kind: "ends", places: second } : undefined;
  if (first === "passed" || first === "waiting") {
    const event = eventIn(second);
    return event && { kind: "unplaced", event, isPassed: first === "passed" };
  }
  const place = placeIn(read);
  return place && { kind: "place", place };
}

function placeIn([position, seq, form, digest, hash, row]: readonly unknown[]): PlaceWithEvent | undefined {
  if (!Number.isSafeInteger(position) || typeof form !== "number" || typeof seq !== "string") return undefined;
  if (!isHash(digest) || !isHash(hash)) return undefined;
  const event = row === null ? undefined : eventIn(row);
  if (row !== null && event === undefined) return undefined;
  return { position: Number(position), seq, form, digest, hash, event };
}

const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

function arrayIn(text: string): readonly unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
