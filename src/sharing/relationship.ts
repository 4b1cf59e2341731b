import type { EntryId, OdsCode, PatientId, PersonId } from "#base";

/** Why an organisation has to do with a person. */
export type RelationshipKind = "registration" | "referral" | "stay" | "team";

/** A relationship with what it stands on: it lives no longer than its ground. */
export type Relationship = {
  readonly kind: RelationshipKind;
  readonly organisation: OdsCode;
  readonly person: PersonId;
  readonly groundPatient: PatientId;
  readonly groundEntry: EntryId;
  readonly starts?: Date;
  readonly ends?: Date;
};
