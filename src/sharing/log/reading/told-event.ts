import type { AuditEvent, AuditEventAgent } from "fhir/r4.js";
import type { PersonId } from "#base";
import { auditEventOf } from "../fhir.ts";
import { whatWords, whoWords } from "./access-words.ts";
import type { Telling } from "./accesses.ts";
import type { LoggedLook } from "./look.ts";

/**
 * A look as the person is told of it, in FHIR: whoever looked is named as the place chooses, never by an id.
 * `observer`: the name of the place whose log it is.
 */
export function toldEventOf(look: LoggedLook, person: PersonId, observer: string, telling: Telling): AuditEvent {
  const event = auditEventOf({ ...look, person, delivery: null }, observer);
  return {
    ...event,
    agent: toldAgentsOf(look, person, telling),
    ...(event.entity && { entity: event.entity.map((one) => ({ ...one, description: whatWords(look) })) }),
  };
}

function toldAgentsOf(look: LoggedLook, person: PersonId, { shown, nameOf, staffOf }: Telling): AuditEventAgent[] {
  const display = whoWords(look, look.actor === null ? undefined : staffOf(look.actor, look.at), shown);
  const who = look.isOwn ? { reference: `Person/${person}` } : { display };
  const from = nameOf(look.organisation);
  return [{ who, requestor: true }, ...(from === "" ? [] : [{ who: { display: from }, requestor: false }])];
}
