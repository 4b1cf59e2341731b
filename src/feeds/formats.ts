import type { FeedSettings } from "#place";
import type { Record } from "#record";
import type { SupplyPermit } from "#sharing";
import type { Adapter } from "./adapter.ts";
import { createCldAdapter } from "./cld/adapter.ts";
import { createCsdsAdapter } from "./csds/adapter.ts";
import { createFhirAdapter } from "./fhir/adapter.ts";
import { createGpCsvAdapter } from "./gp-csv/adapter.ts";
import { createHl7Adapter } from "./hl7/adapter.ts";
import { createMappedAdapter } from "./mapped/adapter.ts";
import { createMhsdsAdapter } from "./mhsds/adapter.ts";
import { createSusAdapter } from "./sus/adapter.ts";

/** The adapter that reads a feed's files. */
export function adapterFor(feed: FeedSettings, record: Record, permit: SupplyPermit): Adapter {
  switch (feed.format) {
    case "fhir-r4":
      return createFhirAdapter({
        findByIdentifier: (_source, type, system, value) => record.findByIdentifier(permit, type, system, value),
      });
    case "gp-csv":
      return createGpCsvAdapter();
    case "hl7-v2":
      return createHl7Adapter();
    case "sus-csv":
      return createSusAdapter();
    case "csds-csv":
      return createCsdsAdapter();
    case "mhsds-csv":
      return createMhsdsAdapter();
    case "cld-csv":
      return createCldAdapter();
    case "mapped":
      return createMappedAdapter(feed);
  }
}
