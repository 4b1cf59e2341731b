import type { Address, ContactPoint, HumanName, Period } from "fhir/r4.js";
import type { MessageReading } from "./reading.ts";
import type { Repetition, Segment } from "./syntax.ts";
import { dayOf } from "./time.ts";

/**
 * Names (XPN), addresses (XAD) and ways of contact (XTN) as FHIR has them.
 * @see https://hl7.org/fhir/uv/v2mappings/ (data types XPN, XAD and XTN)
 */
export function namesIn(reading: MessageReading, segment: Segment, field: number): HumanName[] {
  return reading.all(segment, field).flatMap((one) => {
    const use = NAME_USES[one.get(7)?.toUpperCase() ?? ""];
    const given = [one.get(2), one.get(3)].flatMap((text) => text?.split(/\s+/) ?? []);
    const family = one.get(1);
    if (family === undefined && given.length === 0) return [];
    const suffix = [one.get(4), one.get(6)].filter((text) => text !== undefined);
    const prefix = one.get(5);
    return [
      {
        ...(use !== undefined && { use }),
        ...(family !== undefined && { family }),
        ...(given.length > 0 && { given }),
        ...(prefix !== undefined && { prefix: [prefix] }),
        ...(suffix.length > 0 && { suffix }),
        ...periodOf(one, 12, 13),
      },
    ];
  });
}

/** Table 0200. A name that the table does not know, or none, is the name. */
const NAME_USES: Readonly<Record<string, HumanName["use"]>> = {
  ...{ L: "official", R: "official", C: "official", D: "usual", N: "nickname", A: "nickname", M: "maiden" },
  ...{ B: "old", S: "anonymous", P: "anonymous", T: "temp" },
};

export function addressesIn(reading: MessageReading, segment: Segment, field: number): Address[] {
  return reading.all(segment, field).flatMap((one) => {
    const type = one.get(7)?.toUpperCase() ?? "";
    // Where somebody was born, or comes from, is not where they live.
    if (NOT_WHERE_THEY_LIVE.has(type)) return [];
    const street = [one.get(1, 1), one.get(1, 3) === undefined ? one.get(1, 2) : undefined];
    const numbered = one.get(1, 3) === undefined ? street : [[one.get(1, 3), one.get(1, 2)].filter(Boolean).join(" ")];
    const line = [...numbered, one.get(2), one.get(19)].filter((text) => text !== undefined && text !== "");
    const rest = {
      city: one.get(3),
      district: one.get(9),
      state: one.get(4),
      postalCode: one.get(5),
      country: one.get(6),
    };
    const given = Object.fromEntries(Object.entries(rest).filter(([, text]) => text !== undefined));
    if (line.length === 0 && Object.keys(given).length === 0) return [];
    return [
      {
        use: ADDRESS_USES[type] ?? "home",
        ...(type === "M" && { type: "postal" as const }),
        ...(line.length > 0 && { line: line as string[] }),
        ...given,
        ...periodOf(one, 13, 14),
      },
    ];
  });
}

const NOT_WHERE_THEY_LIVE: ReadonlySet<string> = new Set(["N", "F", "BDL", "BR", "RH"]);

/** Table 0190. */
const ADDRESS_USES: Readonly<Record<string, Address["use"]>> = {
  ...{ H: "home", P: "home", L: "home", M: "home", C: "temp", V: "temp", B: "work", O: "work", BI: "billing" },
  BA: "old",
};

/** Of a field whose kind of use is known beforehand: at home (PID-13), at work (PID-14). */
export function contactsIn(
  reading: MessageReading,
  segment: Segment,
  field: number,
  place: "home" | "work",
): ContactPoint[] {
  return reading.all(segment, field).flatMap((one) => {
    const equipment = one.get(3)?.toUpperCase() ?? "";
    const address = one.get(4);
    const isAddress = /^(?:INTERNET|X\.400|NET)$/.test(equipment) || one.get(2)?.toUpperCase() === "NET";
    if (isAddress && address !== undefined && address.includes("@")) {
      return [{ system: "email" as const, value: address, use: place }];
    }
    const value = numberOf(one);
    if (value === undefined) return [];
    const system = CONTACT_SYSTEMS[equipment] ?? "phone";
    return [{ system, value, use: equipment === "CP" ? ("mobile" as const) : place }];
  });
}

const CONTACT_SYSTEMS: Readonly<Record<string, ContactPoint["system"]>> = { FX: "fax", BP: "pager", TDD: "other" };

function numberOf(one: Repetition): string | undefined {
  const whole = one.get(1) ?? one.get(12);
  if (whole !== undefined) return whole;
  const parts = [one.get(5) === undefined ? undefined : `+${one.get(5) ?? ""}`, one.get(6), one.get(7)];
  return one.get(7) === undefined ? undefined : parts.filter((part) => part !== undefined).join(" ");
}

/** Days that cannot be read are left out: the name holds without them. */
function periodOf(one: Repetition, from: number, to: number): { period?: Period } {
  const start = dayOf(one.get(from) ?? "");
  const end = dayOf(one.get(to) ?? "");
  if (start === undefined && end === undefined) return {};
  return { period: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } };
}
