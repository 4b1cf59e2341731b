import type { Address, ContactPoint, EpisodeOfCare, HumanName, Identifier, Patient } from "fhir/r4.js";
import type { DeliveryFacts } from "../adapter.ts";
import { valueList } from "../rows/value-list.ts";
import { idOfParts } from "../source-id.ts";
import { tableOf, type TableEntry, type TableRow } from "../table/table.ts";
import { deletionIn, goneOf, isYes, privacyOf, referenceIn, ROW_COLUMNS } from "./entry-row.ts";
import { ethnicityIn } from "./ethnicity.ts";
import { extractMoment } from "./extract-moment.ts";
import { guidId } from "./guid.ts";
import { nhsIdentifiers } from "./nhs-identifier.ts";
import { ODS_CODE } from "./organisation.ts";

const COLUMNS = {
  ...ROW_COLUMNS,
  organisation: ["OrganisationGuid", "OrganisationId"],
  ods: ["OdsCode", "RegisteredPracticeOdsCode", "RecordOwnerOrganisationCode"],
  usualGp: ["UsualGpUserInRoleGuid", "UsualGpGuid"],
  sex: ["Sex", "Gender"],
  born: ["DateOfBirth", "BirthDate", "DOB"],
  died: ["DateOfDeath", "DeathDate"],
  title: "Title",
  given: ["GivenName", "Forename"],
  middle: ["MiddleNames", "MiddleName"],
  family: ["Surname", "FamilyName"],
  calledName: ["CallingName", "KnownAs", "PreferredName"],
  registered: ["DateOfRegistration", "RegistrationDate"],
  deactivated: ["DateOfDeactivation", "DeductionDate"],
  nhsNumber: ["NhsNumber", "NHSNo"],
  nhsNumberStatus: ["NHSNumberStatus", "NhsNumberStatusCode"],
  supersededNumber: ["SupersededNhsNumber", "PreviousNhsNumber"],
  number: "PatientNumber",
  patientType: ["PatientTypeDescription", "PatientType"],
  dummy: ["DummyType", "IsDummyPatient"],
  house: ["HouseNameFlatNumber", "HouseNameOrNumber"],
  street: ["NumberAndStreet", "AddressLine1"],
  village: ["Village", "Locality"],
  town: "Town",
  county: "County",
  postcode: "Postcode",
  ethnicity: ["EthnicCategory", "Ethnicity", "EthnicityCode"],
  spineSensitive: ["SpineSensitive", "IsSpineSensitive"],
  homePhone: ["HomePhone", "HomeTelephone"],
  mobilePhone: ["MobilePhone", "MobileTelephone"],
  email: ["EmailAddress", "Email"],
} as const;
type Column = keyof typeof COLUMNS;
type Row = TableRow<Column>;

/** Those on a practice's list, now or once: who they are, and their registration. */
export const patients = () =>
  tableOf<Column>({
    name: "Patient (Admin_Patient)",
    columns: COLUMNS,
    needed: ["patient", "born", "family"],
    take: (row, facts) => patientIn(row, facts),
  });

function patientIn(row: Row, facts: DeliveryFacts): readonly TableEntry[] {
  const [guid, isDeleted, isDummy] = [row.needed("patient"), deletionIn(row), isYes(row, "dummy")];
  if (isDummy) row.refuse("dummy", A_DUMMY, "row");
  if (guid === undefined || isDeleted === undefined || isDummy) return [];
  const id = guidId(guid);
  const registration = idOfParts("registration", id);
  const about = { patient: id, recorded: extractMoment(facts) };
  if (isDeleted) {
    const gone = [goneOf("Patient", id), goneOf("EpisodeOfCare", registration)];
    return gone.map((resource) => ({ ...about, resource, ended: true }));
  }
  const known: Known = { id, facts, listed: daysOnList(row), ...privacyIn(row) };
  const patient = { ...about, resource: patientOf(row, known) };
  if (known.listed.from !== undefined) return [patient, { ...about, resource: episodeOf(row, known, registration) }];
  // Somebody without a day of registration is only known there, and may have been on the list before.
  if (row.text("registered") !== "") return [patient];
  return [patient, { ...about, resource: goneOf("EpisodeOfCare", registration), ended: true }];
}

const A_DUMMY = {
  reason: "This is a patient whom the system made up for training, and nobody.",
  accepted: "Rows about people",
};

/** What is read of a row once, for the patient and their registration. */
type Known = {
  readonly id: string;
  readonly facts: DeliveryFacts;
  readonly listed: { readonly from: string | undefined; readonly to: string | undefined };
  readonly private: ReturnType<typeof privacyOf>;
};

/** Private where either flag says so. */
function privacyIn(row: Row): Pick<Known, "private"> {
  const flags = [isYes(row, "spineSensitive", true), isYes(row, "confidential", true)];
  return { private: privacyOf(flags.includes(true)) };
}

/** The first and last day on the practice's list; a last day before the first is refused. */
function daysOnList(row: Row): Known["listed"] {
  const [from, to] = [row.day("registered"), row.day("deactivated")];
  if (from === undefined || to === undefined || from <= to) return { from, to };
  row.refuse("deactivated", ENDS_TOO_EARLY, "field");
  return { from, to: undefined };
}

const ENDS_TOO_EARLY = {
  reason: "This registration ends before it begins.",
  accepted: "A day on or after DateOfRegistration",
};

