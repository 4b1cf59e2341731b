import type { Finding, Verification } from "#sharing";
import { counted, showNumber } from "./words.ts";

/** What looking through the access log came to, in lines to be read. Names positions and times, never a person. */
export function verificationWords(found: Verification): string {
  const { places, end, hash, unchained, findings, unnamed } = found;
  const isWell = findings.length + unnamed === 0;
  return [
    `${counted(places, "row")} in the chain, up to position ${showNumber(end)}, hash ${hash}.`,
    signedWords(found),
    unchained === 0
      ? "No row waits for its place."
      : `${counted(unchained, "row waits", "rows wait")} for a place: the newest, which are not protected yet.`,
    ...findings.map((one) => `  ${findingWords(one)}`),
    ...(unnamed > 0 ? [`  and ${showNumber(unnamed)} more.`] : []),
    isWell ? "The log is well: nothing was altered, deleted, moved or put in." : "THE LOG IS NOT AS IT WAS WRITTEN.",
  ].join("\n");
}

function signedWords({ checkpoints, signedTo, end }: Verification): string {
  if (checkpoints === 0) {
    return "It was held against no checkpoint: rows that were cut off its end, or a chain computed anew, go unnoticed.";
  }
  return (
    `Held against ${counted(checkpoints, "checkpoint")}; signed up to position ${showNumber(signedTo)}` +
    (signedTo < end ? `, and ${counted(end - signedTo, "row")} since.` : ".")
  );
}

type Place = { readonly position?: number; readonly seq: string; readonly at?: string | undefined };

const placeWords = ({ position, seq, at }: Place): string =>
  `${position === undefined ? "" : `position ${showNumber(position)}, `}row ${seq}${at === undefined ? "" : `, ${at}`}`;

function findingWords(finding: Finding): string {
  switch (finding.kind) {
    case "altered":
      return `Altered: ${placeWords(finding.where)}.`;
    case "deleted":
      return `Deleted from the log: ${placeWords({ ...finding.where, at: undefined })}${afterWords(finding.where.at)}.`;
    case "removed":
      return `Removed from the chain: ${positions(finding.from, finding.to)}${afterWords(finding.after)}.`;
    case "added":
      return `In the log, but not in the chain, which was drawn past it: ${placeWords(finding.where)}.`;
    case "inserted":
      return `Put in afterwards: ${placeWords(finding.where)}.`;
    case "swapped":
      return `Changed about: ${placeWords(finding.where)}, and ${placeWords(finding.other)}.`;
    case "hash altered":
      return `Its hash was altered, the row is well: ${placeWords(finding.where)}.`;
    case "broken":
      return `Altered with its digest, or rows before it were removed: ${placeWords(finding.where)}.`;
    case "unknown form":
      return `Written in a form that this program does not know: ${placeWords(finding.where)}.`;
    case "truncated":
      return (
        `Cut off: the chain ends at position ${showNumber(finding.end)}; at ${finding.at} it went up to ` +
        `${showNumber(finding.checkpoint)}.`
      );
    case "rewritten":
      return (
        `Computed anew: something was changed after position ${showNumber(finding.after)}, up to ` +
        `${showNumber(finding.checkpoint)}, which was signed at ${finding.at}.`
      );
    case "bad line":
      return `Line ${showNumber(finding.line)} of the export cannot be read.`;
    case "cut short":
      return "The export was cut short, or has places too few or too many.";
    case "bad checkpoint":
      return `Checkpoint ${showNumber(finding.line)} was not signed with this key, or was altered.`;
  }
}

const afterWords = (at: string | undefined): string => (at === undefined ? "" : `, after ${at}`);

const positions = (from: number, to: number): string =>
  from === to ? `position ${showNumber(from)}` : `positions ${showNumber(from)} to ${showNumber(to)}`;
