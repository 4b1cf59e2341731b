import { tookPlace } from "../../lives/contact-course.ts";
import { isoDay, isoMoment, type Day } from "../../lives/day.ts";
import type { MentalHealthContact, MentalHealthReferral } from "../../lives/mental-health.ts";
import { MENTAL_HEALTH_TEAMS, type MentalHealthTeam } from "../../lives/mental-health-teams.ts";
import { ACUTE_TRUST, COUNCILS, MENTAL_HEALTH_TRUST } from "../../lives/town.ts";
import { contactCells, twoDigits } from "../trust-submissions/contact-cells.ts";
import { identityCells } from "../trust-submissions/identity-cells.ts";
import { madeId } from "../trust-submissions/made-id.ts";
import { knownEnd, type Period } from "../trust-submissions/periods.ts";
import type { Row } from "../trust-submissions/submission-files.ts";
import { endAs, isWithin, type Client, type ToldRow } from "../trust-submissions/trust-export.ts";
import { ACTS, REASONS, SCORES, SOURCES, TEAMS } from "./codes.ts";
import * as tables from "./tables.ts";

export const day = (on: Day | undefined): string => (on === undefined ? "" : isoDay(on));

/** What every row says besides its own matter. */
export const eachRow = (period: Period, patient: string): Row => ({
  OrgIDProv: MENTAL_HEALTH_TRUST.code,
  Person_ID: patient,
  ReportingPeriodStartDate: isoDay(period.from),
  ReportingPeriodEndDate: isoDay(period.to),
});

export const localId = ({ id }: Client): string => `M-${id}`;

export function rowsAbout(client: Client, period: Period): readonly ToldRow[] {
  const { known, person, practice } = client;
  const who = identityCells(known.stated);
  const each = { ...eachRow(period, client.id), LocalPatientId: localId(client), GMPReg: practice.ods };
  const registration = person.registrations.find(({ ods }) => ods === practice.ods);
  return [
    {
      table: tables.MPI,
      row: {
        ...each,
        NHSNumber: who.nhsNumber,
        NHSNumberStatus: who.numberStatus,
        PersonBirthDate: who.born,
        Gender: who.gender,
        EthnicCategory: person.ethnicity,
        PersDeathDate: known.isFormer ? "" : day(knownEnd(period, person.died)),
        PersonGivenName: who.given,
        PersonFamilyName: who.family,
        PatientUsualAddress: who.address,
        Postcode: who.postcode,
        TelephoneNumber: who.telephone,
      },
    },
    {
      table: tables.GP,
      row: {
        ...each,
        StartDateGMPRegistration: day(registration?.from),
        EndDateGMPRegistration: day(knownEnd(period, registration?.to)),
      },
      event: {
        type: "Observation",
        id: madeId("registered-practice", client.id, practice.ods, day(registration?.from)),
        day: registration?.from ?? person.from,
      },
    },
  ];
}

export const requestId = ({ id }: Client, nth: number): string => `MR${id}-${nth + 1}`;

/** The team of the person's council area. */
export function teamOf({ household }: Client, team: MentalHealthTeam) {
  const area = household.council === COUNCILS[0].code ? "Northbank" : "Southmere";
  const { code, words } = TEAMS[team];
  return { code, id: `${code}${area.charAt(0)}`, name: `${area} ${words}` };
}

/** A referral, its team and what was diagnosed, as they stood when a period closed. */
export function rowsOfReferral(
  client: Client,
  referral: MentalHealthReferral,
  nth: number,
  period: Period,
): readonly ToldRow[] {
  const request = requestId(client, nth);
  const team = teamOf(client, referral.team);
  const ended = day(knownEnd(period, endAs(client, referral.ended)));
  const rejected = day(knownEnd(period, referral.rejected));
  const each = { ...eachRow(period, client.id), ServiceRequestId: request, ReferRejectionDate: rejected };
  return [
    {
      table: tables.REFERRAL,
      row: {
        ...each,
        LocalPatientId: localId(client),
        CareProfTeamLocalID: team.id,
        ServiceTypeName: team.name,
        ReferralRequestReceivedDate: isoDay(referral.on),
        SourceOfReferralMH: SOURCES[referral.from],
        OrgIDReferringOrg:
          referral.from === "gp" ? client.practice.ods : referral.from === "hospital" ? ACUTE_TRUST.code : "",
        ClinRespPriorityType: referral.team === "crisis" ? "4" : referral.urgent ? "2" : "3",
        PrimReasonReferralMH: REASONS[referral.because],
        ServDischDate: ended,
      },
      event: { type: "ServiceRequest", id: request, day: referral.on },
    },
    {
      table: tables.SERVICE_TYPE,
      row: {
        ...each,
        CareProfTeamLocalId: team.id,
        CareProfTeamName: team.name,
        ServTeamTypeRefToMH: team.code,
        ReferClosureDate: ended,
      },
      event: { type: "CareTeam", id: madeId("team-referred-to", request, team.id), day: referral.on },
    },
    ...diagnosisRows(client, referral, request, period),
  ];
}

