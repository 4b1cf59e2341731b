import { ageOn, isoDay, type Day } from "../../lives/day.ts";
import type { CareLife, CareService } from "../../lives/care.ts";
import { hasOn, type Household, type Person } from "../../lives/person.ts";
import type { Practice } from "../../lives/town.ts";
import type { StatedIdentity } from "../identity.ts";
import type { Row } from "./columns.ts";
import { ETHNICITY_WORDS, PROVIDERS } from "./values.ts";

/** Someone as the council knows them. */
export type Client = {
  readonly person: Person;
  readonly household: Household;
  readonly practice: Practice;
  readonly id: string;
  readonly stated: StatedIdentity;
};

/** One quarterly submission: it holds all events since the first day of its period. */
export type Period = { readonly from: Day; readonly to: Day };

/** A council's way of writing days. */
export type WriteDay = (day: Day) => string;

export const british: WriteDay = (day) => {
  const [year, month, date] = isoDay(day).split("-");
  return `${date}/${month}/${year}`;
};

/** The events of one client that fall into a period, as they stood at its end. */
export function rowsOf(client: Client, care: CareLife, period: Period, write: WriteDay): readonly Row[] {
  const about = clientCells(client, care, period, write);
  const falls = (start: Day, end: Day | undefined) => start <= period.to && (end === undefined || end >= period.from);
  const ended = (end: Day | undefined) => (end !== undefined && end <= period.to ? end : undefined);
  const event = (type: string, n: number, start: Day, end: Day | undefined, outcome: string | undefined): Row => ({
    ...about,
    "Event Type": type,
    "Event Reference": `${client.id}-${type.charAt(0)}${n + 1}`,
    "Event Start Date": write(start),
    "Event End Date": end === undefined ? "" : write(end),
    "Event Outcome": end === undefined ? "" : (outcome ?? ""),
  });
  return [
    ...care.requests.flatMap(({ on, route, outcome }, n) =>
      falls(on, on)
        ? [
            {
              ...event("Request", n, on, on, outcome),
              "Event Description": "Request for support",
              "Request: Route of Access": route,
            },
          ]
        : [],
    ),
    ...care.assessments.flatMap(({ on, ended: end, eligible, outcome }, n) =>
      falls(on, end)
        ? [
            {
              ...event("Assessment", n, on, ended(end), outcome),
              "Event Description": "Care Act assessment",
              "Assessment Type": "Long Term Assessment",
              "Eligible Needs Identified": ended(end) === undefined ? "" : eligible ? "Yes" : "No",
              "Informal Carer involved in Assessment": client.person.livesAlone ? "No" : "Yes",
              "Method of Assessment": "Face-to-face",
            },
          ]
        : [],
    ),
    ...care.services.flatMap((service, n) =>
      falls(service.on, service.ended)
        ? [{ ...event("Service", n, service.on, ended(service.ended), service.outcome), ...serviceCells(service) }]
        : [],
    ),
    ...care.reviews.flatMap(({ on, planned, outcome }, n) =>
      falls(on, on)
        ? [
            {
              ...event("Review", n, on, on, outcome),
              "Event Description": "Review of care and support",
              "Review Reason": planned ? "Planned" : "Unplanned - Other",
              "Review Outcomes Achieved": "Partially achieved",
              "Method of Review": "Face-to-face",
            },
          ]
        : [],
    ),
  ];
}

function clientCells(
  { person, household, practice, id, stated }: Client,
  care: CareLife,
  period: Period,
  write: WriteDay,
): Row {
  const [year = "", month = "", day = ""] = stated.born.split("-");
  const isoStyle = write(period.to).startsWith("2");
  const yesNo = (is: boolean) => (is ? "Yes" : "No");
  const died = person.died !== undefined && person.died <= period.to ? person.died : undefined;
  // The council learns of a move only when it next sees someone.
  const movedLately = person.earlierAddress && period.to < person.earlierAddress.until + 120;
  const address = movedLately && stated.address ? person.earlierAddress.address : stated.address;
  return {
    "LA Code": household.council,
    "Reporting Period Start Date": write(period.from),
    "Reporting Period End Date": write(period.to),
    "NHS Number": stated.nhsNumber ?? "",
    "LA Person Unique Identifier": id,
    "Given Name": stated.given,
    "Family Name": stated.family,
    "Address Line 1": address?.line ?? "",
    Postcode: address?.postcode ?? "",
    "Date of Birth": isoStyle ? stated.born : `${day}/${month}/${year}`,
    "Date of Death": died === undefined ? "" : write(died),
    "GP Practice Name": practice.name,
    "GP Practice Code": practice.ods,
    Gender: stated.sex === "female" ? "Female" : "Male",
    Ethnicity: ETHNICITY_WORDS[person.ethnicity],
    "Client Type": "Service User",
    "Primary Support Reason": care.reason,
    "Accommodation Status": accommodation(person, care, period.to),
    "Employment Status":
      ageOn(person.born, period.to) > 66 ? "Not in Paid Employment (not actively seeking work / retired)" : "Unknown",
    "Has Unpaid Carer": yesNo(!person.livesAlone),
    "Autism Spectrum Disorder (ASD)": yesNo(hasOn(person, "autism", period.to)),
    "Visual Impairment": yesNo(hasOn(person, "glaucoma", period.to)),
    "Hearing Impairment": yesNo(hasOn(person, "hearing-loss", period.to)),
    Dementia: yesNo(hasOn(person, "dementia", period.to)),
  };
}

function accommodation(person: Person, care: CareLife, day: Day): string {
  const home = care.services.find(
    ({ type, on }) => on <= day && (type.endsWith("Nursing Care") || type.endsWith("Residential Care")),
  );
  if (home) return home.type.endsWith("Nursing Care") ? "Registered nursing home" : "Registered care home";
  if (hasOn(person, "learning-disability", day))
    return person.livesAlone
      ? "Supported accommodation / supported lodgings / supported group home"
      : "Settled mainstream housing with family / friends";
  return person.address.decile > 5 ? "Owner occupier or shared ownership scheme" : "Tenant";
}

const serviceCells = (service: CareService): Row => ({
  "Event Description": service.component,
  "Service Type": service.type,
  "Service Component": service.component,
  "Delivery Mechanism": service.mechanism ?? "",
  "Provider CQC Location Name": service.mechanism === "Direct Payment" ? "" : (PROVIDERS[service.provider] ?? ""),
  "Provider CQC Location ID":
    service.mechanism === "Direct Payment" ? "" : `ZZ-${String(service.provider + 1).padStart(3, "0")}`,
  "Unit Cost": service.unitCost.toFixed(2),
  "Cost Frequency (Unit Type)": service.unitsPerWeek === 1 ? "Per week" : "Hourly",
  "Planned units per week": String(service.unitsPerWeek),
  "Full cost client": "No",
});
