import type { Patient } from "fhir/r4.js";
import { isoDay, type Day } from "../../lives/day.ts";
import { NHS_NUMBER } from "../gp/fhir.ts";
import type { PatientView } from "../gp/patient-view.ts";
import { localNumber } from "../local-number.ts";
import { guidCell, NOT_DELETED } from "./coded-cells.ts";
import { bracketed } from "./guid.ts";
import type { ExtractRow } from "./tables.ts";

/** The patient and their registration as they stood on a day. */
export function patientRow(view: PatientView, patient: Patient, organisation: string, day: Day): ExtractRow {
  const { practice } = view;
  return {
    table: "patient",
    type: "Patient",
    id: view.id,
    cells: {
      PatientGuid: bracketed(view.id),
      OrganisationGuid: organisation,
      UsualGpUserInRoleGuid: guidCell(practice.ods, patient.generalPractitioner?.[0]),
      Sex: patient.gender === "male" ? "M" : "F",
      DateOfBirth: patient.birthDate ?? "",
      DateOfDeath: patient.deceasedDateTime?.slice(0, 10) ?? "",
      PatientNumber: String(localNumber(view.person.number, practice.index)),
      PatientTypeDescription: "Regular",
      DummyType: "false",
      ...nameCells(patient),
      ...numberCells(patient),
      ...addressCells(patient),
      ...phoneCells(patient),
      EthnicCategory: patient.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code ?? "",
      ...registrationCells(view, day),
      SpineSensitive: patient.meta?.security === undefined ? "false" : "true",
      ...NOT_DELETED,
    },
  };
}

function nameCells({ name }: Patient) {
  const official = name?.find(({ use }) => use === "official");
  const [first = "", ...middle] = official?.given ?? [];
  return {
    GivenName: first,
    MiddleNames: middle.join(" "),
    Surname: official?.family ?? "",
    CallingName: name?.find(({ use }) => use === "nickname")?.given?.[0] ?? "",
  };
}

function numberCells({ identifier = [] }: Patient) {
  const numbers = identifier.filter(({ system }) => system === NHS_NUMBER);
  const official = numbers.find(({ use }) => use === "official");
  return {
    NhsNumber: official?.value ?? "",
    NHSNumberStatus: official?.extension?.[0]?.valueCodeableConcept?.coding?.[0]?.code ?? "",
    SupersededNhsNumber: numbers.find(({ use }) => use === "old")?.value ?? "",
  };
}

function addressCells({ address }: Patient) {
  const home = address?.find(({ use }) => use === "home");
  return {
    NumberAndStreet: home?.line?.[0] ?? "",
    Town: home?.city ?? "",
    Postcode: home?.postalCode ?? "",
  };
}

function phoneCells({ telecom }: Patient) {
  const phone = (wanted: string) => telecom?.find(({ use }) => use === wanted)?.value ?? "";
  return { HomePhone: phone("home"), MobilePhone: phone("mobile") };
}

/** Their present registration, or their last one. */
function registrationCells({ registrations }: PatientView, day: Day) {
  const last = registrations.findLast(({ from }) => from <= day) ?? registrations[0];
  return {
    DateOfRegistration: last === undefined ? "" : isoDay(last.from),
    DateOfDeactivation: last?.to === undefined || last.to > day ? "" : isoDay(last.to),
  };
}
