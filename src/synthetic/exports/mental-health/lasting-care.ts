import { isoDay } from "../../lives/day.ts";
import type { Coordinator, MentalHealthReferral, MentalHealthStay, Plan } from "../../lives/mental-health.ts";
import { MENTAL_HEALTH_TEAMS } from "../../lives/mental-health-teams.ts";
import { twoDigits } from "../trust-submissions/contact-cells.ts";
import { madeId } from "../trust-submissions/made-id.ts";
import { isToldIn, knownEnd, type Period } from "../trust-submissions/periods.ts";
import { staffName } from "../trust-submissions/staff.ts";
import { endAs, isWithin, type Client, type ToldRow } from "../trust-submissions/trust-export.ts";
import { day, eachRow, localId, requestId, staffId, teamOf } from "./rows.ts";
import * as tables from "./tables.ts";

/** Who coordinates, by which plans, under which programme, as it stood when a period closed. */
export function lastingRows(
  client: Client,
  referral: MentalHealthReferral,
  nth: number,
  period: Period,
): readonly ToldRow[] {
  const { coordinators, programme, plan, crisisPlan, ended } = referral;
  const each = { ...eachRow(period, client.id), LocalPatientId: localId(client) };
  const rows: ToldRow[] = coordinators
    .filter(({ from }) => from <= period.to && isWithin(client, from))
    .map((coordinator) => coordinatorRow(client, referral, coordinator, period));
  if (programme && programme.from <= period.to && isWithin(client, programme.from)) {
    const id = `CPA${client.id}-${nth + 1}`;
    const to = day(knownEnd(period, endAs(client, programme.to)));
    rows.push({
      table: tables.PROGRAMME,
      row: { ...each, CPAEpisodeId: id, StartDateCPA: isoDay(programme.from), EndDateCPA: to },
      event: { type: "CarePlan", id: madeId("care-programme", id), day: programme.from },
    });
  }
  const until = endAs(client, ended);
  return [
    ...rows,
    ...planRows(client, plan, { id: `MP${client.id}-${nth + 1}`, kind: "10", until }, period),
    ...planRows(client, crisisPlan, { id: `MX${client.id}-${nth + 1}`, kind: "12", until }, period),
  ];
}

function coordinatorRow(
  client: Client,
  { team }: MentalHealthReferral,
  { who, from, to }: Coordinator,
  period: Period,
): ToldRow {
  const staff = staffId(team, who);
  const { code, name } = teamOf(client, team);
  return {
    table: tables.COORDINATOR,
    row: {
      ...eachRow(period, client.id),
      LocalPatientId: localId(client),
      StartDateAssCareCoord: isoDay(from),
      CareProfLocalId: staff,
      CareProfName: nameOf(team, who),
      EndDateAssCareCoord: day(knownEnd(period, endAs(client, to))),
      CareProfServOrTeamTypeAssoc: code,
      CareProfTeamName: name,
    },
    event: { type: "CareTeam", id: madeId("care-coordinator", client.id, staff, isoDay(from)), day: from },
  };
}

type PlanFacts = { readonly id: string; readonly kind: "10" | "12"; readonly until: number | undefined };

function planRows(client: Client, plan: Plan | undefined, facts: PlanFacts, period: Period): readonly ToldRow[] {
  if (!plan || plan.created > period.to || !isWithin(client, plan.created)) return [];
  const { id, kind, until } = facts;
  const each = { ...eachRow(period, client.id), CarePlanID: id };
  const updated = plan.updated.findLast((on) => on <= period.to && isWithin(client, on));
  const created = isoDay(plan.created);
  return [
    {
      table: tables.CARE_PLAN,
      row: {
        ...each,
        LocalPatientId: localId(client),
        CarePlanTypeMH: kind,
        CarePlanCreatDate: created,
        CarePlanLastUpdateDate: day(updated),
        CarePlanImplementDate: created,
        RecordEndDate: day(knownEnd(period, until)),
      },
      event: { type: "CarePlan", id, day: plan.created },
    },
    {
      table: tables.AGREEMENT,
      row: { ...each, CarePlanAgreedBy: "the person", CarePlanAgreedDate: created },
      event: {
        type: "Procedure",
        id: madeId("care-plan-agreement", id, created, "the person"),
        day: plan.created,
      },
    },
  ];
}

/** Stays in hospital because of a referral. */
export function spellRows(
  client: Client,
  stays: readonly MentalHealthStay[],
  nth: number,
  period: Period,
  isFirst: boolean,
): readonly ToldRow[] {
  return stays.flatMap(({ referral, admitted, minute, discharged, method }, place): readonly ToldRow[] => {
    if (referral !== nth || !isWithin(client, admitted)) return [];
    const until = endAs(client, discharged);
    if (!isToldIn(period, isFirst, admitted, until)) return [];
    const spell = `SP${client.id}-${place + 1}`;
    const out = knownEnd(period, until);
    return [
      {
        table: tables.SPELL,
        row: {
          ...eachRow(period, client.id),
          HospProvSpellID: spell,
          ServiceRequestId: requestId(client, nth),
          StartDateHospProvSpell: isoDay(admitted),
          StartTimeHospProvSpell: `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:00`,
          SourceAdmMHHospProvSpell: "19",
          MethAdmMHHospProvSpell: method,
          DischDateHospProvSpell: day(out),
          DestOfDischHospProvSpell: out === undefined ? "" : client.person.died === out ? "79" : "19",
        },
        event: { type: "Encounter", id: madeId("hospital-provider-spell", spell), day: admitted },
      },
    ];
  });
}

/** Every member of the teams' staff, by their made-up name. */
export const staffOf = () =>
  TEAM_NAMES.flatMap((team) =>
    Array.from({ length: MENTAL_HEALTH_TEAMS[team].course.clinicians }, (_, who) => ({
      id: staffId(team, who),
      name: nameOf(team, who),
    })),
  );

const TEAM_NAMES = Object.keys(MENTAL_HEALTH_TEAMS) as readonly (keyof typeof MENTAL_HEALTH_TEAMS)[];

const nameOf = (team: keyof typeof MENTAL_HEALTH_TEAMS, who: number): string =>
  staffName(200 + TEAM_NAMES.indexOf(team) * 13 + who);
