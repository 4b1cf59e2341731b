import type { SuppliedEntry } from "#record";

/** A field without which an entry is worth less to whoever reads it. */
export type KeyField = {
  /** In plain words: "NHS number". */
  readonly name: string;
  readonly isPresent: (resource: Json) => boolean;
};

type Json = { readonly [member: string]: unknown };

const has =
  (...members: readonly string[]) =>
  (resource: Json) =>
    members.some((member) => isFilled(resource[member]));

const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** A code of a public system, not only words. */
const isCoded =
  (...members: readonly string[]) =>
  (resource: Json) =>
    members.some((member) => {
      const concept = first(resource[member]);
      const coding =
        isObject(concept) && Array.isArray(concept["coding"]) ? (concept["coding"] as readonly unknown[]) : [];
      return coding.some((one) => isObject(one) && isFilled(one["code"]));
    });

const startsSomeWhen = (member: string) => (resource: Json) => {
  const period = resource[member];
  return isObject(period) && isFilled(period["start"]);
};

const NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number";
const hasNhsNumber = ({ identifier }: Json): boolean =>
  Array.isArray(identifier) &&
  identifier.some(
    (one) => isObject(one) && one["system"] === NHS_NUMBER && one["use"] !== "old" && isFilled(one["value"]),
  );

const inFirst = (member: string, part: string) => (resource: Json) => {
  const value = first(resource[member]);
  return isObject(value) && isFilled(value[part]);
};

/**
 * What counts as complete, by type. A type that is not here has no key fields. Names are by which pages and exports
 * call them.
 * @see https://www.datadictionary.nhs.uk/ (the mandatory items of the commissioning data sets, narrowed to what a reader of a shared record needs)
 */
export const KEY_FIELDS: Readonly<Partial<Record<string, readonly KeyField[]>>> = {
  Patient: [
    { name: "NHS number", isPresent: hasNhsNumber },
    { name: "Date of birth", isPresent: has("birthDate") },
    { name: "Name", isPresent: inFirst("name", "family") },
    { name: "Sex", isPresent: has("gender") },
    { name: "Address", isPresent: has("address") },
    { name: "Postcode", isPresent: inFirst("address", "postalCode") },
  ],
  Condition: [
    { name: "Code", isPresent: isCoded("code") },
    {
      name: "When it began or was noted",
      isPresent: has("onsetDateTime", "onsetPeriod", "recordedDate", "onsetString"),
    },
  ],
  Observation: [
    { name: "Code", isPresent: isCoded("code") },
    { name: "When", isPresent: has("effectiveDateTime", "effectivePeriod", "effectiveInstant") },
    {
      name: "Value",
      isPresent: has(
        ...["valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean", "valueInteger", "valueDateTime"],
        ...["valueRange", "valueRatio", "valuePeriod", "valueTime", "component", "dataAbsentReason", "hasMember"],
      ),
    },
  ],
  MedicationRequest: [
    { name: "Code", isPresent: isCoded("medicationCodeableConcept") },
    { name: "When", isPresent: has("authoredOn") },
    { name: "Dose", isPresent: has("dosageInstruction") },
  ],
  Encounter: [
    { name: "When", isPresent: startsSomeWhen("period") },
    { name: "What for", isPresent: has("reasonCode", "diagnosis", "type", "serviceType") },
    { name: "Who or where", isPresent: has("participant", "serviceProvider", "location") },
  ],
  CarePlan: [
    { name: "When", isPresent: startsSomeWhen("period") },
    { name: "What", isPresent: has("title", "category", "description") },
  ],
  ServiceRequest: [
    { name: "When", isPresent: has("authoredOn", "occurrenceDateTime", "occurrencePeriod") },
    { name: "What", isPresent: has("code", "category", "reasonCode") },
  ],
  Procedure: [
    { name: "Code", isPresent: isCoded("code") },
    { name: "When", isPresent: has("performedDateTime", "performedPeriod") },
  ],
  AllergyIntolerance: [{ name: "Code", isPresent: isCoded("code") }],
  Immunization: [
    { name: "Code", isPresent: isCoded("vaccineCode") },
    { name: "When", isPresent: has("occurrenceDateTime") },
  ],
};

/** How often a key field was filled. */
export type FieldCount = {
  readonly type: string;
  readonly field: string;
  readonly entries: number;
  readonly present: number;
};

/** How often each key field is filled in these entries; what has ended is not counted. */
export function countKeyFields(entries: readonly SuppliedEntry[]): readonly FieldCount[] {
  const counts = new Map<
    string,
    { readonly fields: readonly KeyField[]; entries: number; readonly present: number[] }
  >();
  for (const { resource, ended } of entries) {
    const type = resource.resourceType;
    const keyFields = KEY_FIELDS[type];
    if (ended === true || keyFields === undefined) continue;
    let own = counts.get(type);
    if (!own) counts.set(type, (own = { fields: keyFields, entries: 0, present: keyFields.map(() => 0) }));
    own.entries++;
    for (const [nth, { isPresent }] of keyFields.entries()) {
      if (isPresent(resource as unknown as Json)) own.present[nth] = (own.present[nth] ?? 0) + 1;
    }
  }
  return [...counts].flatMap(([type, { fields, entries: all, present }]) =>
    fields.map(({ name }, nth) => ({ type, field: name, entries: all, present: present[nth] ?? 0 })),
  );
}