/** What teams of therapy find stays provisional: nobody of them diagnoses. */
function diagnosisRows(
  client: Client,
  { icd10, diagnosed, team, ended }: MentalHealthReferral,
  request: string,
  period: Period,
): readonly ToldRow[] {
  if (icd10 === undefined || diagnosed === undefined || diagnosed > period.to || !isWithin(client, diagnosed))
    return [];
  const provisional = team === "primary-care" || team === "therapy";
  const moment = isoMoment(diagnosed, 720);
  const each = {
    ...eachRow(period, client.id),
    ServiceRequestId: request,
    DiagSchemeInUse: "02",
    RecordEndDate: day(knownEnd(period, endAs(client, ended))),
  };
  const kind = provisional ? "provisional" : "primary";
  return [
    {
      table: provisional ? tables.PROVISIONAL : tables.PRIMARY,
      row: provisional
        ? { ...each, ProvDiag: icd10, CodedProvDiagTimestamp: moment }
        : { ...each, PrimDiag: icd10, CodedDiagTimestamp: moment },
      event: {
        type: "Condition",
        id: madeId("diagnosis", kind, client.id, request, "02", icd10, isoDay(diagnosed)),
        day: diagnosed,
      },
    },
  ];
}

/** A contact, what was done at it, and what questionnaires said. */
export function rowsOfContact(
  client: Client,
  { team }: MentalHealthReferral,
  contact: MentalHealthContact,
  ids: { readonly request: string; readonly contact: string },
  period: Period,
): readonly ToldRow[] {
  const { on } = contact;
  const cells = contactCells(contact, client.life.care);
  const { code, id, name } = teamOf(client, team);
  const each = { ...eachRow(period, client.id), CareContactId: ids.contact };
  return [
    {
      table: tables.CARE_CONTACT,
      row: {
        ...each,
        ServiceRequestId: ids.request,
        CareContDate: cells.on,
        CareContTime: cells.at,
        CareProfTeamLocalId: id,
        CareProfTeamName: name,
        ServTeamTypeMH: code,
        ClinContDurOfCareCont: tookPlace(contact) ? cells.minutes : "",
        ConsMechanismMH: cells.mechanism,
        ActLocTypeCode: cells.location,
        AttendStatus: cells.attendance,
      },
      event: { type: "Encounter", id: ids.contact, day: on },
    },
    ...(tookPlace(contact) && ACTS[contact.done] !== "" ? activityRows(each, team, contact, ids.contact) : []),
  ];
}

function activityRows(
  each: Row,
  team: MentalHealthTeam,
  { on, done, clinician, scores }: MentalHealthContact,
  contact: string,
): readonly ToldRow[] {
  const id = `${contact}-A1`;
  const act: ToldRow = {
    table: tables.CARE_ACTIVITY,
    row: {
      ...each,
      CareActId: id,
      CareProfLocalId: staffId(team, clinician),
      CodeProcAndProcStatus: ACTS[done],
      dmicActivityDate: isoDay(on),
    },
    event: { type: "Procedure", id, day: on },
  };
  if (!scores) return [act];
  const scored = (["depression", "anxiety"] as const).map((about): ToldRow => {
    const [tool] = SCORES[about];
    return {
      table: tables.SCORE,
      row: {
        ...each,
        CareActId: id,
        CodedAssToolType: tool,
        PersScore: String(scores[about]),
        dmicActivityDate: isoDay(on),
      },
      event: { type: "Observation", id: madeId("scored-assessment", "activity", id, tool), day: on },
    };
  });
  return [act, ...scored];
}

const TEAM_NAMES = Object.keys(MENTAL_HEALTH_TEAMS);

/** The trust's id of a member of staff: the team and their number in it. */
export const staffId = (team: MentalHealthTeam, clinician: number): string =>
  `MS${twoDigits(TEAM_NAMES.indexOf(team) + 1)}${twoDigits(clinician + 1)}`;
