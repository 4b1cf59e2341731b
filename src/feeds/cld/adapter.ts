import type { Readable } from "node:stream";
import { failed, type Stretch } from "#base";
import type { Adapter, DeliveryFacts, Reading } from "../adapter.ts";
import { rejectionOf, type Fault } from "../fault.ts";
import { createPile } from "../pile.ts";
import { headingFault } from "../rows/heading-row.ts";
import { openRows } from "../rows/read-rows.ts";
import { readHeader, type Header } from "./columns.ts";
import { createCldFile } from "./file.ts";

/**
 * The adapter for adult social care Client Level Data in CSV: each row an event of a person. Rows up to `resumeAfter`
 * are read for what they say of people, but not given again.
 * @see https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-collections/social-care-collections
 */
export const createCldAdapter = (): Adapter =>
  async function* read(bytes: Readable, facts: DeliveryFacts, resumeAfter: number): AsyncGenerator<Reading> {
    const pile = createPile(resumeAfter);
    const file = createCldFile(facts);
    const { rows, foreign } = openRows(bytes);
    let header: Header | undefined;
    let covers: Stretch | undefined;
    const reading = (): Reading => ({ ...pile.take(), ...(covers && { covers }) });
    for await (const row of rows) {
      if (!header) {
        const unnamed = headingFault(row);
        const outcome = unnamed ? failed(unnamed) : readHeader(row.fields ?? []);
        if (!outcome.ok) {
          yield refused(foreign() ?? outcome.problem);
          return;
        }
        header = outcome.value;
        continue;
      }
      const taken = file.take(row, header);
      covers = widened(covers, taken.covers);
      if (row.lastLine <= resumeAfter) continue;
      pile.add(row.lastLine, taken);
      if (pile.isFull()) yield reading();
    }
    if (!header) yield refused(foreign() ?? EMPTY);
    else if (!pile.isEmpty()) yield reading();
  };

function widened(span: Stretch | undefined, by: Stretch | undefined): Stretch | undefined {
  if (!by || !span) return by ?? span;
  return { from: by.from < span.from ? by.from : span.from, to: by.to > span.to ? by.to : span.to };
}

const refused = (fault: Fault): Reading => ({
  line: 1,
  entries: [],
  rejections: [rejectionOf(fault, 1, undefined, "row")],
});

const EMPTY: Fault = {
  path: "file",
  reason: "This file is empty.",
  accepted: "Client Level Data as CSV, with the names of its columns in the first line",
};
