import { failed, readNhsNumber, succeeded, type NhsNumber, type Outcome } from "#base";

/**
 * Where the list of national data opt-outs is, and of which kind. NHS England's service takes NHS numbers and gives back
 * those without an opt-out ("may-be-used"); other lists name those with one ("opted-out"). A number that a list does not
 * name means the opposite in each, so that the kind must be said.
 * @see https://digital.nhs.uk/services/national-data-opt-out/compliance-with-the-national-data-opt-out/check-for-national-data-opt-outs-service
 */
export type NationalOptOuts = {
  /** The name of a file beside the place's. */
  readonly file: string;
  readonly lists: "opted-out" | "may-be-used";
  /** Days after which the list may not be relied on any more; see STALE_AFTER_DAYS. */
  readonly staleAfterDays?: number;
};

/**
 * Days for which a list is relied on, unless the place says otherwise. What the service gave back may be kept for a while,
 * not for good: people change their minds. How long is for the operational policy (section 8, on the temporary cache) and
 * whoever answers for the place to say; its number of days could not be checked here, so that it is a setting, and three
 * weeks what holds until then.
 * @see https://digital.nhs.uk/services/national-data-opt-out/operational-policy-guidance-document/applying-the-national-data-opt-out
 */
export const STALE_AFTER_DAYS = 21;

/** What the file holds. Kept in memory alone: never with a person's record, nor in the database. */
export type OptOutList = {
  readonly numbers: ReadonlySet<NhsNumber>;
  /** When the file was last written. */
  readonly dated: Date;
};

const MOST_NAMED = 10;

/**
 * Reads a list of NHS numbers: one a line, with or without spaces, a comma after it or not, as the service writes them; the
 * first line may be a heading. Faults name lines, never what stands there; only the first ten are named. `name` is what
 * faults call the file.
 */
export function readOptOutList(text: string, name: string, dated: Date): Outcome<OptOutList> {
  const numbers = new Set<NhsNumber>();
  const faults: number[] = [];
  for (const [nth, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const cell = line.replace(/[\s,]+$/, "").replace(/^\s*"(.*)"$/, "$1");
    if (cell.trim() === "" || (nth === 0 && !/\d/.test(cell))) continue;
    const read = readNhsNumber(cell);
    if (read.ok) numbers.add(read.value);
    else faults.push(nth + 1);
  }
  if (faults.length > 0) return faulty(`${name} has faults. ${wordsOf(faults)}`);
  // A list that was cut off to nothing would say that nobody opted out.
  return numbers.size === 0 ? faulty(`${name} holds no NHS number.`) : succeeded({ numbers, dated });
}

function wordsOf(faults: readonly number[]): string {
  const more = faults.length > MOST_NAMED ? `; and ${String(faults.length - MOST_NAMED)} more` : "";
  const named = faults.slice(0, MOST_NAMED).map((line) => `line ${String(line)}: this is not an NHS number`);
  return named.join("; ") + more;
}

const faulty = (message: string) =>
  failed({
    kind: "invalid" as const,
    message,
    remedy: "It must hold one NHS number of 10 digits a line. See docs/place-file.md for what the list holds.",
  });
