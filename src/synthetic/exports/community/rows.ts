import type { CommunityContact, CommunityReferral } from "../../lives/community.ts";
import { COMMUNITY_SERVICE_NAMES, type CommunityService } from "../../lives/community-services.ts";
import { tookPlace } from "../../lives/contact-course.ts";
import { isoDay, type Day } from "../../lives/day.ts";
import { ACUTE_TRUST, COMMUNITY_TRUST, COUNCILS } from "../../lives/town.ts";
import { contactCells, twoDigits } from "../trust-submissions/contact-cells.ts";
import { identityCells } from "../trust-submissions/identity-cells.ts";
import { madeId } from "../trust-submissions/made-id.ts";
import { knownEnd, type Period } from "../trust-submissions/periods.ts";
import type { Row } from "../trust-submissions/submission-files.ts";
import { endAs, type Client, type ToldRow } from "../trust-submissions/trust-export.ts";
import { ACTIVITIES, MEASURES, TEAMS } from "./codes.ts";
import * as tables from "./tables.ts";

const day = (on: Day | undefined): string => (on === undefined ? "" : isoDay(on));

/** What every row says besides its own matter. */
export const eachRow = (period: Period, patient: string): Row => ({
  "ORGANISATION IDENTIFIER (CODE OF PROVIDER)": COMMUNITY_TRUST.code,
  "PERSON ID": patient,
  "REPORTING PERIOD START DATE": isoDay(period.from),
  "REPORTING PERIOD END DATE": isoDay(period.to),
});

const localId = ({ id }: Client): string => `C-${id}`;

export function rowsAbout(client: Client, period: Period): readonly ToldRow[] {
  const { known, person, practice } = client;
  const who = identityCells(known.stated);
  const each = { ...eachRow(period, client.id), "LOCAL PATIENT IDENTIFIER (EXTENDED)": localId(client) };
  const registered = { "GENERAL MEDICAL PRACTICE (PATIENT REGISTRATION)": practice.ods };
  const registration = person.registrations.find(({ ods }) => ods === practice.ods);
  return [
    {
      table: tables.MPI,
      row: {
        ...each,
        ...registered,
        "NHS NUMBER": who.nhsNumber,
        "NHS NUMBER STATUS INDICATOR CODE": who.numberStatus,
        "PERSON BIRTH DATE": who.born,
        "PERSON STATED GENDER CODE": who.gender,
        "ETHNIC CATEGORY": person.ethnicity,
        "PERSON DEATH DATE": known.isFormer ? "" : day(knownEnd(period, person.died)),
        "PERSON GIVEN NAME": who.given,
        "PERSON FAMILY NAME": who.family,
        "PATIENT USUAL ADDRESS": who.address,
        "POSTCODE OF USUAL ADDRESS": who.postcode,
        "TELEPHONE NUMBER": who.telephone,
      },
    },
    {
      table: tables.GP,
      row: {
        ...each,
        ...registered,
        "START DATE (GMP PATIENT REGISTRATION)": day(registration?.from),
        "END DATE (GMP PATIENT REGISTRATION)": day(knownEnd(period, registration?.to)),
      },
      event: {
        type: "Observation",
        id: madeId("registered-practice", client.id, practice.ods, day(registration?.from)),
        day: registration?.from ?? person.from,
      },
    },
  ];
}

export const requestId = ({ id }: Client, nth: number): string => `SR${id}-${nth + 1}`;

/** The team of a service that serves the person's council area. */
function teamOf({ household }: Client, service: CommunityService) {
  const area = household.council === COUNCILS[0].code ? "Northbank" : "Southmere";
  const { code, words } = TEAMS[service];
  return { code, id: `T${code}${area.charAt(0)}`, name: `${area} ${words}` };
}

const teamCells = ({ id, name }: ReturnType<typeof teamOf>): Row => ({
  "CARE PROFESSIONAL TEAM LOCAL IDENTIFIER": id,
  "CARE PROFESSIONAL TEAM NAME": name,
});

