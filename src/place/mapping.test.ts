import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readPlace } from "./place-file.ts";

const GOOD = `
name: Testborough
demonstration: true
organisations:
  - { ods: X99001, name: Befriending, kind: voluntary }
staff: []
feeds:
  - id: friends
    name: Befriending
    format: mapped
    folder: friends
    organisations: [X99001]
    deliveries: increments
    expectedEveryDays: 31
    mapping:
      rowIs: contact
      person:
        name: { column: Client, order: given-first }
        born: { column: D.O.B., format: DD/MM/YYYY }
        address: [Address, Town]
        phone: Telephone
      event:
        date: Date
        what: { column: Activity, codes: { Befriending: { display: Befriending, code: "1" }, Lunch: Lunch club } }
        status: { column: Outcome, codes: { DNA: missed } }
        note: Notes
`;

const read = (text: string) => readPlace(text, "place.yaml");
const mappingOf = (text: string) => {
  const place = read(text);
  return place.ok ? place.value.feeds[0]?.mapping : place.problem.message;
};
const instead = (good: string, bad: string): string => {
  expect(GOOD).toContain(good);
  return GOOD.replace(good, bad);
};

describe("a mapping in a place's file", () => {
  it("is read, its short forms written out", () => {
    expect(mappingOf(GOOD)).toEqual({
      rowIs: "contact",
      person: {
        name: { column: "Client", order: "given-first" },
        born: { column: "D.O.B.", format: "DD/MM/YYYY" },
        address: [{ column: "Address" }, { column: "Town" }],
        phone: { column: "Telephone" },
      },
      event: {
        date: { column: "Date" },
        what: {
          column: "Activity",
          codes: { Befriending: { display: "Befriending", code: "1" }, Lunch: { display: "Lunch club" } },
        },
        status: { column: "Outcome", codes: { DNA: "missed" } },
        note: { column: "Notes" },
      },
    });
  });

  it("is the same when it is read again as it was understood", () => {
    const place = read(GOOD);
    expect(read(JSON.stringify(place.ok && place.value))).toEqual(place);
  });

  it.each([
    ["no date column", "date: Date", 'date: ""', "mapping.event.date.column: the heading of a column"],
    ["no date at all", "        date: Date\n", "", "mapping.event.date"],
    ["an unknown way to write days", "DD/MM/YYYY", "DD-MM", "mapping.person.born.format"],
    ["an unknown kind of row", "rowIs: contact", "rowIs: chat", "mapping.rowIs"],
    ["an unknown status", "DNA: missed", "DNA: gone", "mapping.event.status.codes.DNA"],
    ["a field that nobody knows", "phone: Telephone", "fax: Telephone", "mapping.person"],
    [
      "a column and a constant",
      "note: Notes",
      "who: { column: By, constant: Ann }",
      "mapping.event.who: either a column or a constant",
    ],
    ["a constant for a person", "phone: Telephone", "phone: { constant: 1 }", "mapping.person.phone"],
    [
      "measures of a contact",
      "note: Notes",
      "measures: [{ column: Weight }]",
      "mapping.event.measures: only rows about observations have measures",
    ],
  ])("names the place of %s", (_, good, bad, fault) => {
    expect(mappingOf(instead(good, bad))).toContain(`feeds.0.${fault}`);
  });

  it("says what an event and a person need", () => {
    expect(mappingOf(GOOD.replace(/ {8}what: .*\n/, ""))).toContain("feeds.0.mapping.event.what: what it is");
    expect(mappingOf(GOOD.replace(/ {8}name: .*\n/, ""))).toContain("feeds.0.mapping.person: who it is");
    expect(mappingOf(GOOD.replace(/ {6}event:[^]*/, ""))).toContain("feeds.0.mapping.event: when and what");
    expect(mappingOf(instead("rowIs: contact", "rowIs: person"))).toContain("rows about persons alone have no event");
  });

  it("belongs to a feed whose format is mapped, and to no other", () => {
    expect(mappingOf(GOOD.replace(/ {4}mapping:[^]*/, ""))).toContain("feeds.0.mapping: a feed whose format is mapped");
    expect(mappingOf(instead("format: mapped", "format: cld-csv"))).toContain("feeds.0.mapping: only a feed whose");
  });

  it("needs no column of what it is where each measure says so", () => {
    const measured = GOOD.replace("rowIs: contact", "rowIs: observation").replace(
      / {8}what: .*\n/,
      "        measures: [{ column: Weight, unit: kg }]\n",
    );
    expect(mappingOf(measured)).toMatchObject({ event: { measures: [{ column: "Weight", unit: "kg" }] } });
  });

  it("stands in the documentation as the program reads it", async () => {
    const page = await readFile(new URL("../../docs/place-file.md", import.meta.url), "utf8");
    const example = /## Any other table[^]*?\n\n( {4}feeds:\n(?: {4}.*\n)+)/.exec(page)?.[1] ?? "";
    const head = GOOD.slice(0, GOOD.indexOf("feeds:")).replace("X99001", "XV901");
    expect(mappingOf(head + example.replace(/^ {4}/gm, ""))).toMatchObject({ rowIs: "contact", event: { note: {} } });
  });
});
