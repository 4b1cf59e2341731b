import type { Address, HumanName, Identifier, Patient as FhirPatient } from "fhir/r4.js";
import { odsCode, patientIdOf, readNhsNumber, stretchOf, type NhsNumber, type OdsCode, type PatientId } from "#base";
import type { Gender, Patient } from "./patient.ts";
import type { Person } from "./person.ts";

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";
/** UK Core's extension and the one of the profile before it. */
const VERIFICATION = /Extension-(UKCore-NHSNumberVerificationStatus|CareConnect-NHSNumberVerificationStatus-1)$/;
/** NHS number status indicator 01: number present and verified. */
const VERIFIED = "01";

/** What a FHIR Patient says of a person, for linking and finding. */
export function patientFrom(source: OdsCode, resource: FhirPatient & { id: string }, recorded: Date): Patient {
  const current = nhsIdentifiers(resource).find((one) => one.use !== "old");
  const number = current && nhsNumberOf(current);
  const name = currentOf(resource.name);
  const address = currentOf(resource.address);
  const phone = resource.telecom?.find((one) => one.system === "phone" && one.use !== "old")?.value;
  return {
    id: patientIdOf(source, resource.id),
    source,
    sourceId: resource.id,
    recorded,
    active: resource.active !== false,
    deceased: resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined,
    nhsNumberVerified: number !== undefined && current !== undefined && isVerified(current),
    supersededNumbers: nhsIdentifiers(resource)
      .filter((one) => one.use === "old")
      .flatMap((one) => nhsNumberOf(one) ?? []),
    sameAs: sameAs(source, resource),
    ...(number && { nhsNumber: number }),
    ...nameOf(name),
    ...(resource.gender && { gender: resource.gender satisfies Gender }),
    ...ethnicityOf(resource),
    ...wholeDays(resource),
    ...addressOf(address),
    ...(phone && { phone: shown(phone) }),
    ...practiceOf(resource),
  };
}

/** The identifiers that are NHS numbers, those that were given up included. */
export const nhsIdentifiers = (resource: FhirPatient): readonly Identifier[] =>
  (resource.identifier ?? []).filter((one) => one.system === NHS_NUMBER);

/** None where the check digit is wrong. */
export function nhsNumberOf(identifier: Identifier): NhsNumber | undefined {
  const read = readNhsNumber(identifier.value ?? "");
  return read.ok ? read.value : undefined;
}

/** Whether the source traced the number. */
export const isVerified = (identifier: Identifier): boolean =>
  (identifier.extension ?? []).some(
    (one) =>
      VERIFICATION.test(one.url) && (one.valueCodeableConcept?.coding ?? []).some((coding) => coding.code === VERIFIED),
  );

const ETHNIC_CATEGORY = /Extension-(UKCore-EthnicCategory|CareConnect-EthnicCategory-1)$/;

function ethnicityOf({ extension }: FhirPatient): Pick<Patient, "ethnicity"> {
  const code = extension?.find(({ url }) => ETHNIC_CATEGORY.test(url))?.valueCodeableConcept?.coding?.[0]?.code;
  return code ? { ethnicity: shown(code) } : {};
}

/** Which say that two registrations are one patient; "refer" only points to somebody's other record. */
const SAME: ReadonlySet<string> = new Set(["replaced-by", "replaces", "seealso"]);

function sameAs(source: OdsCode, { link }: FhirPatient): readonly PatientId[] {
  return (link ?? []).flatMap(({ type, other }) => {
    const id = /^Patient\/([A-Za-z0-9\-.]+)$/.exec(other.reference ?? "")?.[1];
    return SAME.has(type) && id !== undefined ? patientIdOf(source, id) : [];
  });
}

/** Uses of a name or address, from the one that stands for the person to the ones that stand in for it. */
const USES = ["official", "usual", "home", undefined, "temp", "billing", "work", "nickname", "anonymous", "maiden"];

/** The one in use today: neither old nor ended; of several alike the last. */
function currentOf<T extends HumanName | Address>(values: readonly T[] | undefined): T | undefined {
  const inUse = (values ?? []).filter(({ use, period }) => USES.includes(use) && period?.end === undefined);
  return USES.map((use) => inUse.findLast((one) => one.use === use)).find((one) => one !== undefined);
}

function nameOf(name: HumanName | undefined): Pick<Patient, "family" | "given" | "title"> {
  const given = name?.given?.join(" ");
  const title = name?.prefix?.join(" ");
  return {
    ...(name?.family && { family: shown(name.family) }),
    ...(given && { given: shown(given) }),
    ...(title && { title: shown(title) }),
  };
}

/** People are found and named by this much of a text; the entry keeps the whole. An index takes no more than 2.7 kB. */
const LONGEST = 300;
const shown = (text: string): string => text.slice(0, LONGEST);

function wholeDays(resource: FhirPatient): Pick<Patient, "born" | "died"> {
  const born = wholeDay(resource.birthDate);
  const died = wholeDay(resource.deceasedDateTime);
  return { ...(born && { born }), ...(died && { died }) };
}

/** The day that a date names, as it is written; none where it names less than a day, or a day that no year has. */
const wholeDay = (text: string | undefined): string | undefined =>
  text !== undefined && text.length >= 10 && stretchOf(text) ? text.slice(0, 10) : undefined;

function addressOf(address: Address | undefined): Pick<Patient, "address" | "postcode"> {
  const line = [...(address?.line ?? []), address?.city].filter(Boolean).join(", ");
  const postcode = address?.postalCode && tidyPostcode(address.postalCode);
  return { ...(line && { address: shown(line) }), ...(postcode && { postcode: shown(postcode) }) };
}

function tidyPostcode(text: string): string {
  const letters = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return letters.length > 3 ? `${letters.slice(0, -3)} ${letters.slice(-3)}` : letters;
}

function practiceOf(resource: FhirPatient): { practice: OdsCode } | object {
  for (const reference of [...(resource.generalPractitioner ?? []), resource.managingOrganization]) {
    const { identifier } = reference ?? {};
    if (identifier?.system === ODS_CODE && identifier.value) return { practice: odsCode(identifier.value) };
    const named = /^Organization\/([A-Z0-9]{3,10})$/.exec(reference?.reference ?? "")?.[1];
    if (named) return { practice: odsCode(named) };
  }
  return {};
}

/**
 * A person as one FHIR Patient, with a link to each of their registrations.
 * @see https://hl7.org/fhir/R4/patient-definitions.html#Patient.link
 */
export function patientResourceOf(person: Person): FhirPatient & { readonly id: string } {
  const { id, family, given, title, gender, born, died, nhsNumber, address, phone, practice, registrations } = person;
  return {
    resourceType: "Patient",
    id,
    ...(nhsNumber && { identifier: [{ system: NHS_NUMBER, value: nhsNumber }] }),
    active: registrations.some(({ active }) => active),
    name: [{ family, ...(given && { given: given.split(" ") }), ...(title && { prefix: [title] }) }],
    ...(gender && { gender }),
    ...(born && { birthDate: born }),
    ...(died === true ? { deceasedBoolean: true } : died && { deceasedDateTime: died }),
    ...(address && { address: [{ text: address }] }),
    ...(phone && { telecom: [{ system: "phone" as const, value: phone }] }),
    ...(practice && { generalPractitioner: [practitionerOf(practice)] }),
    link: registrations.map((one) => ({ type: "seealso" as const, other: { reference: `Patient/${one.id}` } })),
  };
}

const practitionerOf = (practice: OdsCode) => ({
  type: "Organization",
  identifier: { system: ODS_CODE, value: practice },
});
