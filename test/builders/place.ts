import { actorId, feedId, odsCode } from "#base";
import type { Place } from "#place";

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

/** A made-up place with two practices, a hospital and a council. */
export const aPlace = (): Place => ({
  name: "Testborough",
  demonstration: true,
  organisations: [
    { ods: PRACTICE, name: "First Surgery", kind: "gp-practice" },
    { ods: OTHER_PRACTICE, name: "Second Surgery", kind: "gp-practice" },
    { ods: HOSPITAL, name: "Testborough Hospital", kind: "acute-trust" },
    { ods: COUNCIL, name: "Testborough Council", kind: "council" },
  ],
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
