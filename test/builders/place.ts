import { actorId, feedId, odsCode } from "#base";
import type { Place } from "#place";
import { PURPOSES, SENSITIVITIES } from "#sharing";

/** The organisations of the made-up place. */
export const PRACTICE = odsCode("X99001");
export const OTHER_PRACTICE = odsCode("X99002");
export const HOSPITAL = odsCode("X99003");
export const COUNCIL = odsCode("X99004");

export const NURSE = actorId("a-nurse");
/** May seal and erase. */
export const GOVERNANCE_LEAD = actorId("a-governance-lead");

/** May decide which registrations are one person's. */
export const LINKER = actorId("a-linker");
export const SECOND_LINKER = actorId("a-second-linker");

/** Everything that everybody may agree on, signed by all of these: for tests of something else than sharing. */
export function everybodyShares(organisations: Place["organisations"]): NonNullable<Place["agreements"]> {
  return [
    {
      id: "everything",
      name: "Everything with everybody",
      purposes: Object.keys(PURPOSES),
      categories: "all",
      sensitivities: Object.keys(SENSITIVITIES).filter((one) => one !== "restricted"),
      legalBasis: "A task in the public interest",
      documents: [],
      from: "2000-01-01",
      review: "2100-01-01",
      parties: organisations.map(({ ods }) => ({
        organisation: ods,
        signed: { by: "A Signatory", on: "2000-01-01" },
      })),
    },
  ];
}

const ORGANISATIONS: Place["organisations"] = [
  { ods: PRACTICE, name: "First Surgery", kind: "gp-practice" },
  { ods: OTHER_PRACTICE, name: "Second Surgery", kind: "gp-practice" },
  { ods: HOSPITAL, name: "Testborough Hospital", kind: "acute-trust" },
  { ods: COUNCIL, name: "Testborough Council", kind: "council" },
];

/** A made-up place with two practices, a hospital and a council. */
export const aPlace = (): Place => ({
  name: "Testborough",
  demonstration: true,
  organisations: ORGANISATIONS,
  agreements: everybodyShares(ORGANISATIONS),
  claims: true,
  staff: [
    { id: NURSE, name: "A Nurse", role: "nurse", organisation: PRACTICE, from: "2020-01-01" },
    {
      id: GOVERNANCE_LEAD,
      name: "A Governance Lead",
      role: "information-governance",
      organisation: COUNCIL,
      from: "2020-01-01",
    },
    { id: LINKER, name: "A Linker", role: "data-quality", organisation: COUNCIL, from: "2020-01-01" },
    { id: SECOND_LINKER, name: "A Second Linker", role: "data-quality", organisation: COUNCIL, from: "2020-01-01" },
  ],
  feeds: [
    {
      id: feedId("gp"),
      name: "GP records",
      format: "fhir-r4",
      folder: "gp-fhir",
      organisations: [PRACTICE, OTHER_PRACTICE],
      deliveries: "increments",
      expectedEveryDays: 7,
    },
    {
      id: feedId("social-care"),
      name: "Adult social care",
      format: "cld-csv",
      folder: "social-care",
      organisations: [COUNCIL],
      deliveries: "snapshot",
      expectedEveryDays: 92,
    },
  ],
});