/** A referral, its team, plan and diagnosis, as they stood when a period closed. */
export function rowsStanding(
  client: Client,
  referral: CommunityReferral,
  nth: number,
  period: Period,
): readonly ToldRow[] {
  const request = requestId(client, nth);
  const team = teamOf(client, referral.service);
  const ended = knownEnd(period, endAs(client, referral.ended));
  const each = { ...eachRow(period, client.id), "SERVICE REQUEST IDENTIFIER": request };
  return [
    {
      table: tables.REFERRAL,
      row: {
        ...each,
        ...teamCells(team),
        "LOCAL PATIENT IDENTIFIER (EXTENDED)": localId(client),
        "REFERRAL REQUEST RECEIVED DATE": isoDay(referral.on),
        "ORGANISATION IDENTIFIER (REFERRING ORGANISATION)":
          referral.from === "hospital" ? ACUTE_TRUST.code : referral.from === "gp" ? client.practice.ods : "",
        "PRIORITY TYPE CODE": referral.urgent ? "2" : "1",
        "SERVICE DISCHARGE DATE": day(ended),
      },
      event: { type: "ServiceRequest", id: request, day: referral.on },
    },
    {
      table: tables.SERVICE_TYPE,
      row: {
        ...each,
        ...teamCells(team),
        "SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)": team.code,
        "REFERRAL CLOSURE DATE": day(ended),
      },
      event: { type: "CareTeam", id: madeId("team-referred-to", request, team.id), day: referral.on },
    },
    ...planRows(client, referral, nth, period),
    ...diagnosisRows(client, referral, nth, period),
  ];
}

function planRows(client: Client, { plan, ended }: CommunityReferral, nth: number, period: Period): readonly ToldRow[] {
  if (!plan || plan.created > period.to || plan.created > (endAs(client, undefined) ?? Infinity)) return [];
  const id = `CP${client.id}-${nth + 1}`;
  const updated = plan.updated.findLast((on) => on <= Math.min(period.to, endAs(client, undefined) ?? Infinity));
  const each = { ...eachRow(period, client.id), "CARE PLAN IDENTIFIER": id };
  const agreed = plan.created;
  return [
    {
      table: tables.CARE_PLAN,
      row: {
        ...each,
        "LOCAL PATIENT IDENTIFIER (EXTENDED)": localId(client),
        "CARE PLAN TYPE (COMMUNITY CARE)": "Personalised care and support plan",
        "CARE PLAN CREATION DATE": isoDay(plan.created),
        "CARE PLAN LAST UPDATED DATE": day(updated),
        "CARE PLAN IMPLEMENTATION DATE": isoDay(plan.created),
        "RECORD END DATE": day(knownEnd(period, endAs(client, ended))),
      },
      event: { type: "CarePlan", id, day: plan.created },
    },
    {
      table: tables.AGREEMENT,
      row: { ...each, "CARE PLAN AGREED BY": "the person", "CARE PLAN AGREED DATE": isoDay(agreed) },
      event: {
        type: "Procedure",
        id: madeId("care-plan-agreement", id, isoDay(agreed), "the person"),
        day: agreed,
      },
    },
  ];
}

const DIAGNOSES: Readonly<Partial<Record<CommunityService, string>>> = {
  "district-nursing": "L97X",
  physiotherapy: "M545",
  rehabilitation: "R268",
  "heart-failure": "I500",
  respiratory: "J449",
};

function diagnosisRows(
  client: Client,
  { service, contacts, ended }: CommunityReferral,
  nth: number,
  period: Period,
): readonly ToldRow[] {
  const code = DIAGNOSES[service];
  const on = contacts.find(tookPlace)?.on;
  if (code === undefined || on === undefined || on > Math.min(period.to, endAs(client, undefined) ?? Infinity))
    return [];
  const request = requestId(client, nth);
  return [
    {
      table: tables.DIAGNOSIS,
      row: {
        ...eachRow(period, client.id),
        "SERVICE REQUEST IDENTIFIER": request,
        "DIAGNOSIS SCHEME IN USE (COMMUNITY CARE)": "02",
        "PRIMARY DIAGNOSIS (CODED CLINICAL ENTRY)": code,
        "DIAGNOSIS DATE": isoDay(on),
        "RECORD END DATE": day(knownEnd(period, endAs(client, ended))),
      },
      event: {
        type: "Condition",
        id: madeId("diagnosis", "primary", client.id, request, "02", code, isoDay(on)),
        day: on,
      },
    },
  ];
}

