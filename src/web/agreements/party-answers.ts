import { failed, stretchOf, succeeded, type Outcome } from "#base";
import type { PartyChange } from "#sharing";

/** What may be recorded of a party to an agreement. */
export type Step = "sign" | "leave" | "undo";

/** What is wrong with an answer, in words, and which question it is. */
export type AnswerFault = { readonly field: "by" | "on"; readonly words: string };

type Form = Readonly<Record<string, string>>;

/** Who signs is kept as a name, not as a letter. */
const LONGEST_NAME = 200;

/** What a form says is to be recorded. */
export function readPartyChange(step: Step, form: Form): Outcome<PartyChange, readonly AnswerFault[]> {
  if (step === "undo") return succeeded({ kind: "mistake" });
  const on = dayIn(form);
  const wrongDay: readonly AnswerFault[] =
    on === undefined ? [{ field: "on", words: "Enter a day, such as 3 5 2026: day, month and year" }] : [];
  if (step === "leave") return on === undefined ? failed(wrongDay) : succeeded({ kind: "left", on });
  const by = (form["by"] ?? "").trim().replace(/\s+/g, " ");
  const wrongName: readonly AnswerFault[] =
    by === "" || by.length > LONGEST_NAME
      ? [{ field: "by", words: `Enter who signed, in 1 to ${LONGEST_NAME} characters` }]
      : [];
  const faults = [...wrongName, ...wrongDay];
  return on === undefined || faults.length > 0 ? failed(faults) : succeeded({ kind: "signed", by, on });
}

/** YYYY-MM-DD, where the three boxes hold a day that there was. */
function dayIn({ day = "", month = "", year = "" }: Form): string | undefined {
  const [d, m] = [day.trim().padStart(2, "0"), month.trim().padStart(2, "0")];
  const written = `${year.trim()}-${m}-${d}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(written) && stretchOf(written) ? written : undefined;
}