/** Whether they are on the list today. */
const isOnList = ({ listed: { to }, facts: { now } }: Known): boolean =>
  to === undefined || to > now.toISOString().slice(0, 10);

function patientOf(row: Row, known: Known): Patient & { readonly id: string } {
  const [sex, died, born] = [row.listed("sex", SEXES), row.pastDay("died"), row.birthDay("born")];
  const usualGp = referenceIn(row, "usualGp", "Practitioner");
  return {
    resourceType: "Patient",
    id: known.id,
    ...known.private,
    ...ethnicityIn(row),
    identifier: identifiersIn(row),
    active: isOnList(known),
    ...namesIn(row),
    ...telecomIn(row),
    ...(sex !== undefined && { gender: GENDERS[sex] }),
    ...(born !== undefined && { birthDate: born }),
    ...(died !== undefined && { deceasedDateTime: died }),
    ...addressIn(row),
    ...(usualGp && { generalPractitioner: [usualGp] }),
    managingOrganization: practiceIn(row, known.facts),
  };
}

const GENDERS = { M: "male", F: "female", I: "other", U: "unknown" } as const;
/** The numbers are codes of the NHS Data Dictionary. @see https://www.datadictionary.nhs.uk/attributes/person_gender_code.html */
const SEXES = valueList(["M", "F", "I", "U"], {
  ...{ Male: "M", Female: "F", Indeterminate: "I", Unknown: "U", Other: "I", "Not known": "U", "Not specified": "I" },
  ...{ "1": "M", "2": "F", "9": "I", "0": "U", X: "U", O: "I" },
});

function identifiersIn(row: Row): Identifier[] {
  const number = row.given("number");
  const own: Identifier[] = number === undefined ? [] : [{ use: "secondary", system: PATIENT_NUMBER, value: number }];
  return [...nhsIdentifiers(row), ...own];
}

const PATIENT_NUMBER = "https://wholestory.example/fhir/Id/gp-patient-number";

/** Characters. What is longer is no name, address or number. */
const LONGEST = 300;
const TOO_LONG = { reason: "This is too long.", accepted: `Text of at most ${LONGEST.toString()} characters` };

function shortIn(row: Row, column: Column): string | undefined {
  const text = row.given(column);
  if (text === undefined || text.length <= LONGEST) return text;
  row.refuse(column, TOO_LONG, "field");
  return undefined;
}

function namesIn(row: Row): { name?: HumanName[] } {
  const family = shortIn(row, "family");
  const given = [shortIn(row, "given"), shortIn(row, "middle")].flatMap((part) => part?.split(/\s+/) ?? []);
  const [title, called] = [shortIn(row, "title"), shortIn(row, "calledName")];
  if (family === undefined && given.length === 0) return {};
  const official: HumanName = {
    use: "official",
    ...(family !== undefined && { family }),
    ...(given.length > 0 && { given }),
    ...(title !== undefined && { prefix: [title] }),
  };
  return { name: called === undefined ? [official] : [official, { use: "nickname", given: [called] }] };
}

function telecomIn(row: Row): { telecom?: ContactPoint[] } {
  const [home, mobile, email] = [shortIn(row, "homePhone"), shortIn(row, "mobilePhone"), shortIn(row, "email")];
  const telecom: ContactPoint[] = [];
  if (home !== undefined) telecom.push({ system: "phone", value: home, use: "home" });
  if (mobile !== undefined) telecom.push({ system: "phone", value: mobile, use: "mobile" });
  if (email !== undefined) telecom.push({ system: "email", value: email });
  return telecom.length > 0 ? { telecom } : {};
}

function addressIn(row: Row): { address?: Address[] } {
  const line = [shortIn(row, "house"), shortIn(row, "street"), shortIn(row, "village")].filter(
    (part) => part !== undefined,
  );
  const [city, district, postalCode] = [shortIn(row, "town"), shortIn(row, "county"), shortIn(row, "postcode")];
  if (line.length === 0 && city === undefined && postalCode === undefined) return {};
  return {
    address: [
      {
        use: "home",
        ...(line.length > 0 && { line }),
        ...(city !== undefined && { city }),
        ...(district !== undefined && { district }),
        ...(postalCode !== undefined && { postalCode }),
      },
    ],
  };
}

/** The organisation that keeps the record: by its code, which the extract's other tables do not repeat. */
function practiceIn(row: Row, { source }: DeliveryFacts) {
  const value = row.given("ods")?.toUpperCase() ?? source;
  return { ...referenceIn(row, "organisation", "Organization"), identifier: { system: ODS_CODE, value } };
}

/** Being on the practice's list. */
function episodeOf(row: Row, known: Known, id: string): EpisodeOfCare & { readonly id: string } {
  const usualGp = referenceIn(row, "usualGp", "Practitioner");
  const { from, to } = known.listed;
  return {
    resourceType: "EpisodeOfCare",
    id,
    ...known.private,
    status: isOnList(known) ? "active" : "finished",
    type: [{ text: typeOf(row.text("patientType")) }],
    patient: { reference: `Patient/${known.id}` },
    managingOrganization: practiceIn(row, known.facts),
    period: { ...(from !== undefined && { start: from }), ...(to !== undefined && { end: to }) },
    ...(usualGp && { careManager: usualGp }),
  };
}

const typeOf = (words: string): string =>
  words === "" || /^(?:regular|gms)\b/i.test(words) ? "General practice registration" : words;
