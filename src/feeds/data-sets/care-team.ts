import type { CareTeam, Period } from "fhir/r4.js";
import { idOfParts } from "../source-id.ts";
import { teamWords, type Team } from "./care-contact.ts";
import { isOver } from "./cells.ts";
import { entryRef, extended, localSystem, organisationRef, patientRef, referralExtension } from "./reference.ts";

/** The team to which somebody was referred: theirs until it closes the referral, or turns it down. */
export type TeamReferredTo = {
  readonly patient: string;
  readonly provider: string | undefined;
  readonly request: string;
  readonly team: Team;
  readonly closed: string | undefined;
  readonly rejected: string | undefined;
};

export function careTeamOf(referred: TeamReferredTo, now: Date): CareTeam & { id: string } {
  const { patient, provider, request, team, closed, rejected } = referred;
  const words = teamWords(team);
  const ended = closed ?? rejected;
  const over = rejected !== undefined || isOver(closed, now);
  const member = {
    ...(team.id !== undefined && { identifier: { system: localSystem("team"), value: team.id } }),
    ...(words !== undefined && { display: words }),
  };
  return {
    resourceType: "CareTeam",
    id: idOfParts("team-referred-to", request, team.id ?? team.kind?.coding?.[0]?.code ?? words ?? ""),
    ...extended(referralExtension(request)),
    status: over ? "inactive" : "active",
    ...(team.kind && { category: [team.kind] }),
    name: `${words ?? "Team"}${rejected === undefined ? "" : ", which turned the referral down"}`,
    subject: patientRef(patient),
    ...(ended !== undefined && { period: { end: ended } }),
    participant: [{ member, ...(provider !== undefined && { onBehalfOf: organisationRef(provider) }) }],
  };
}

/** Who coordinates somebody's care, from when to when. */
export type Coordination = {
  readonly patient: string;
  readonly provider: string | undefined;
  /** The provider's id of the member of staff. */
  readonly staff: string;
  readonly name: string | undefined;
  readonly team: Team;
  readonly from: string;
  readonly to: string | undefined;
};

/** A care coordinator as a FHIR CareTeam of one, whose role says that they coordinate. */
export function coordinationOf(given: Coordination, now: Date): CareTeam & { id: string } {
  const { patient, provider, staff, name, team, from, to } = given;
  const words = teamWords(team);
  const period: Period = { start: from, ...(to !== undefined && { end: to }) };
  return {
    resourceType: "CareTeam",
    id: idOfParts("care-coordinator", patient, staff, from),
    status: isOver(to, now) ? "inactive" : "active",
    ...(team.kind && { category: [team.kind] }),
    name: words === undefined ? "Care coordinator" : `Care coordinator, ${words}`,
    subject: patientRef(patient),
    period,
    participant: [
      {
        role: [COORDINATOR],
        member: entryRef("Practitioner", staff, name),
        ...(provider !== undefined && { onBehalfOf: organisationRef(provider) }),
        period,
      },
    ],
  };
}

/** @see https://hl7.org/fhir/R4/valueset-participant-role.html */
const COORDINATOR = {
  coding: [{ system: "http://snomed.info/sct", code: "768820003", display: "Care coordinator" }],
  text: "Care coordinator",
};
