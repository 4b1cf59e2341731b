import type { Draft, MessageReading } from "./reading.ts";
import { formerIdentityIn, identityIn } from "./patient-identifiers.ts";
import { patientIn } from "./patient.ts";
import type { Segment } from "./syntax.ts";

/**
 * A merge (A40): each PID is the registration that stays, the MRG after it the one that is given up. That one is no
 * longer active and says by which it was replaced. It is left with who the other one is: what stands under it is about
 * the same person, and goes on being found with it. Undefined where neither can be told, which is refused.
 */
export function mergesIn(reading: MessageReading): readonly Draft[] | undefined {
  const drafts: Draft[] = [];
  let pid: Segment | undefined;
  for (const segment of reading.message.segments) {
    if (segment.name === "PID") pid = segment;
    if (segment.name !== "MRG" || !pid) continue;
    const merged = mergeIn(reading, pid, segment);
    if (!merged) return undefined;
    drafts.push(...merged);
  }
  if (drafts.length > 0) return drafts;
  reading.lacks("MRG", { reason: "This merge does not say what is merged.", accepted: "A PID and an MRG after it" });
  return undefined;
}

function mergeIn(reading: MessageReading, pid: Segment, mrg: Segment): readonly Draft[] | undefined {
  const identity = identityIn(reading, pid);
  const former = formerIdentityIn(reading, mrg);
  if (!identity) return undefined;
  if (!former || former.id === identity.id) {
    const accepted = "The number of another patient of the hospital, such as 0012345^^^XT901^MR";
    reading.lacks("MRG-1", { reason: "This merge does not say which registration is given up.", accepted });
    return undefined;
  }
  const surviving = patientIn(reading, pid, identity);
  const national = (surviving.identifier ?? []).filter(({ use }) => use === "official");
  const given = { ...surviving, id: former.id, identifier: [...national, ...former.identifiers], active: false };
  return [
    {
      resource: { ...given, link: [{ type: "replaced-by", other: { reference: `Patient/${identity.id}` } }] },
      patient: former.id,
    },
    {
      resource: {
        ...surviving,
        active: true,
        link: [{ type: "replaces", other: { reference: `Patient/${former.id}` } }],
      },
      patient: identity.id,
    },
  ];
}
