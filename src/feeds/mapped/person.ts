import type { Address, ContactPoint, HumanName, Patient } from "fhir/r4.js";
import type { NhsNumber } from "#base";
import type { PersonMapping } from "#place";
import { localSystem } from "../data-sets/reference.ts";
import { valueList } from "../rows/value-list.ts";
import { idOfParts, sourceId } from "../source-id.ts";
import { writtenKey } from "./heading.ts";
import { partName } from "./person-name.ts";
import type { MappedRow } from "./row.ts";

/** What a row says of who somebody is. */
export type PersonFacts = {
  readonly id?: string | undefined;
  readonly nhsNumber?: NhsNumber | undefined;
  readonly name?: HumanName | undefined;
  readonly born?: string | undefined;
  readonly died?: string | undefined;
  readonly sex?: NonNullable<Patient["gender"]> | undefined;
  readonly address?: Address | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};

/** The facts with the id of the patient that they make: the source's own, or one made of who it is. */
export type KnownPerson = { readonly patient: string; readonly facts: PersonFacts };

/** Who a row is about; undefined, and refused, where it does not say. */
export function personOf(row: MappedRow, mapping: PersonMapping): KnownPerson | undefined {
  const facts: PersonFacts = {
    id: row.text(mapping.id),
    nhsNumber: row.nhsNumber(mapping.nhsNumber),
    name: nameOf(row, mapping),
    born: row.date(mapping.born, "birth")?.day,
    died: row.date(mapping.died, "past")?.day,
    sex: row.listed(mapping.sex, (text) => sexes.find(text) && SEXES[sexes.find(text) ?? "unknown"], sexes.accepted),
    address: addressOf(row, mapping),
    phone: row.text(mapping.phone),
    email: row.text(mapping.email),
  };
  const patient = patientId(facts, mapping);
  if (patient !== undefined) return { patient, facts };
  row.refuse(whoColumn(mapping), { reason: whyNobody(facts, mapping), accepted: WHO }, "row");
  return undefined;
}

const WHO =
  "An id or NHS number, or a name with a date of birth, an address, a telephone number or an email address beside it";

const whoColumn = ({ id, nhsNumber, name, family }: PersonMapping): string =>
  (id ?? name ?? family ?? nhsNumber)?.column ?? "person";

function whyNobody({ name }: PersonFacts, { id }: PersonMapping): string {
  if (id) return "This row does not say who it is about: its id is empty.";
  return name
    ? "This row does not say who it is about: there may be several people of one name."
    : "This row does not say who it is about.";
}

/**
 * The source's own id; else one of who it is, so that the same person in a later file is the same patient: by NHS
 * number, or by name and birth, or name and address, however they are spelt. A name alone is not enough.
 */
function patientId(facts: PersonFacts, mapping: PersonMapping): string | undefined {
  if (mapping.id) return facts.id === undefined ? undefined : sourceId(facts.id);
  if (facts.nhsNumber !== undefined) return idOfParts("nhs-number", facts.nhsNumber);
  const name = [facts.name?.family, facts.name?.given?.join(" ")].map((part) => writtenKey(part ?? "")).join("/");
  if (name === "/") return undefined;
  if (facts.born !== undefined) return idOfParts("person", name, facts.born);
  const { line = [], postalCode = "" } = facts.address ?? {};
  const home = writtenKey([...line, postalCode].join(" "));
  if (home !== "") return idOfParts("person", name, "at", home);
  const reached = facts.phone?.replace(/\D/g, "") || facts.email?.toLowerCase();
  return reached ? idOfParts("person", name, "reached", reached) : undefined;
}

function nameOf(row: MappedRow, mapping: PersonMapping): HumanName | undefined {
  const family = row.text(mapping.family);
  const given = row.text(mapping.given);
  const whole = row.text(mapping.name);
  if (family !== undefined || given !== undefined) {
    return {
      use: "official",
      ...(family !== undefined && { family }),
      ...(given !== undefined && { given: given.split(" ") }),
    };
  }
  const parts = whole === undefined ? undefined : partName(whole, mapping.name?.order ?? "given-first");
  if (!parts || whole === undefined) return undefined;
  return {
    use: "official",
    text: whole,
    family: parts.family,
    ...(parts.given.length > 0 && { given: [...parts.given] }),
    ...(parts.prefix !== undefined && { prefix: [parts.prefix] }),
  };
}

