import { existsSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { fhirJsonOf, fhirOfXml, mustSucceed, parseFhirJson, stoppedAt, xmlOfFhir } from "#base";
import { sql } from "#db";
import { createFhirAdapter } from "../../src/feeds/fhir/adapter.ts";
import { canonicalResources } from "../builders/canonical-xml.ts";
import { aHouse, PRACTICE, type House } from "../builders/house.ts";
import { aDelivery, readWhole, type WholeReading } from "../builders/readings.ts";

const FOLDER = new URL("../../../shared/cases/fhir/uk-core/examples/", import.meta.url);
const present = existsSync(FOLDER);
if (!present) console.log("Skipped: the UK Core examples are not in ../shared/cases/fhir/uk-core/examples.");
const names = present ? readdirSync(FOLDER).sort() : [];
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8").replace(/^\uFEFF/, "");

const NOBODY = "This does not say which patient it is about.";
const NO_BUNDLE = "An address of this kind has no meaning outside a Bundle.";

/** Those of which nothing is kept, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  // Parts of stays, a report and a finding, that say of nobody that they are theirs: nobody could be shown them.
  "Extension-UKCore-AdmissionMethod-Example.xml": NOBODY,
  "Extension-UKCore-DiagnosticReportMediaLinkR5-Example.xml": NOBODY,
  "Extension-UKCore-DischargeMethod-Example.xml": NOBODY,
  "Extension-UKCore-EmergencyCareDischargeStatus-Example.xml": NOBODY,
  "Extension-UKCore-LegalStatus-Example.xml": NOBODY,
  "Extension-UKCore-OutcomeOfAttendance-Example.xml": NOBODY,
  "UKCore-Observation-FingerJointInflamed-Example.xml": NOBODY,
  // Taken out of a Bundle in whose entries they name their patient, author and so on.
  "Extension-UKCore-CareSettingType-Example.xml": NO_BUNDLE,
  "Extension-UKCore-MedicationChangeSummary-Example.xml": NO_BUNDLE,
  "UKCore-Composition-Discharge-Example.xml": NO_BUNDLE,
  "UKCore-Observation-Lab-Albumin-Example.xml": NO_BUNDLE,
  // Three questions (GET) to a server.
  "UKCore-Bundle-Batch-Example.xml": "Entries that ask for this are not read.",
};

const NOT_ITS_TYPE = "This file is not of the type that its contentType says.";
const DATA = /<data value="[^"]*"\s*\/>/;

/** Those that are kept without one element, which this finds in the original, and why. */
const WITHOUT: Readonly<Record<string, { readonly element: RegExp; readonly reason: string }>> = {
  // "EU Core development team have skipped the base64 string data value …" is no PDF, and "base64Binary" no picture.
  "UKCore-DiagnosticReport-ECG-Example.xml": { element: DATA, reason: NOT_ITS_TYPE },
  "UKCore-Patient-Sn-Photo-Example.xml": { element: DATA, reason: NOT_ITS_TYPE },
  "UKCore-Practitioner-Sn-Photo-Example.xml": { element: DATA, reason: NOT_ITS_TYPE },
  "UKCore-Patient-BabyPatient-Example.xml": {
    element: /<identifier>(?:(?!<\/identifier>)[^])*nhs-number(?:(?!<\/identifier>)[^])*<\/identifier>/,
    reason: "The check digit of this NHS number is wrong.",
  },
};

const NOW = new Date("2026-11-22T12:00:00Z");
let house: House;
/** What came of each file: its reading, and the JSON that the record holds of it. */
const outcomes = new Map<string, { readonly reading: WholeReading; readonly stored: readonly string[] }>();

beforeAll(async () => {
  if (!present) return;
  house = await aHouse({ clock: stoppedAt(NOW) });
  const adapter = createFhirAdapter({ findByIdentifier: async () => Promise.resolve([]) });
  for (const [at, fileName] of names.entries()) {
    const facts = aDelivery({ source: PRACTICE, fileName, received: NOW, now: NOW });
    const reading = await readWhole(adapter, readFileSync(new URL(fileName, FOLDER)), { facts });
    await house.save(PRACTICE, at + 1, reading.entries);
    outcomes.set(fileName, { reading, stored: await storedBy(at + 1) });
  }
});

async function storedBy(delivery: number): Promise<readonly string[]> {
  const rows = await house.db.query(sql<{ content: string }>`
    select content, line from record.entry where delivery = ${delivery}
    union all select content, line from record.earlier where delivery = ${delivery} order by line`);
  return rows.map(({ content }) => content);
}

/**
 * The original without what was refused in it, with the addresses followed that only have meaning within its Bundle,
 * and with the id that an address there gives to an entry without one.
 */
function expectedOf(name: string): readonly string[] {
  const whole = WITHOUT[name] ? textOf(name).replace(WITHOUT[name].element, "") : textOf(name);
  const entry = /<fullUrl value="(urn:uuid:[^"]+)"\s*\/>\s*<resource>\s*<(\w+)>\s*<id value="([^"]+)"/g;
  const followed = [...whole.matchAll(entry)].reduce(
    (text, [, url = "", type = "", id = ""]) =>
      text.replaceAll(`<reference value="${url}"`, `<reference value="${type}/${id}"`),
    whole,
  );
  return canonicalResources(
    followed.replace(
      /(<fullUrl value="urn:uuid:([^"]+)"\s*\/>\s*<resource>\s*<\w+>)(?!\s*<id )/g,
      (_start, before: string, id: string) => `${before}<id value="${id}"/>`,
    ),
  );
}

/** As XML has it: the id before all other members, also where an entry was given one. */
function idFirst(content: string): string {
  const { resourceType, id, ...rest } = parseFhirJson(content) as Record<string, unknown>;
  return fhirJsonOf({ resourceType, id, ...rest });
}

describe.skipIf(!present)("The UK Core examples", { timeout: 120_000 }, () => {
  it("are 215, and few of them are refused, each for its own reason", () => {
    expect(names).toHaveLength(215);
    const refused = names.filter((name) => outcomes.get(name)?.reading.rejections.some(({ lost }) => lost === "row"));
    expect(refused).toEqual(Object.keys(REFUSED).sort());
    for (const name of refused) {
      const reasons = outcomes.get(name)!.reading.rejections.map(({ reason }) => reason);
      expect([name, new Set(reasons)]).toEqual([name, new Set([REFUSED[name]])]);
      expect([name, outcomes.get(name)!.stored]).toEqual([name, []]);
    }
  });

  it("lose nothing but what is not true of them: a wrong check digit, files that are not what they say", () => {
    const without = names.flatMap((name) => {
      const fields = outcomes.get(name)!.reading.rejections.filter(({ lost }) => lost === "field");
      return fields.map(({ reason }) => [name, reason]);
    });
    expect(without).toEqual(
      Object.entries(WITHOUT)
        .map(([name, { reason }]) => [name, reason])
        .sort(),
    );
  });

  it.each(names.filter((name) => !(name in REFUSED)))(
    "%s is kept and given back unchanged, in XML and JSON",
    (name) => {
      const { stored } = outcomes.get(name)!;
      const xml = stored.map((content) => mustSucceed(xmlOfFhir(parseFhirJson(content))));
      expect(xml.flatMap(canonicalResources)).toEqual(expectedOf(name));
      expect(xml.map((text) => fhirJsonOf(mustSucceed(fhirOfXml(text))))).toEqual(stored.map(idFirst));
    },
  );
});
