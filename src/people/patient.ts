import type { NhsNumber, OdsCode, PatientId, PersonId } from "#base";

/** What one source says of a person whom it knows. */
export type Patient = {
  readonly id: PatientId;
  readonly source: OdsCode;
  readonly sourceId: string;
  readonly family?: string;
  readonly given?: string;
  readonly title?: string;
  readonly gender?: Gender;
  /** Ethnic category as the source codes it: "A" for White British. */
  readonly ethnicity?: string;
  /** YYYY-MM-DD; none where the source gives less than a whole day. */
  readonly born?: string;
  readonly died?: string;
  /** Died, though the source may not say when. */
  readonly deceased: boolean;
  readonly nhsNumber?: NhsNumber;
  /** The source traced the number (NHS number status 01). */
  readonly nhsNumberVerified: boolean;
  /** Numbers that the source says were given up for nhsNumber. */
  readonly supersededNumbers: readonly NhsNumber[];
  /** Other registrations of the source that it says are the same patient. */
  readonly sameAs: readonly PatientId[];
  /** One line, commas between. */
  readonly address?: string;
  /** In capitals with one space before the last three characters. */
  readonly postcode?: string;
  readonly phone?: string;
  /** False for a registration that has ended: someone who moved to another practice. */
  readonly active: boolean;
  /** The GP practice that the source names. */
  readonly practice?: OdsCode;
  readonly recorded: Date;
};

export type Gender = "male" | "female" | "other" | "unknown";

/** How a patient came to belong to a person. */
export type LinkMethod =
  /** A traced NHS number and the same date of birth. */
  | "nhs-number"
  /** What the registrations say, weighed. */
  | "matching"
  /** The source says that two of its own registrations are one. */
  | "source"
  /** People decided. */
  | "decided"
  /** Not linked to any other registration. */
  | "alone";

/** Which person a patient is, why, and who decided. */
export type Link = {
  readonly patient: PatientId;
  readonly person: PersonId;
  readonly method: LinkMethod;
  readonly reason: string;
  /** In bits, of the pair that speaks most for the link; none where no pair does. */
  readonly weight?: number;
};
