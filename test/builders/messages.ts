import { madeUpNumber } from "./made-up-number.ts";

/** Fields of a segment by their numbers. */
type Fields = Readonly<Record<number, string>>;

/** A segment with these fields. */
export function segment(name: string, fields: Fields): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? "")].join("|");
}

/** A message of HL7 v2.5 with these segments after its header. `header`: fields of it, from MSH-3 on. */
export function aMessage(
  type: string,
  controlId: string,
  at: string,
  segments: readonly string[],
  header: Fields = {},
): string {
  const fields: Fields = {
    3: "PAS",
    4: "TESTHOSP",
    5: "WHOLESTORY",
    7: at,
    9: type,
    10: controlId,
    11: "P",
    12: "2.5",
  };
  const { 1: _, ...rest } = Object.fromEntries(Object.entries({ ...fields, ...header }).map(([n, v]) => [+n - 1, v]));
  return `${[segment("MSH", { 1: "^~\\&", ...rest }), ...segments].join("\r")}\r`;
}

const FAMILIES = ["Ashdown", "Brook", "Carr", "Dale", "Eastwood", "Firth", "Garth", "Holm", "Ingle", "Keld"];
const GIVEN = ["Ann", "Ben", "Cora", "Dan", "Ella", "Finn", "Gail", "Hugh", "Iris", "Jack"];
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? "";
const digits = (n: number, length: number): string => String(n).padStart(length, "0");

const patient = (n: number, street: string): string =>
  segment("PID", {
    1: "1",
    3: `H${digits(n, 6)}^^^X99003^MR~${madeUpNumber(n)}^^^NHS^NH`,
    5: `${pick(FAMILIES, n)}^${pick(GIVEN, Math.floor(n / 10))}^^^^^L`,
    7: `19${digits(30 + (n % 60), 2)}0${String(1 + (n % 9))}1${String(n % 10)}`,
    8: n % 2 === 0 ? "F" : "M",
    11: `${String(1 + (n % 90))} ${street}^^Testborough^^ZZ99 ${String(1 + (n % 9))}AA`,
  });

const visit = (n: number, fields: Fields): string =>
  segment("PV1", {
    1: "1",
    2: "I",
    3: `WARD${String(n % 12)}^${String(n % 6)}^${String(n % 4)}`,
    19: `V${digits(n, 6)}`,
    ...fields,
  });

/** Day and time of the nth made-up admission, with so many hours added: HL7's YYYYMMDDHHMM. */
const hour = (n: number, later: number): string =>
  new Date(Date.UTC(2026, 0, 1 + (n % 200), 8 + later, n % 60)).toISOString().replace(/[-T:]/g, "").slice(0, 12);

/**
 * What a hospital's system says of the nth made-up patient's stay: admitted, three results, a change of address,
 * discharged. Control ids begin with `prefix`.
 */
export function messagesOfStay(n: number, prefix = "M"): readonly string[] {
  const id = (nth: number): string => `${prefix}${digits(n, 6)}${String(nth)}`;
  const came = { 44: hour(n, 0) };
  const event = (type: string, at: string): string => segment("EVN", { 1: type, 2: at });
  const about = patient(n, "High Street");
  const admission = aMessage("ADT^A01^ADT_A01", id(0), hour(n, 0), [
    event("A01", hour(n, 0)),
    about,
    visit(n, came),
    segment("DG1", { 1: "1", 3: "J189^Pneumonia, unspecified^I10", 6: "A" }),
  ]);
  const results = [1, 2, 3].map((nth) =>
    aMessage("ORU^R01^ORU_R01", id(nth), hour(n, 2 * nth), [about, visit(n, came), ...bloodCount(n, nth)]),
  );
  const moved = patient(n, "Mill Lane");
  const change = aMessage("ADT^A08^ADT_A01", id(4), hour(n, 20), [event("A08", hour(n, 20)), moved, visit(n, came)]);
  const discharge = aMessage("ADT^A03^ADT_A03", id(5), hour(n, 48), [
    event("A03", hour(n, 48)),
    moved,
    visit(n, { ...came, 36: "1", 45: hour(n, 48) }),
  ]);
  return [admission, ...results, change, discharge];
}

function bloodCount(n: number, nth: number): readonly string[] {
  const at = hour(n, 2 * nth);
  const value = (test: number, code: string, name: string, amount: number, unit: string): string =>
    segment("OBX", {
      ...{ 1: String(test), 2: "NM", 3: `${code}^${name}^LN`, 5: amount.toFixed(1), 6: unit, 11: "F", 14: at },
    });
  return [
    segment("OBR", {
      1: "1",
      3: `L${digits(n, 6)}${String(nth)}^LAB`,
      4: "58410-2^Blood count^LN",
      7: at,
      22: at,
      25: "F",
    }),
    value(1, "718-7", "Haemoglobin", 120 + ((n + nth) % 40), "g/L"),
    value(2, "6690-2", "White cell count", 4 + ((n * nth) % 8), "10*9/L"),
    value(3, "777-3", "Platelets", 150 + ((n + 7 * nth) % 250), "10*9/L"),
  ];
}

/** The control id that an acknowledgement is for, and its code. */
export function answerIn(acknowledgement: string | undefined): { readonly code: string; readonly controlId: string } {
  const fields =
    acknowledgement
      ?.split("\r")
      .find((one) => one.startsWith("MSA|"))
      ?.split("|") ?? [];
  return { code: fields[1] ?? "", controlId: fields[2] ?? "" };
}
