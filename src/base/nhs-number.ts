import { failed, succeeded, type Outcome } from "./outcome.ts";

declare const brand: unique symbol;
/** Ten digits whose last is the Modulus 11 check digit of the first nine; no spaces. */
export type NhsNumber = string & { readonly [brand]: "NhsNumber" };

/**
 * Reads an NHS number, with or without spaces or dashes.
 * @see https://www.datadictionary.nhs.uk/attributes/nhs_number.html
 */
export function readNhsNumber(text: string): Outcome<NhsNumber> {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^\d{10}$/.test(digits)) return refused("An NHS number has 10 digits.");
  if (/^(\d)\1{9}$/.test(digits)) return refused("Ten equal digits are a placeholder, not an NHS number.");
  const check = checkDigit(digits);
  if (check === undefined || check !== Number(digits.charAt(9))) {
    return refused("The check digit of this NHS number is wrong.");
  }
  return succeeded(digits as NhsNumber);
}

const refused = (message: string) =>
  failed({ kind: "invalid" as const, message, remedy: "10 digits, such as 999 000 0018, as on a letter from the NHS" });

/** The Modulus 11 check digit of the first nine digits; undefined when there is none (remainder 1). */
export function checkDigit(digits: string): number | undefined {
  let sum = 0;
  for (let place = 0; place < 9; place++) sum += (digits.charCodeAt(place) - 48) * (10 - place);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? undefined : check;
}

/** As it is shown to people: 999 123 4567. */
export const showNhsNumber = (number: string): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;

/** Numbers that begin with 999 are never given to a real person. */
export const isTestNhsNumber = (number: NhsNumber): boolean => number.startsWith("999");