const SEXES = {
  female: "female",
  male: "male",
  other: "other",
  unknown: "unknown",
} as const;

/** Words and letters for a sex; the digits are those of the NHS data dictionary. */
const sexes = valueList(
  ["female", "male", "other", "unknown"] as const,
  {
    ...{ F: "female", Fem: "female", Woman: "female", Girl: "female", "2": "female", She: "female" },
    ...{ M: "male", Man: "male", Boy: "male", "1": "male", He: "male" },
    ...{ O: "other", X: "other", "Non-binary": "other", Indeterminate: "other", "9": "other" },
    ...{ U: "unknown", "0": "unknown" },
  } as const,
);

/** A postcode of the United Kingdom, at the end of a text. */
const POSTCODE = /(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\.?$/i;

/** Lines and postcode; one that stands at the end of the address is taken out of it, and what is none is a line. */
function addressOf(row: MappedRow, { address = [], postcode }: PersonMapping): Address | undefined {
  const lines = address.flatMap((column) => row.text(column) ?? []);
  const given = row.text(postcode);
  const found = POSTCODE.exec(given ?? lines.at(-1) ?? "");
  const rest =
    given === undefined && found
      ? [...lines.slice(0, -1), (lines.at(-1) ?? "").slice(0, found.index).replace(/[\s,]+$/, "")]
      : given !== undefined && !found
        ? [...lines, given]
        : lines;
  const line = rest.filter((one) => one !== "");
  if (line.length === 0 && !found) return undefined;
  const postalCode = found ? `${found[1] ?? ""} ${found[2] ?? ""}`.toUpperCase() : undefined;
  return { use: "home", ...(line.length > 0 && { line }), ...(postalCode !== undefined && { postalCode }) };
}

/** The person as a FHIR Patient of the source. */
export function patientOf({ patient, facts }: KnownPerson): Patient & { id: string } {
  const { id, nhsNumber, name, born, died, sex, address } = facts;
  const identifier = [
    ...(nhsNumber === undefined ? [] : [{ system: NHS_NUMBER, value: nhsNumber }]),
    ...(id === undefined ? [] : [{ use: "secondary" as const, system: localSystem("patient"), value: id }]),
  ];
  const telecom = telecomOf(facts);
  return {
    resourceType: "Patient",
    id: patient,
    ...(identifier.length > 0 && { identifier }),
    ...(name && { name: [name] }),
    ...(telecom.length > 0 && { telecom }),
    ...(sex && { gender: sex }),
    ...(born !== undefined && { birthDate: born }),
    ...(died !== undefined && { deceasedDateTime: died }),
    ...(address && { address: [address] }),
  };
}

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";

const telecomOf = ({ phone, email }: PersonFacts): ContactPoint[] => [
  ...(phone === undefined ? [] : [{ system: "phone" as const, value: phone }]),
  ...(email === undefined ? [] : [{ system: "email" as const, value: email }]),
];

/** Puts together what the rows of a file say of each person; gives it anew when it has changed. */
export function createPeopleOfFile() {
  const people = new Map<string, PersonFacts>();
  return {
    /** All that is known of the person now; undefined where the row adds nothing. */
    hear: ({ patient, facts }: KnownPerson): KnownPerson | undefined => {
      const before = people.get(patient);
      const known = before ? united(before, facts) : facts;
      people.set(patient, known);
      return known === before ? undefined : { patient, facts: known };
    },
  };
}

/** What is said later stands, unless it is the same in another spelling; what is not said again stays known. */
function united(before: PersonFacts, said: PersonFacts): PersonFacts {
  const news = Object.entries(said).filter(([name, value]) => {
    const known = before[name as keyof PersonFacts];
    return value !== undefined && (known === undefined || !isSame(known, value));
  });
  return news.length === 0 ? before : { ...before, ...(Object.fromEntries(news) as PersonFacts) };
}

function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  return a === b || writtenKey(a ?? "") === writtenKey(b ?? "");
}
