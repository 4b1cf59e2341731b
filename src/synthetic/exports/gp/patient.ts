import type { Address as FhirAddress, ContactPoint, EpisodeOfCare, HumanName, Identifier, Patient } from "fhir/r4.js";
import type { Address } from "../../lives/address.ts";
import { isoDay, isoMoment, type Day } from "../../lives/day.ts";
import { ETHNICITIES } from "../../lives/ethnicity.ts";
import type { Registration } from "../../lives/person.ts";
import { metaAt, NHS_NUMBER, subjectOf } from "./fhir.ts";
import type { PatientView } from "./patient-view.ts";

const UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/";

/** The last day, by a day, on which something about the patient themselves changed. */
export function patientChangedBy(view: PatientView, day: Day): Day {
  const { person } = view;
  const changes = [person.died, person.earlierAddress?.until, view.to].map((change) =>
    change !== undefined && change <= day && change >= view.from ? change : view.from,
  );
  return Math.max(...changes);
}

/** The patient as the practice has them on a day. */
export function patientOn(view: PatientView, day: Day): Patient {
  const { person, practice } = view;
  const ended = view.to !== undefined && view.to <= day;
  const died = person.died !== undefined && person.died <= day && person.died === view.to ? person.died : undefined;
  return {
    resourceType: "Patient",
    id: view.id,
    meta: {
      ...metaAt(patientChangedBy(view, day)),
      profile: [`${UK_CORE}UKCore-Patient`],
      ...(person.protection?.kind === "address" ? { security: [RESTRICTED] } : {}),
    },
    extension: [
      {
        url: `${UK_CORE}Extension-UKCore-EthnicCategory`,
        valueCodeableConcept: {
          coding: [
            {
              system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland",
              code: person.ethnicity,
              display: ETHNICITIES[person.ethnicity],
            },
          ],
        },
      },
    ],
    identifier: identifiersOf(view),
    active: !ended,
    name: namesIn(view),
    telecom: phonesOf(view, day),
    gender: view.stated.sex,
    birthDate: view.stated.born,
    ...(died === undefined ? {} : { deceasedDateTime: isoMoment(died, 600) }),
    ...addressesOn(view, day),
    generalPractitioner: [{ reference: `Practitioner/gp${(person.number % 4) + 1}` }],
    managingOrganization: { reference: `Organization/${practice.ods}` },
  };
}

function identifiersOf({ practice, id, stated, person }: PatientView): Identifier[] {
  const identifiers: Identifier[] = [];
  if (stated.nhsNumber !== undefined) {
    identifiers.push({
      extension: [
        {
          url: `${UK_CORE}Extension-UKCore-NHSNumberVerificationStatus`,
          valueCodeableConcept: {
            coding: [
              stated.verified
                ? { system: VERIFICATION, code: "01", display: "Number present and verified" }
                : { system: VERIFICATION, code: "02", display: "Number present but not traced" },
            ],
          },
        },
      ],
      use: "official",
      system: NHS_NUMBER,
      value: stated.nhsNumber,
    });
  }
  if (person.formerNhsNumber !== undefined && stated.number === "right")
    identifiers.push({ use: "old", system: NHS_NUMBER, value: person.formerNhsNumber });
  identifiers.push({ use: "secondary", system: `https://fhir.example.org/${practice.ods}/patient-number`, value: id });
  return identifiers;
}
const VERIFICATION = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland";

/** An address that is withheld makes all of the demographics private. */
const RESTRICTED = { system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" };

function phonesOf({ person, stated }: PatientView, day: Day): ContactPoint[] {
  const grown = day - person.born > 12 * 365;
  return [
    ...(stated.landline === undefined
      ? []
      : [{ system: "phone" as const, value: stated.landline, use: "home" as const }]),
    ...(stated.mobile === undefined || !grown
      ? []
      : [{ system: "phone" as const, value: stated.mobile, use: "mobile" as const }]),
  ];
}

function namesIn({ person, stated }: PatientView): HumanName[] {
  const given = stated.middle === undefined ? [stated.given] : [stated.given, stated.middle];
  const names: HumanName[] = [{ use: "official", family: stated.family, given }];
  if (person.knownAs !== undefined) names.push({ use: "nickname", given: [person.knownAs] });
  return names;
}

/** None where it is withheld; only the old one where the practice never heard of the move. */
function addressesOn({ person, stated }: PatientView, day: Day): { address?: FhirAddress[] } {
  const { earlierAddress } = person;
  if (!stated.address) return {};
  if (!earlierAddress || stated.address === earlierAddress.address)
    return { address: [addressIn(stated.address, "home")] };
  if (day < earlierAddress.until) return { address: [addressIn(earlierAddress.address, "home")] };
  return {
    address: [
      { ...addressIn(person.address, "home"), period: { start: isoDay(earlierAddress.until) } },
      { ...addressIn(earlierAddress.address, "old"), period: { end: isoDay(earlierAddress.until) } },
    ],
  };
}

const addressIn = ({ line, town, postcode }: Address, use: "home" | "old"): FhirAddress => ({
  use,
  line: [line],
  city: town,
  postalCode: postcode,
});

/** Being on a practice's list. */
export const registrationOn = (
  view: PatientView,
  { ods, from, to }: Registration,
  n: number,
  day: Day,
): EpisodeOfCare => {
  const ended = to !== undefined && to <= day;
  return {
    resourceType: "EpisodeOfCare",
    id: `r${view.id}-${n}`,
    meta: metaAt(ended ? to : from),
    status: ended ? "finished" : "active",
    type: [{ text: "General practice registration" }],
    patient: subjectOf(view),
    managingOrganization: { reference: `Organization/${ods}` },
    period: ended ? { start: isoDay(from), end: isoDay(to) } : { start: isoDay(from) },
  };
};
