import { at, firstIn, isFields, listIn, numberIn, textIn, type Fields } from "./resource.ts";

/** An entry in one line: what lists and the record page show without reading the content. */
export type HeadingText = {
  /** system|code of the main code, to tell which entries speak of the same thing. */
  readonly code: string | undefined;
  /** system|code of why it was done or given: the problem behind it. */
  readonly reason: string | undefined;
  readonly title: string;
  /** Value, dose, reason: what stands beside the title. */
  readonly detail: string | undefined;
  /** Who did it, as the source names them. */
  readonly who: string | undefined;
  readonly status: string | undefined;
  readonly quantity: number | undefined;
  readonly unit: string | undefined;
  /** A result outside its range. */
  readonly flag: "high" | "low" | "abnormal" | undefined;
};

const LONGEST = 200;

export function headingOf(resource: Fields): HeadingText {
  const concept = mainConcept(resource);
  return {
    code: codeIn(concept),
    reason: codeIn(firstIn(resource["reasonCode"])),
    title: short(titleOf(resource, concept)) ?? String(resource["resourceType"]),
    detail: short(detailOf(resource)),
    who: short(whoOf(resource)),
    status: statusOf(resource),
    quantity: numberIn(at(resource["valueQuantity"], "value")) ?? firstComponent(resource),
    unit: textIn(at(resource["valueQuantity"], "unit")) ?? componentUnit(resource),
    flag: flagOf(resource),
  };
}

/** The coded concept that says what an entry is about. Most types keep it in `code`. */
function mainConcept(resource: Fields): unknown {
  switch (resource["resourceType"]) {
    case "Encounter":
    case "DocumentReference":
    case "EpisodeOfCare":
    case "Claim":
    case "Organization":
    case "Location":
      return firstIn(resource["type"]);
    case "MedicationRequest":
    case "MedicationStatement":
    case "MedicationAdministration":
    case "MedicationDispense":
      return resource["medicationCodeableConcept"];
    case "Immunization":
      return resource["vaccineCode"];
    case "CarePlan":
      return firstIn(resource["category"]);
    case "CareTeam":
      return coordinatorIn(resource) ? COORDINATOR : firstIn(resource["category"]);
    case "Appointment":
      return firstIn(resource["serviceType"]);
    default:
      return firstIn(resource["code"]);
  }
}

/** What a CodeableConcept, or a reference, calls itself. */
function nameIn(value: unknown): string | undefined {
  const coding = firstIn(at(value, "coding"));
  return (
    textIn(at(value, "text")) ??
    textIn(at(coding, "display")) ??
    textIn(at(value, "display")) ??
    textIn(at(coding, "code"))
  );
}

function codeIn(concept: unknown): string | undefined {
  const coding = firstIn(at(concept, "coding"));
  const code = textIn(at(coding, "code"));
  return code === undefined ? undefined : `${textIn(at(coding, "system")) ?? ""}|${code}`;
}

function titleOf(resource: Fields, concept: unknown): string | undefined {
  const named = nameIn(concept);
  switch (resource["resourceType"]) {
    case "Patient":
      return "Registration";
    case "Practitioner":
      return personNameIn(resource["name"]);
    case "Organization":
    case "Location":
      return textIn(resource["name"]) ?? named;
    case "Encounter":
      return named ?? textIn(at(resource["class"], "display")) ?? textIn(at(resource["class"], "code"));
    case "MedicationRequest":
    case "MedicationStatement":
    case "MedicationAdministration":
    case "MedicationDispense":
      return named ?? textIn(at(resource["medicationReference"], "display"));
    case "CarePlan":
    case "CareTeam":
      return textIn(resource["title"]) ?? textIn(resource["name"]) ?? named;
    case "DocumentReference":
      return textIn(resource["description"]) ?? named;
    default:
      return named ?? nameIn(firstIn(resource["category"])) ?? textIn(resource["title"]);
  }
}

function personNameIn(value: unknown): string | undefined {
  const name = firstIn(value);
  const given = listIn(at(name, "given")).filter((part) => typeof part === "string");
  const parts = [firstIn(at(name, "prefix")), ...given, at(name, "family")];
  return textIn(at(name, "text")) ?? textIn(parts.filter((part) => typeof part === "string").join(" "));
}

function detailOf(resource: Fields): string | undefined {
  switch (resource["resourceType"]) {
    case "Observation":
      return valueOf(resource) ?? bloodPressureLike(resource);
    case "MedicationRequest":
    case "MedicationStatement":
      return dosage(resource);
    case "AllergyIntolerance":
      return listIn(resource["reaction"])
        .flatMap((reaction) => listIn(at(reaction, "manifestation")))
        .flatMap((one) => nameIn(one) ?? [])
        .join(", ");
    case "CarePlan":
      return textIn(resource["description"]) ?? textIn(at(at(firstIn(resource["activity"]), "detail"), "description"));
    case "DiagnosticReport":
      return textIn(resource["conclusion"]);
    case "DocumentReference":
      return textIn(at(at(firstIn(resource["content"]), "attachment"), "title"));
    default:
      return (
        nameIn(firstIn(resource["reasonCode"])) ??
        textIn(at(firstIn(resource["note"]), "text")) ??
        outcomeAndNote(resource)
      );
  }
}

