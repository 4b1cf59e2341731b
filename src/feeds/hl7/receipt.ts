import { acknowledge, type AcknowledgementCode } from "./acknowledgement.ts";
import type { Fate } from "./incoming.ts";
import type { Header } from "./sender.ts";

/** What a message came to and what is to be sent back for it. */
export type Receipt = {
  /** "unavailable": not looked at, since the record could not be reached. "unknown-sender": nobody's message. */
  readonly fate: Fate | "unavailable" | "unknown-sender";
  /** Acknowledgements to send, in order: texts of HL7 v2. None where the sender asked for none. */
  readonly replies: readonly string[];
  /** Why it was not taken, without personal data; empty where there is nothing to say. */
  readonly words: string;
  /** Where the program failed. */
  readonly trace?: string | undefined;
};

/** What a receipt is made of. */
export type Answer = Omit<Receipt, "replies"> & { readonly text: string; readonly header: Header };

/**
 * The receipt with its acknowledgements. In original mode there is one, of the application. In enhanced mode there is
 * one for acceptance and one of the application, each where the sender asks for it; both come when all is decided, and
 * what was not accepted is not spoken of by the application any more.
 * @see HL7 v2.5, 2.9.2 (original mode), 2.9.3 (enhanced mode), table 0155 (when to acknowledge)
 */
export function receiptFor({ text, header, fate, words, trace }: Answer, now: Date): Receipt {
  const codes = CODES[fate];
  const isGood = fate === "taken";
  const { acceptAcknowledgement: accept, applicationAcknowledgement: application } = header;
  const isEnhanced = accept !== "" || application !== "";
  const asked: readonly AcknowledgementCode[] = isEnhanced
    ? [
        ...(isWanted(accept, isGood) ? [codes.accept] : []),
        ...(isWanted(application, isGood) && (isGood || !isWanted(accept, isGood)) ? [codes.application] : []),
      ]
    : [codes.application];
  const replies = asked.map((code) => acknowledge(text, code, words, now));
  return { fate, replies, words, ...(trace !== undefined && { trace }) };
}

type Codes = { readonly application: AcknowledgementCode; readonly accept: AcknowledgementCode };

/** What can be put right by the sender or by trying again is an error; what will never be read is rejected. */
const CODES: Readonly<Record<Receipt["fate"], Codes>> = {
  taken: { application: "AA", accept: "CA" },
  refused: { application: "AE", accept: "CE" },
  failed: { application: "AE", accept: "CE" },
  unavailable: { application: "AE", accept: "CE" },
  foreign: { application: "AR", accept: "CR" },
  "unknown-sender": { application: "AR", accept: "CR" },
};

function isWanted(when: string, isGood: boolean): boolean {
  switch (when) {
    case "":
    case "NE":
      return false;
    case "ER":
      return !isGood;
    case "SU":
      return isGood;
    default:
      return true;
  }
}
