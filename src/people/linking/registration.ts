import type { OdsCode, PatientId, PersonId } from "#base";
import type { Row } from "../matching/table.ts";
import type { LinkMethod } from "../patient.ts";
import type { Claimant } from "./claims.ts";

/** A registration as it is compared. */
export type ComparedRegistration = {
  readonly patient: PatientId;
  /** What it has said, column by column: see REGISTRATION_COLUMNS. */
  readonly row: Row;
};

/** A registration with everything on which its link depends. */
export type Registration = ComparedRegistration &
  Claimant & {
    readonly source: OdsCode;
    /** The registration has not ended. */
    readonly active: boolean;
    /** Registrations of its source that the source says are the same patient. */
    readonly sameAs: readonly PatientId[];
    /** The protected identity to which it belongs. */
    readonly identity: number | undefined;
    /** Today's link; none for a registration just received. */
    readonly held: HeldLink | undefined;
  };

export type HeldLink = {
  readonly person: PersonId;
  readonly method: LinkMethod;
  readonly weight: number | undefined;
  readonly reason: string;
};

/** Two registrations that may be one person, with their weight in bits. The lesser id first. */
export type Likeness = { readonly one: PatientId; readonly other: PatientId; readonly weight: number };

/** A likeness as it is kept, with whether both were one person when they were linked last. */
export type HeldLikeness = Likeness & { readonly together: boolean };

/** What people decided of two registrations. The lesser id first. */
export type Verdict = { readonly one: PatientId; readonly other: PatientId; readonly verdict: "same" | "different" };
