import { odsCode, type CellId, type EntryId, type OdsCode, type PatientId } from "#base";
import type { RelationshipKind } from "#sharing";
import { eventOf } from "./event.ts";
import { at, firstIn, isFields, listIn, textIn, type Fields } from "./resource.ts";

/** What an entry grounds: an organisation has to do with the patient, from when to when. */
export type Ground = {
  readonly kind: RelationshipKind;
  readonly organisation: OdsCode;
  readonly groundPatient: PatientId;
  readonly groundEntry: EntryId;
  readonly groundCell: CellId;
  readonly starts?: Date;
  readonly ends?: Date;
};

type Rule = {
  readonly kind: RelationshipKind;
  /** False where this one grounds nothing. */
  readonly holds: (resource: Fields) => boolean;
  /** References to the organisations concerned; none means the source itself. */
  readonly organisations: (resource: Fields) => readonly unknown[];
};

/** How an episode, visit, request, team or plan stands when somebody is, was or is about to be cared for. */
const LIVE = new Set("active onhold on-hold finished completed in-progress planned arrived triaged onleave".split(" "));
const isLive = (resource: Fields): boolean => LIVE.has(textIn(resource["status"]) ?? "");

/** Encounter classes in which someone stays: inpatient, emergency, short stay, observation. */
const STAYS = new Set(["IMP", "ACUTE", "NONAC", "EMER", "SS", "OBSENC"]);

/** The one table of what grounds a relationship. */
const GROUNDS: Readonly<Record<string, Rule>> = {
  EpisodeOfCare: {
    kind: "registration",
    holds: isLive,
    organisations: (resource) => listIn(resource["managingOrganization"]),
  },
  Encounter: {
    kind: "stay",
    holds: (resource) => isLive(resource) && STAYS.has(textIn(at(resource["class"], "code")) ?? ""),
    organisations: (resource) => listIn(resource["serviceProvider"]),
  },
  ServiceRequest: {
    kind: "referral",
    holds: isLive,
    organisations: (resource) => listIn(resource["performer"]),
  },
  CareTeam: {
    kind: "team",
    holds: isLive,
    organisations: (resource) =>
      listIn(resource["participant"]).flatMap((one) => at(one, "onBehalfOf") ?? at(one, "member") ?? []),
  },
  CarePlan: {
    kind: "team",
    holds: isLive,
    organisations: (resource) => listIn(at(at(firstIn(resource["activity"]), "detail"), "performer")),
  },
};

export const GROUNDING_TYPES: readonly string[] = Object.keys(GROUNDS);

/** Of an entry, what its grounds are known by. */
export type GroundingEntry = { readonly id: EntryId; readonly patient: PatientId; readonly cell: CellId };

/** What this entry grounds, if anything. */
export function groundsOf(source: OdsCode, { id, patient, cell }: GroundingEntry, resource: Fields): readonly Ground[] {
  const rule = GROUNDS[String(resource["resourceType"])];
  if (!rule?.holds(resource)) return [];
  const { from, to } = eventOf(resource);
  const ends = rule.kind === "referral" && !isFields(resource["occurrencePeriod"]) ? undefined : to;
  const named = rule.organisations(resource).flatMap((reference) => organisationIn(reference) ?? []);
  return [...new Set(named.length > 0 ? named : [source])].map((organisation) => ({
    kind: rule.kind,
    organisation,
    groundPatient: patient,
    groundEntry: id,
    groundCell: cell,
    ...(from && { starts: from }),
    // The day on which a referral was written is not its end.
    ...(ends && { ends }),
  }));
}

/** What is no code names no organisation. */
const CODE = /^[A-Z0-9]{3,10}$/i;

const ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code";

function organisationIn(reference: unknown): OdsCode | undefined {
  const identifier = at(reference, "identifier");
  const code = at(identifier, "system") === ODS_CODE ? textIn(at(identifier, "value")) : undefined;
  const id = /^Organization\/([A-Z0-9]{3,10})$/.exec(textIn(at(reference, "reference")) ?? "")?.[1];
  const named = code ?? id;
  return named !== undefined && CODE.test(named) ? odsCode(named) : undefined;
}
