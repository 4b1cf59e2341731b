import type { Patient as FhirPatient } from "fhir/r4.js";
import { isVerified, nhsIdentifiers, nhsNumberOf } from "../fhir.ts";
import type { Column, Row } from "./table.ts";

/** What of a registration is compared, in the order of registrationRow. */
export const REGISTRATION_COLUMNS: readonly Column[] = [
  { name: "given name", kind: "given-name" },
  { name: "family name", kind: "family-name" },
  { name: "date of birth", kind: "birth-date" },
  { name: "sex", kind: "sex" },
  { name: "postcode", kind: "postcode" },
  { name: "address", kind: "address" },
  { name: "phone", kind: "phone" },
  { name: "email", kind: "email" },
  { name: "NHS number", kind: "nhs-number" },
  { name: "traced NHS number", kind: "traced-number" },
];

/** What a registration has said of somebody, from all its versions: names and addresses that were given up count too. */
export function registrationRow(versions: readonly FhirPatient[]): Row {
  const names = versions.flatMap((one) => one.name ?? []).filter(({ use }) => use !== "anonymous");
  const addresses = versions.flatMap((one) => one.address ?? []);
  const telecom = (system: string) =>
    versions.flatMap((one) => one.telecom ?? []).flatMap((one) => (one.system === system ? (one.value ?? []) : []));
  return [
    distinct(names.flatMap(({ given }) => tidy(given?.[0])).filter(isAName)),
    distinct(names.flatMap(({ family }) => tidy(family)).filter(isAName)),
    distinct(versions.flatMap(({ birthDate }) => dayOf(birthDate))),
    distinct(versions.flatMap(({ gender }) => (gender === "male" || gender === "female" ? gender : []))),
    distinct(addresses.flatMap(({ postalCode }) => postcodeOf(postalCode))),
    distinct(addresses.flatMap(({ line }) => tidy(line?.join(" ")))),
    distinct(telecom("phone").flatMap(phoneOf)),
    distinct(telecom("email").flatMap(tidy)),
    distinct(versions.flatMap(nhsNumbersOf)),
    distinct(versions.flatMap((one) => (isTraced(one) ? nhsNumbersOf(one) : []))),
  ];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Small letters without accents; of signs only those within names. */
function tidy(text: string | undefined): readonly string[] {
  const plain = (text ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'`]/g, "")
    .replace(/[^\p{L}\p{N}@.-]+/gu, " ")
    .trim();
  return plain === "" ? [] : [plain];
}

/** What is written where no name is known. */
const NO_NAMES: ReadonlySet<string> = new Set(["baby", "baby girl", "baby boy", "infant", "unknown", "test", "twin"]);
const isAName = (text: string): boolean => !NO_NAMES.has(text);

/** A whole day; what stands where none is known is none. */
function dayOf(birthDate: string | undefined): readonly string[] {
  const [year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(birthDate ?? "") ?? []).slice(1).map(Number);
  if (birthDate === undefined || year === undefined || month === undefined || day === undefined) return [];
  const isInTheCalendar = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(birthDate);
  return isInTheCalendar && birthDate !== "1900-01-01" ? [birthDate.replaceAll("-", "")] : [];
}

/** In small letters with one space; O that stands where only a digit can is a nought. */
function postcodeOf(written: string | undefined): readonly string[] {
  const letters = (written ?? "").toLowerCase().replace(/[^a-z0-9]/g, "");
  if (letters.length < 5) return [];
  const inward = letters.slice(-3).replace(/^o/, "0");
  return [`${letters.slice(0, -3)} ${inward}`];
}

/** The digits as they are dialled in the country. */
function phoneOf(written: string): readonly string[] {
  const digits = written
    .replace(/\(0\)/, "")
    .replace(/\D/g, "")
    .replace(/^(?:00)?44/, "0");
  return digits.length >= 10 ? [digits] : [];
}

/** Numbers that a registration gives up are among the traced: whoever has one of them is not somebody else. */
const isTraced = (patient: FhirPatient): boolean =>
  nhsIdentifiers(patient).some((one) => one.use !== "old" && isVerified(one));

const nhsNumbersOf = (patient: FhirPatient): readonly string[] =>
  nhsIdentifiers(patient).flatMap((one) => nhsNumberOf(one) ?? []);
