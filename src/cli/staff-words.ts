import type { Directory, ListFault, StaffChange, StaffNews } from "#place";
import { counted, showNumber } from "./words.ts";

/** What cannot be taken of a list of staff, a line for each fault. Of a row no more is told than the id. */
export function listFaultWords(file: string, faults: readonly ListFault[]): string {
  return [
    `${file} cannot be taken: ${counted(faults.length, "fault")}. Nothing was changed.`,
    ...faults.map(
      ({ where, id, field, found, accepted }) =>
        `  ${file}, ${where}${id === undefined ? "" : ` (${id})`}, ${field}: ${found}. Accepted: ${accepted}.`,
    ),
  ].join("\n");
}

/** What a list of staff changes, a line for each role that begins, changes or ends. */
export function staffNewsWords({ changes, unchanged }: StaffNews, directory: Directory): string {
  const count = (kind: StaffChange["kind"]) => showNumber(changes.filter((one) => one.kind === kind).length);
  return [
    ...changes.map((change) => `  ${changeWords(change, directory)}`),
    `Added ${count("added")}, changed ${count("changed")}, ended ${count("ended")}, taken out ${count("taken out")}; ` +
      `${counted(unchanged, "person", "people")} unchanged.`,
  ].join("\n");
}

function changeWords(change: StaffChange, directory: Directory): string {
  switch (change.kind) {
    case "added":
      return `added      ${lineWords(change.after, directory)}`;
    case "changed":
      return `changed    ${lineWords(change.after, directory)} (was: ${beforeWords(change, directory)})`;
    case "ended":
      return `ended      ${lineWords(change.after, directory)}`;
    case "taken out":
      return `taken out  ${lineWords(change.before, directory)}: it had not begun before today`;
  }
}

function beforeWords({ before, after }: Extract<StaffChange, { kind: "changed" }>, directory: Directory): string {
  const was = lineWords(before, directory);
  return before.name === after.name ? was : `${was}, under another name`;
}

type Line = Extract<StaffChange, { kind: "added" }>["after"];

const lineWords = ({ id, role, organisation, team, from, to }: Line, directory: Directory): string =>
  `${id}: ${role}, ${directory.nameOf(organisation)}${team === undefined ? "" : `, ${team}`}, ` +
  `from ${from}${to === undefined ? "" : ` to ${to}`}`;
