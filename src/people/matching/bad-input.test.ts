import type { Patient as FhirPatient } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { MOST_MEMBERS } from "./clusters.ts";
import { matchAll, type Matching } from "./match-all.ts";
import { REGISTRATION_COLUMNS, registrationRow } from "./registration.ts";
import { tableOf, type Row } from "./table.ts";

const row = (said: Readonly<Record<string, string>>): Row =>
  REGISTRATION_COLUMNS.map(({ name }) => (said[name] === undefined ? [] : [said[name]]));
const many = <T>(length: number, of: (nth: number) => T): readonly T[] => Array.from({ length }, (_, nth) => of(nth));
const matched = (rows: readonly Row[]): Matching => matchAll(tableOf(REGISTRATION_COLUMNS, rows), 1);
const clustersIn = ({ clusterOf }: Matching): readonly (readonly number[])[] => [
  ...Map.groupBy(clusterOf.keys(), (at) => clusterOf[at] ?? 0).values(),
];
const largest = (matching: Matching): number => Math.max(...clustersIn(matching).map(({ length }) => length));

/** A day of the last century for each of many people. */
const bornOn = (nth: number): string =>
  new Date(Date.UTC(1920, 0, 1) + nth * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");

describe("Matching", () => {
  it("tells people apart whose names are all the same, and reports that the name was passed over", () => {
    const rows = many(6_000, (nth) =>
      row({
        ...{ "given name": "mohammed", "family name": "khan", sex: "male" },
        "date of birth": bornOn(7 * (nth % 3_000)),
        postcode: `zz${String(1 + ((nth % 3_000) % 90))} 1aa`,
      }),
    );
    const matching = matched(rows);
    expect(matching.compared.passedOver).toContainEqual({ rule: "given name + family name", registrations: 6_000 });
    expect(
      clustersIn(matching).filter((own) => own.length === 2 && (own[1] ?? 0) - (own[0] ?? 0) === 3_000),
    ).toHaveLength(3_000);
  });

  it("compares nobody by a surname and a date that a hundred thousand share, and reports it", () => {
    const matching = matched(many(100_000, () => row({ "family name": "smith", "date of birth": "19000101" })));
    expect(matching.compared.pairs).toBe(0);
    expect(matching.compared.passedOver).toEqual(
      [
        "birth date + family name",
        "family name + year of birth",
        "beginning of family name + day of birth",
        "birth date",
      ].map((rule) => ({ rule, registrations: 100_000 })),
    );
    expect(largest(matching)).toBe(1);
  });

  it("takes what is written where nothing is known for nothing", () => {
    const baby: FhirPatient = {
      resourceType: "Patient",
      name: [{ family: "Unknown", given: ["BABY GIRL"] }],
      birthDate: "1900-01-01",
      identifier: [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: "0000000000" }],
      address: [{ postalCode: "ZZ" }],
    };
    const matching = matched(many(3_000, () => registrationRow([baby])));
    expect(matching.compared).toMatchObject({ pairs: 0, passedOver: [] });
    expect(largest(matching)).toBe(1);
  });

  it("makes no person of hundreds of registrations that are all alike", () => {
    const others = many(3_000, (nth) =>
      row({
        "given name": `name${String(nth % 50)}`,
        "family name": `family${String(nth % 1_500)}`,
        "date of birth": bornOn(nth % 1_500),
        postcode: `zz${String(1 + (nth % 90))} ${String(nth % 10)}aa`,
      }),
    );
    const placeholder = row({
      ...{ "given name": "xx", "family name": "testpatient", "date of birth": "19111111", sex: "male" },
      ...{ postcode: "zz99 3vz", address: "no fixed abode", email: "none@example.org" },
    });
    const matching = matched([...others, ...many(600, () => placeholder)]);
    expect(largest(matching)).toBeLessThanOrEqual(MOST_MEMBERS);
    expect(matching.compared.areCompared(3_000, 3_001)).toBe(true);
  });

  it("takes texts that are long, empty, of other scripts, or named as what every object has", () => {
    const texts = ["x".repeat(5_000), "李", "", "__proto__", "constructor", "ab".repeat(3_000), "👩‍⚕️"];
    const rows = texts.flatMap((text) =>
      many(4, () => REGISTRATION_COLUMNS.map(({ kind }) => (kind === "birth-date" ? ["99999999"] : [text]))),
    );
    const matching = matched(rows);
    expect(largest(matching)).toBeLessThanOrEqual(4);
    expect(JSON.parse(JSON.stringify(matching.model))).toEqual(matching.model);
  });
});