/** What came of it, and a note: of types that have no elements for them, such as Encounter. */
function outcomeAndNote(resource: Fields): string | undefined {
  const extensions = listIn(resource["extension"]);
  const outcome = at(
    extensions.find((one) => at(one, "url") === OUTCOME),
    "valueString",
  );
  const note = at(
    at(
      extensions.find((one) => at(one, "url") === NOTE),
      "valueAnnotation",
    ),
    "text",
  );
  return textIn([outcome, note].filter((part) => textIn(part) !== undefined).join(". "));
}

const OUTCOME = "https://wholestory.example/fhir/event-outcome";
/** @see https://hl7.org/fhir/extensions/StructureDefinition-note.html */
const NOTE = "http://hl7.org/fhir/StructureDefinition/note";

/** The dose; of a medicine that was stopped, why. */
function dosage(resource: Fields): string | undefined {
  const dose = textIn(at(firstIn(resource["dosageInstruction"] ?? resource["dosage"]), "text"));
  const why = nameIn(resource["statusReason"] && firstIn(resource["statusReason"]));
  return why === undefined ? dose : [`Stopped: ${why}`, dose].filter(Boolean).join(". ");
}

function valueOf(resource: Fields): string | undefined {
  const quantity = resource["valueQuantity"];
  const value = numberIn(at(quantity, "value"));
  if (value !== undefined) {
    const comparator = textIn(at(quantity, "comparator")) ?? "";
    return [`${comparator}${rounded(value)}`, textIn(at(quantity, "unit"))].filter(Boolean).join(" ");
  }
  const plain = resource["valueString"] ?? resource["valueInteger"] ?? resource["valueDateTime"];
  if (typeof plain === "string" || typeof plain === "number") return String(plain);
  if (typeof resource["valueBoolean"] === "boolean") return resource["valueBoolean"] ? "Yes" : "No";
  return nameIn(resource["valueCodeableConcept"]);
}

/** A measurement of several parts, such as 142/88 mmHg. */
function bloodPressureLike(resource: Fields): string | undefined {
  const parts = listIn(resource["component"]).map((one) => numberIn(at(at(one, "valueQuantity"), "value")));
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  const values = parts.map((part) => rounded(part ?? 0)).join("/");
  return [values, componentUnit(resource)].filter(Boolean).join(" ");
}

const firstComponent = (resource: Fields): number | undefined =>
  numberIn(at(at(firstIn(resource["component"]), "valueQuantity"), "value"));

const componentUnit = (resource: Fields): string | undefined =>
  textIn(at(at(firstIn(resource["component"]), "valueQuantity"), "unit"));

/** Four significant places at most: a lab's 38.200000001 is shown as 38.2. */
const rounded = (value: number): string => String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));

/** @see https://hl7.org/fhir/R4/valueset-participant-role.html */
const COORDINATOR = { coding: [{ system: "http://snomed.info/sct", code: "768820003" }] };
/** What a heading's code is where a care team has somebody who coordinates the care. */
export const COORDINATOR_CODE = codeIn(COORDINATOR);

/** The participant of a care team whose role says that they coordinate. */
const coordinatorIn = (resource: Fields): unknown =>
  listIn(resource["participant"]).find((one) =>
    listIn(at(one, "role")).some((role) =>
      listIn(at(role, "coding")).some((coding) => textIn(at(coding, "code")) === COORDINATOR.coding[0]?.code),
    ),
  );

function whoOf(resource: Fields): string | undefined {
  const isTeam = resource["resourceType"] === "CareTeam";
  const actors = [
    isTeam ? at(coordinatorIn(resource) ?? firstIn(resource["participant"]), "member") : undefined,
    at(firstIn(resource["participant"]), "individual"),
    resource["requester"],
    firstIn(resource["performer"]),
    at(firstIn(resource["performer"]), "actor"),
    resource["recorder"],
    firstIn(resource["author"]),
    resource["asserter"],
  ];
  for (const actor of actors) {
    const name = textIn(at(actor, "display"));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Problems and allergies say how they stand in clinicalStatus; a mistake outweighs it. */
function statusOf(resource: Fields): string | undefined {
  const verification = textIn(at(firstIn(at(resource["verificationStatus"], "coding")), "code"));
  if (verification === "entered-in-error" || verification === "refuted") return verification;
  return textIn(at(firstIn(at(resource["clinicalStatus"], "coding")), "code")) ?? textIn(resource["status"]);
}

/** @see https://hl7.org/fhir/R4/valueset-observation-interpretation.html */
function flagOf(resource: Fields): HeadingText["flag"] {
  const code = textIn(at(firstIn(at(firstIn(resource["interpretation"]), "coding")), "code"));
  if (code !== undefined) return flagOfInterpretation(code);
  const value = numberIn(at(resource["valueQuantity"], "value"));
  const range = firstIn(resource["referenceRange"]);
  if (value === undefined || !isFields(range)) return undefined;
  const low = numberIn(at(range["low"], "value"));
  const high = numberIn(at(range["high"], "value"));
  if (low !== undefined && value < low) return "low";
  return high !== undefined && value > high ? "high" : undefined;
}

function flagOfInterpretation(code: string): HeadingText["flag"] {
  switch (code) {
    case "H":
    case "HH":
    case "HU":
      return "high";
    case "L":
    case "LL":
    case "LU":
      return "low";
    case "A":
    case "AA":
      return "abnormal";
    default:
      return undefined;
  }
}

function short(text: string | undefined): string | undefined {
  if (!text) return undefined;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