/** A contact, and what was done and measured at it. */
export function rowsOfContact(
  client: Client,
  { service }: CommunityReferral,
  contact: CommunityContact,
  ids: { readonly request: string; readonly contact: string },
  period: Period,
): readonly ToldRow[] {
  const { on } = contact;
  const cells = contactCells(contact, client.life.care);
  const each = { ...eachRow(period, client.id), "CARE CONTACT IDENTIFIER": ids.contact };
  return [
    {
      table: tables.CARE_CONTACT,
      row: {
        ...each,
        ...teamCells(teamOf(client, service)),
        "SERVICE REQUEST IDENTIFIER": ids.request,
        "CARE CONTACT DATE": cells.on,
        "CARE CONTACT TIME": cells.at,
        "CLINICAL CONTACT DURATION OF CARE CONTACT": tookPlace(contact) ? cells.minutes : "",
        "CONSULTATION MECHANISM (COMMUNITY CARE)": cells.mechanism,
        "ACTIVITY LOCATION TYPE CODE": cells.location,
        "ATTENDANCE STATUS": cells.attendance,
      },
      event: { type: "Encounter", id: ids.contact, day: on },
    },
    ...(tookPlace(contact) ? activityRows(each, service, contact, ids.contact) : []),
  ];
}

function activityRows(
  each: Row,
  service: CommunityService,
  { on, done, clinician, measured }: CommunityContact,
  contact: string,
): readonly ToldRow[] {
  const { kind, act } = ACTIVITIES[done];
  const id = `${contact}-A1`;
  const common = {
    ...each,
    dmicActivityDate: isoDay(on),
    "CARE PROFESSIONAL LOCAL IDENTIFIER": staffId(service, clinician),
  };
  const first: ToldRow = {
    table: tables.CARE_ACTIVITY,
    row: {
      ...common,
      "CARE ACTIVITY IDENTIFIER": id,
      "COMMUNITY CARE ACTIVITY TYPE CODE": kind,
      "CODED PROCEDURE (CLINICAL TERMINOLOGY)": act?.[0] ?? "",
    },
    event: { type: "Procedure", id, day: on },
  };
  if (!measured) return [first];
  const { concept, unit } = MEASURES[measured.what];
  const value = String(measured.value);
  if (unit === undefined) {
    const score: Row = {
      ...each,
      "CARE ACTIVITY IDENTIFIER": id,
      "CODED ASSESSMENT TOOL TYPE (SNOMED CT)": concept[0],
      "SNOMED CT ASSESSMENT PREFERRED TERM": concept[1],
      "PERSON SCORE": value,
      dmicObservationDate: isoDay(on),
    };
    const scored = madeId("scored-assessment", "activity", id, concept[0]);
    return [first, { table: tables.SCORE, row: score, event: { type: "Observation", id: scored, day: on } }];
  }
  const second = `${contact}-A2`;
  return [
    first,
    {
      table: tables.CARE_ACTIVITY,
      row: {
        ...common,
        "CARE ACTIVITY IDENTIFIER": second,
        "COMMUNITY CARE ACTIVITY TYPE CODE": "01",
        "CODED OBSERVATION (CLINICAL TERMINOLOGY)": concept[0],
        "MASTER SNOMED CT OBSERVATION PREFERRED TERM": concept[1],
        "OBSERVATION VALUE": value,
        "UCUM UNIT OF MEASUREMENT": unit,
      },
      event: { type: "Observation", id: madeId("care-activity", "observation", second), day: on },
    },
  ];
}

/** The trust's id of a member of staff: the service and their number in it. */
export const staffId = (service: CommunityService, clinician: number): string =>
  `CS${twoDigits(COMMUNITY_SERVICE_NAMES.indexOf(service) + 1)}${twoDigits(clinician + 1)}`;
