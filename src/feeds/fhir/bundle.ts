import type { DeliveryFacts, Reading, Rejection } from "../adapter.ts";
import { asResource, type Json } from "./json.ts";
import { planEntries, type Planned, type Unparsed } from "./bundle-plan.ts";
import { cleanHeld } from "./cleaning.ts";
import { NO_REJECTIONS, takeResource, type Taken } from "./entry.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import type { IdentifierBook } from "./identifier-book.ts";
import { labelOf } from "../labels.ts";
import { createPile } from "../pile.ts";
import { NOTHING_OPEN, resolveReferences, type ReferenceContext } from "./references.ts";

/**
 * Reads a Bundle that was parsed whole. A transaction is taken whole or not at all; of all others, each entry stands
 * for itself. What its entries cannot do here (GET, PATCH) is refused in words.
 * @see https://hl7.org/fhir/R4/http.html#transaction
 */
export async function* readBundle(
  bundle: Json,
  facts: DeliveryFacts,
  resumeAfter: number,
  book: IdentifierBook,
  unparsed: ReadonlyMap<number, Unparsed> = ALL_PARSED,
): AsyncGenerator<Reading> {
  const kind = kindOf(bundle);
  if (typeof kind !== "string") {
    yield { line: 1, entries: [], rejections: [rejectionOf(kind, 1, undefined, "row")] };
    return;
  }
  const plan = await planEntries(Array.isArray(bundle.entry) ? bundle.entry : [], kind === "requests", book, unparsed);
  const taken: Taken[] = [];
  const context = bundle.resourceType === "Bundle" ? { book, byFullUrl: plan.byFullUrl } : { book };
  for (const planned of plan.entries) taken.push(await settle(planned, context, facts));
  const isTransaction = bundle.type === "transaction";
  yield* pileUp(isTransaction ? wholeOrNothing(taken) : taken, resumeAfter);
}

const ALL_PARSED: ReadonlyMap<number, Unparsed> = new Map();

function* pileUp(taken: readonly Taken[], resumeAfter: number): Generator<Reading> {
  const pile = createPile(resumeAfter);
  for (const [at, one] of taken.entries()) {
    if (at < resumeAfter) continue;
    pile.add(at + 1, one);
    if (pile.isFull()) yield pile.take();
  }
  if (!pile.isEmpty()) yield pile.take();
}

/** What is planned for an entry takes more room in memory than an empty one in its file. */
const MOST_ENTRIES = 1_000_000;

/** "requests": each entry says what to do. "content": each entry is simply given. */
type Kind = "requests" | "content";

function kindOf(bundle: Json): Kind | Fault {
  if (bundle.entry !== undefined && !Array.isArray(bundle.entry)) {
    return { path: "Bundle.entry", reason: "This must be a list.", accepted: "A list of entries" };
  }
  if (Array.isArray(bundle.entry) && bundle.entry.length > MOST_ENTRIES) {
    const accepted = "At most a million entries; larger sets as one resource a line (NDJSON)";
    return { path: "Bundle.entry", reason: "This Bundle has too many entries.", accepted };
  }
  switch (bundle.type) {
    case "transaction":
    case "batch":
      return "requests";
    case "collection":
    case "searchset":
    case "document":
      return "content";
    default: {
      const accepted = "transaction, batch, collection, searchset, document";
      return { path: "Bundle.type", reason: "Bundles of this type are not read.", accepted, value: bundle.type };
    }
  }
}

async function settle(planned: Planned, context: ReferenceContext, facts: DeliveryFacts): Promise<Taken> {
  const { line, row } = planned;
  switch (planned.kind) {
    case "passed-over":
      return { rejections: NO_REJECTIONS };
    case "faulty":
      return { rejections: [rejectionOf(planned.fault, line, row(), "row")] };
    case "ended":
      return ended(planned, facts);
    case "given": {
      const { resource, open } = planned;
      const type = String(resource.resourceType);
      const resolution = open.length > 0 ? await resolveReferences(type, open, context) : NOTHING_OPEN;
      if (resolution.faults.length === 0) {
        const cleaning = await cleanHeld(type, planned.held);
        return takeResource(resource, { line, row, cleaning }, facts);
      }
      return { rejections: resolution.faults.map((fault) => rejectionOf(fault, line, row(), "row")) };
    }
  }
}

/** A deletion says no more than type and id. */
function ended(planned: Extract<Planned, { kind: "ended" }>, facts: DeliveryFacts): Taken {
  const bare = { resourceType: planned.type, id: planned.id };
  const patient = planned.type === "Patient" ? { patient: planned.id } : {};
  const entry = {
    resource: asResource(bare),
    ...patient,
    ...labelOf(bare, facts),
    recorded: facts.received,
    line: planned.line,
    ended: true,
  };
  return { entry, rejections: NO_REJECTIONS };
}

/** Dropped fields do not fail a transaction; a lost row does, and then each of the other entries is refused with it. */
function wholeOrNothing(taken: readonly Taken[]): readonly Taken[] {
  const isLost = ({ rejections }: Taken) => rejections.some(({ lost }) => lost === "row");
  const failed = taken.filter(isLost).length;
  if (failed === 0) return taken;
  return taken.map((one, at) => ({
    rejections: isLost(one) ? one.rejections : [...one.rejections, refusedAlong(at + 1, failed, taken.length)],
  }));
}

function refusedAlong(line: number, failed: number, all: number): Rejection {
  const reason = `This entry was refused with its transaction, because ${failed.toString()} of its ${all.toString()} entries cannot be taken.`;
  const accepted = "A transaction all of whose entries can be taken, or a batch";
  return rejectionOf({ path: "Bundle", reason, accepted }, line, undefined, "row");
}
