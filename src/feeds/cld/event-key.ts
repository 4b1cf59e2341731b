import { impossible, uuidV5 } from "#base";
import { isFhirId } from "../fhir/resource-types.ts";
import type { CldRow } from "./row.ts";
import { spellingKey } from "../rows/value-list.ts";

/**
 * The id of a row's event: rows that speak of the same event, in one file or in later ones, have the same id, so that
 * a later submission supersedes an earlier one. The council's own reference is used where it gives one, else what the
 * national rules tell events apart by.
 * @see https://digital.nhs.uk/data-and-information/publications/statistical/adult-social-care-activity-and-finance-report (central transformation principles)
 */
export function eventIdOf(row: CldRow): string {
  const reference = row.text("eventReference");
  const parts = reference === "" ? [row.start, ...tellingParts(row)] : ["reference", reference];
  return uuidV5(["cld", row.eventType, row.laCode, row.person, ...parts].join("|"));
}

function tellingParts(row: CldRow): readonly string[] {
  switch (row.eventType) {
    case "Request":
      return [spellingKey(row.text("routeOfAccess"))];
    case "Assessment":
      return [spellingKey(row.text("assessmentType"))];
    case "Service":
      return [row.text("serviceType"), row.text("component"), row.text("mechanism")].map(spellingKey);
    case "Review":
      return [spellingKey(row.text("reviewReason"))];
    default:
      return impossible(row.eventType);
  }
}

/** The council's id of a person as a FHIR id; ids that FHIR does not allow are replaced by one made from them. */
export function patientIdOfRow({ person }: CldRow): string {
  const isAllowed: boolean = isFhirId(person);
  return isAllowed ? person : uuidV5(`cld|person|${person}`);
}

/** Which of two rows of one file about the same event stands: the ended one, else the later one. */
export const standsOver = (later: { readonly ended: boolean }, earlier: { readonly ended: boolean }): boolean =>
  later.ended || !earlier.ended;
