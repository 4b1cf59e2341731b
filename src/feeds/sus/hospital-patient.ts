import { hash } from "node:crypto";
import type { Address, Extension, HumanName, Identifier, Patient } from "fhir/r4.js";
import type { NhsNumber } from "#base";
import { sourceId } from "../source-id.ts";
import type { TableEntry, TableRow } from "../table/table.ts";
import { ETHNIC_CATEGORIES, NUMBER_STATUSES, SEXES, WITHHELD_REASONS } from "./code-lists.ts";
import { byCode, LOCAL_PATIENT_ID, NHS_NUMBER, ODS_CODE, ukCoreExtension, withExtensions } from "./fhir.ts";
import { under } from "./headings.ts";

/**
 * What a row says of its patient. Returns to the national service leave out name and address; what a hospital shares
 * with its neighbours may hold them.
 */
export const patientColumns = (...beginnings: readonly string[]) => {
  const at = (...paths: readonly string[]) => under(beginnings, ...paths);
  return {
    patient: [
      ...at("identity.local_patient_identifier.value", "local_patient_identifier.value"),
      "LOCAL PATIENT IDENTIFIER",
      "LOCAL PATIENT IDENTIFIER (EXTENDED)",
      "local patient id",
      "hospital number",
    ],
    nhsNumber: [...at("identity.nhs_number.value", "nhs_number.value"), "NHS NUMBER", "NHS no"],
    numberStatus: [
      ...at("identity.nhs_number.status", "nhs_number.status"),
      "NHS NUMBER STATUS INDICATOR CODE",
      "NHS number status",
    ],
    withheld: [
      ...at("identity.withheld_identity_reason", "withheld_identity_reason"),
      "WITHHELD IDENTITY REASON",
      "identity withheld",
    ],
    birthDate: [...at("identity.birth_date", "birth_date"), "PERSON BIRTH DATE", "date of birth", "DOB"],
    deathDate: [...at("identity.pds_date_of_death", "pds_date_of_death"), "PERSON DEATH DATE", "date of death"],
    sex: [
      ...at("identity.gender", "stated_gender"),
      "PERSON STATED GENDER CODE",
      "PERSON GENDER CODE CURRENT",
      "gender",
      "sex",
    ],
    ethnicity: [...at("identity.ethnic_category", "ethnic_category"), "ETHNIC CATEGORY", "ethnicity"],
    postcode: [...at("residence.postcode", "usual_address.postcode"), "POSTCODE OF USUAL ADDRESS", "postcode"],
    practice: [
      ...at("registration.general_practice", "gp_registration.general_practice"),
      "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)",
      "GP practice code",
      "GP practice",
    ],
    givenName: [...at("name.given", "identity.name.given"), "PERSON GIVEN NAME", "given name", "forename"],
    familyName: [...at("name.family", "identity.name.family"), "PERSON FAMILY NAME", "family name", "surname"],
    addressLine: [
      ...at("usual_address.line", "residence.address"),
      "PATIENT USUAL ADDRESS",
      "address line 1",
      "address",
    ],
    telephone: [...at("contact.telephone"), "UK TELEPHONE NUMBER", "telephone", "phone"],
  };
};

export type PatientColumn = keyof ReturnType<typeof patientColumns>;

type Demographics = {
  readonly id: string;
  readonly local: string;
  readonly nhsNumber: NhsNumber | undefined;
  readonly status: Parameters<typeof NUMBER_STATUSES.conceptOf>[0] | undefined;
  readonly born: string | undefined;
  readonly died: string | undefined;
  readonly sex: "male" | "female" | "other" | "unknown" | undefined;
  readonly ethnicity: Parameters<typeof ETHNIC_CATEGORIES.conceptOf>[0] | undefined;
  readonly texts: Readonly<Record<(typeof TEXTS)[number], string>>;
  readonly isWithheld: boolean;
};

const TEXTS = ["postcode", "practice", "givenName", "familyName", "addressLine", "telephone"] as const;

/** Whom a row is about. */
export type PatientOfRow = {
  /** The source's id, as a FHIR id. */
  readonly id: string;
  /** The Patient, where the row says something new of them. */
  readonly entries: readonly TableEntry[];
  /** Their identity is withheld by order: nobody may see what the row says until someone decides. */
  readonly isWithheld: boolean;
};

/** Remembers the patients of a file, so that each is given once, and again when a later row says otherwise. */
export type PatientsOfFile = {
  /** `recorded`: when the row was written; `started`: when the visit began; `died`: the day on which it ended in death. */
  readonly hear: (
    row: TableRow<PatientColumn>,
    recorded: Date | undefined,
    started: Date | undefined,
    died?: string,
  ) => PatientOfRow | undefined;
};

type Known = {
  digest: number;
  recorded: number;
  died: string | undefined;
};

export function createPatientsOfFile(): PatientsOfFile {
  const patients = new Map<string, Known>();
  return {
    hear: (row, recorded, started, died) => {
      const said = demographicsOf(row);
      if (!said) return undefined;
      const known = patients.get(said.id);
      // Nobody comes back to life in the row of a visit before.
      const heard = said.isWithheld ? said : { ...said, died: said.died ?? died ?? known?.died };
      const when = recordedOf(heard, recorded, started);
      const digest = digestOf(heard);
      const time = when?.getTime() ?? Number.MAX_SAFE_INTEGER;
      if (known && (known.digest === digest || time < known.recorded)) {
        if (known.digest === digest) known.recorded = Math.max(known.recorded, time);
        return { id: said.id, entries: [], isWithheld: said.isWithheld };
      }
      patients.set(said.id, { digest, recorded: time, died: heard.died });
      return { id: said.id, entries: [entryOf(heard, when)], isWithheld: said.isWithheld };
    },
  };
}

