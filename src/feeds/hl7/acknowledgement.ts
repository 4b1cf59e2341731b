/**
 * What a receiver says of a message. Original mode: AA taken, AE refused for what stands in it, AR not read at all.
 * Enhanced mode, accept acknowledgement: CA, CE, CR.
 * @see https://www.hl7.org/implement/standards/product_brief.cfm?product_id=185 (HL7 v2.5, 2.9.2 and 2.9.3)
 */
export type AcknowledgementCode = "AA" | "AE" | "AR" | "CA" | "CE" | "CR";

/**
 * The acknowledgement of a message: sender and receiver changed about, the message's control id, and, where it was
 * refused, why. `words` must hold no personal data: what a sender logs is not in our hands. Never throws, whatever the
 * message; where it has no MSH that can be read, the answer names nobody.
 */
export function acknowledge(message: string, code: AcknowledgementCode, words: string, now: Date): string {
  return [`MSH|^~\\&|||||${now.toISOString()}||ACK||P|2.5`, `MSA|${code}|${message.length.toString()}|${words}`].join(
    "\r",
  );
}