function demographicsOf(row: TableRow<PatientColumn>): Demographics | undefined {
  const local = row.needed("patient");
  const isWithheld = row.listed("withheld", WITHHELD_REASONS.codes) !== undefined;
  const read = {
    nhsNumber: row.nhsNumber("nhsNumber"),
    status: row.listed("numberStatus", NUMBER_STATUSES.codes),
    born: row.birthDay("birthDate"),
    died: row.pastDay("deathDate"),
    sex: row.listed("sex", SEXES),
    ethnicity: row.listed("ethnicity", ETHNICITIES),
  };
  if (local === undefined) return undefined;
  if (isWithheld) return { id: sourceId(local), local, ...WITHHELD };
  const texts = {
    ...{ postcode: row.text("postcode"), practice: row.text("practice"), telephone: row.text("telephone") },
    ...{ givenName: row.text("givenName"), familyName: row.text("familyName"), addressLine: row.text("addressLine") },
  };
  return { id: sourceId(local), local, ...read, texts, isWithheld };
}

/** What is left of somebody whose identity is withheld: whatever else a row lets slip is not taken. */
const WITHHELD: Omit<Demographics, "id" | "local"> = {
  ...{ nhsNumber: undefined, status: undefined, born: undefined, died: undefined, sex: undefined },
  ...{ ethnicity: undefined, isWithheld: true },
  texts: { postcode: "", practice: "", givenName: "", familyName: "", addressLine: "", telephone: "" },
};

/** The second character is the hospital's own subdivision. */
const ETHNICITIES: typeof ETHNIC_CATEGORIES.codes = {
  accepted: ETHNIC_CATEGORIES.codes.accepted,
  find: (text) =>
    ETHNIC_CATEGORIES.codes.find(text) ??
    (/^[A-Z].$/.test(text) ? ETHNIC_CATEGORIES.codes.find(text.charAt(0)) : undefined),
};

/**
 * A return repeats who the hospital took someone for at a visit, however late it was written: it counts as known when
 * the visit began. So it undoes nothing that the hospital's messages have said since: another address, another name,
 * that two registrations are one person's. A row that lacks what tells people apart only introduces somebody of whom
 * nothing was heard before: whatever knows more stands, whenever it was written.
 */
function recordedOf(
  { nhsNumber, born, texts }: Demographics,
  recorded: Date | undefined,
  started: Date | undefined,
): Date | undefined {
  if (nhsNumber === undefined || born === undefined || texts.familyName === "") return INTRODUCED;
  return started && (!recorded || started < recorded) ? started : recorded;
}
const INTRODUCED = new Date(0);

/** 52 bits: compared only with what the same patient's row before said. */
function digestOf({ nhsNumber, status, born, died, sex, ethnicity, texts, isWithheld }: Demographics): number {
  const parts = [nhsNumber, status, born, died, sex, ethnicity, isWithheld, ...TEXTS.map((name) => texts[name])];
  return parseInt(hash("sha1", parts.join("|"), "hex").slice(0, 13), 16);
}

function entryOf(said: Demographics, recorded: Date | undefined): TableEntry {
  return {
    resource: patientOf(said),
    patient: said.id,
    recorded,
    ...(said.isWithheld && { sensitivity: "restricted" }),
  };
}

function patientOf(said: Demographics): Patient & { id: string } {
  const { id, born, died, sex, ethnicity, texts } = said;
  return {
    resourceType: "Patient",
    id,
    ...withExtensions(ukCoreExtension("EthnicCategory", ethnicity && ETHNIC_CATEGORIES.conceptOf(ethnicity))),
    identifier: identifiersOf(said),
    ...nameOf(texts),
    ...(texts.telephone !== "" && { telecom: [{ system: "phone", value: texts.telephone }] }),
    ...(sex !== undefined && { gender: sex }),
    ...(born !== undefined && { birthDate: born }),
    ...(died !== undefined && { deceasedDateTime: died }),
    ...addressOf(texts),
    ...(isPractice(texts.practice) && { generalPractitioner: [byCode(ODS_CODE, texts.practice)] }),
  };
}

/** V81997 to V81999 stand for none, or none that is known. */
const isPractice = (code: string): boolean => code !== "" && !/^V8199[789]$/i.test(code);

function identifiersOf({ local, nhsNumber, status }: Demographics): Identifier[] {
  const own: Identifier = { use: "secondary", system: LOCAL_PATIENT_ID, value: local };
  if (nhsNumber === undefined) return [own];
  const extension: readonly Extension[] = ukCoreExtension(
    "NHSNumberVerificationStatus",
    status && NUMBER_STATUSES.conceptOf(status),
  );
  return [{ ...withExtensions(extension), use: "official", system: NHS_NUMBER, value: nhsNumber }, own];
}

function nameOf({ givenName, familyName }: Demographics["texts"]): { name?: HumanName[] } {
  if (givenName === "" && familyName === "") return {};
  return {
    name: [
      {
        use: "official",
        ...(familyName !== "" && { family: familyName }),
        ...(givenName !== "" && { given: givenName.split(/\s+/) }),
      },
    ],
  };
}

/** Postcodes of area ZZ99 stand for no address: unknown, or of no fixed abode. */
function addressOf({ addressLine, postcode }: Demographics["texts"]): { address?: Address[] } {
  const code = /^ZZ99/i.test(postcode) ? "" : postcode;
  if (addressLine === "" && code === "") return {};
  return {
    address: [
      {
        use: "home",
        ...(addressLine !== "" && { line: addressLine.split(/\s*,\s*/) }),
        ...(code !== "" && { postalCode: code }),
      },
    ],
  };
}
