import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "#db";
import { createMappedAdapter } from "../../src/feeds/mapped/adapter.ts";
import { aFile } from "../builders/files.ts";
import { aClock, aHouse, type House } from "../builders/house.ts";
import { CHARITY, FRIENDS, mappedFeed } from "../builders/mapping.ts";
import { aPlace } from "../builders/place.ts";
import { aDelivery, readWhole } from "../builders/readings.ts";
import { aWorkbook, textRows } from "../builders/workbook.ts";

const facts = aDelivery({ received: new Date("2026-06-01T10:00:00Z"), now: new Date("2026-06-01T10:00:00Z") });
const read = (mapping: object, file: string | Buffer, options: { resumeAfter?: number; piece?: number } = {}) =>
  readWhole(createMappedAdapter(mappedFeed(mapping)), file, { facts, ...options });

const CONTACTS = {
  rowIs: "contact",
  person: { name: "Name", born: "Date of birth", address: ["Address"], phone: "Phone" },
  event: { date: "Date", what: "Activity", status: "Status", who: "Worker", note: "Notes", outcome: "Outcome" },
};
const HEAD = "Name,Date of birth,Address,Phone,Date,Activity,Status,Worker,Notes,Outcome\n";
const row = (given: Partial<Record<string, string>> = {}) =>
  [
    given["name"] ?? "Mary Smith",
    given["born"] ?? "03/05/1941",
    given["address"] ?? "",
    given["phone"] ?? "",
    given["date"] ?? "12/05/2026",
    given["what"] ?? "Befriending",
    given["status"] ?? "",
    given["who"] ?? "",
    given["note"] ?? "",
    given["outcome"] ?? "",
  ]
    .map((cell) => `"${cell}"`)
    .join(",") + "\n";
const resourcesOf = async (mapping: object, file: string | Buffer) =>
  (await read(mapping, file)).entries.map(({ resource }) => resource);
const patientIds = async (...rows: readonly string[]) =>
  (await read(CONTACTS, HEAD + rows.join(""))).entries
    .filter(({ resource }) => resource.resourceType === "Encounter")
    .map(({ patient }) => patient);

describe("a table that is read by its mapping", () => {
  it("gives the person, once, and each event, with where it stood", async () => {
    const file = HEAD + row({ note: "Well.\nTea." }) + row({ date: "13/05/2026", what: "Lunch club" });
    const { entries, rejections, line } = await read(CONTACTS, file);
    expect(rejections).toEqual([]);
    expect(line).toBe(4);
    expect(entries.map(({ resource, line, category }) => [resource.resourceType, line, category])).toEqual([
      ["Patient", 2, "demographics"],
      ["Encounter", 2, "contacts"],
      ["Encounter", 4, "contacts"],
    ]);
    expect(entries[0]?.resource).toEqual({
      resourceType: "Patient",
      id: entries[0]?.patient,
      name: [{ use: "official", text: "Mary Smith", family: "Smith", given: ["Mary"] }],
      birthDate: "1941-05-03",
    });
    expect(entries[1]?.resource).toMatchObject({
      status: "finished",
      class: { code: "AMB" },
      type: [{ text: "Befriending" }],
      subject: { reference: `Patient/${entries[0]?.patient ?? ""}` },
      period: { start: "2026-05-12", end: "2026-05-12" },
      extension: [{ url: "http://hl7.org/fhir/StructureDefinition/note", valueAnnotation: { text: "Well.\nTea." } }],
    });
  });

  it("knows the same person again, however the name is spelt, and not another", async () => {
    const [a, b, c, d, e] = await patientIds(
      row(),
      row({ name: "SMITH, Mary" }),
      row({ name: "Mrs Mary  Smith", born: "1941-05-03" }),
      row({ name: "Mary Smyth" }),
      row({ born: "04/05/1941" }),
    );
    expect(new Set([a, b, c])).toEqual(new Set([a]));
    expect(new Set([a, d, e]).size).toBe(3);
  });

  it("knows by the address, or by how they are reached, whose birth is not said", async () => {
    const home = { born: "", address: "1 Oak Street, ZZ1 1AA" };
    const [a, b, c, d] = await patientIds(
      row(home),
      row({ ...home, address: "1 OAK STREET  zz1 1aa" }),
      row({ ...home, address: "2 Oak Street, ZZ1 1AA" }),
      row({ born: "", phone: "07700 900123" }),
    );
    expect(a).toBe(b);
    expect(new Set([a, c, d]).size).toBe(3);
  });

  it("takes no row of which nobody knows whom it is about", async () => {
    const { entries, rejections } = await read(CONTACTS, HEAD + row({ born: "" }) + row({ name: "" }) + row());
    expect(rejections.map(({ line, field, lost, reason }) => [line, field, lost, reason])).toEqual([
      [2, "Name", "row", "This row does not say who it is about: there may be several people of one name."],
      [3, "Name", "row", "This row does not say who it is about."],
    ]);
    expect(entries.map((entry) => entry.line)).toEqual([4, 4]);
  });

  it("takes an exact repeat for the same event, and any other row for another", async () => {
    const { entries } = await read(CONTACTS, HEAD + row() + row() + row({ note: "Again" }) + row({ who: "Ann" }));
    const ids = entries
      .filter(({ resource }) => resource.resourceType === "Encounter")
      .map(({ resource }) => resource.id);
    expect(ids).toHaveLength(4);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
  });

  it("gives an event the same id whatever the order of the columns and the way in which days are written", async () => {
    const mapping = { rowIs: "contact", person: { id: "Ref" }, event: { date: "Date", what: "What" } };
    const [, first] = await resourcesOf(mapping, "Ref,Date,What,Extra\n1,12/05/2026,Lunch,x\n");
    const [, second] = await resourcesOf(mapping, "Extra;WHAT;ref;date\nx;Lunch;1;12 May 2026\n");
    const [, other] = await resourcesOf(mapping, "Ref,Date,What,Extra\n1,12/05/2026,Lunch,y\n");
    expect(second?.id).toBe(first?.id);
    expect(other?.id).not.toBe(first?.id);
  });

  it("refuses cells in words, with the heading of their column, and keeps the rest of the row", async () => {
    const file = HEAD + row({ born: "31/02/1941", address: "1 Oak Street" }) + row({ status: "perhaps" });
    const { entries, rejections } = await read(CONTACTS, file);
    expect(rejections).toMatchObject([
      { line: 2, field: "Date of birth", value: "31/02/1941", lost: "field", reason: "There is no such date." },
      { line: 3, field: "Status", value: "perhaps", lost: "field", reason: "This value is not in the mapping's list." },
    ]);
    expect(rejections[1]?.accepted).toContain("planned; active; done");
    expect(entries.filter(({ resource }) => resource.resourceType === "Encounter")).toHaveLength(2);
  });

  it("costs a row its day, and what it is", async () => {
    const { entries, rejections } = await read(
      CONTACTS,
      HEAD + row({ date: "soon" }) + row({ date: "" }) + row({ what: "" }),
    );
    expect(entries).toEqual([]);
    expect(rejections.map(({ field, lost }) => [field, lost])).toEqual([
      ["Date", "field"],
      ["Date", "row"],
      ["Date", "row"],
      ["Activity", "row"],
    ]);
  });

  it("says how an event stands, by its words or by its day", async () => {
    const file = [
      row({ status: "DNA" }),
      row({ status: "cancelled" }),
      row({ status: "ATTENDED" }),
      row({ date: "12/07/2026" }),
      row(),
    ];
    const statuses = (await resourcesOf(CONTACTS, HEAD + file.join(""))).flatMap((one) =>
      one.resourceType === "Encounter" ? [[one.status, one.type?.[0]?.text]] : [],
    );
    expect(statuses).toEqual([
      ["cancelled", "Did not attend: Befriending"],
      ["cancelled", "Befriending"],
      ["finished", "Befriending"],
      ["planned", "Befriending"],
      ["finished", "Befriending"],
    ]);
  });

  it("keeps values that no code map has, or refuses them, as the mapping says", async () => {
    const codes = { Befriending: { display: "Befriending", code: "1", system: "snomed" }, "lunch club": "Lunch club" };
    const what = { column: "Activity", codes };
    const file = HEAD + row({ what: "BEFRIENDING " }) + row({ what: "Lunch-club" }) + row({ what: "Bingo" });
    const kinds = async (otherwise: string) => {
      const mapping = { ...CONTACTS, event: { ...CONTACTS.event, what: { ...what, otherwise } } };
      const { entries, rejections } = await read(mapping, file);
      const types = entries.flatMap(({ resource }) =>
        resource.resourceType === "Encounter" ? (resource.type ?? []) : [],
      );
      return { types, rejections };
    };
    const known = [
      { text: "Befriending", coding: [{ system: "http://snomed.info/sct", code: "1", display: "Befriending" }] },
      { text: "Lunch club" },
    ];
    expect(await kinds("keep")).toEqual({ types: [...known, { text: "Bingo" }], rejections: [] });
    const refused = await kinds("refuse");
    expect(refused.types).toEqual(known);
    expect(refused.rejections).toMatchObject([
      { line: 4, field: "Activity", lost: "row", accepted: "Befriending; lunch club" },
    ]);
  });

  it("goes on where it was stopped, knowing who had been told of", async () => {
    const rows = Array.from({ length: 30 }, (_, at) =>
      row({ note: String(at), name: `Mary Smith${"abc"[at % 3] ?? ""}` }),
    );
    const whole = await read(CONTACTS, HEAD + rows.join(""));
    for (const resumeAfter of [0, 1, 2, 10, 31]) {
      const rest = await read(CONTACTS, HEAD + rows.join(""), { resumeAfter });
      expect(rest.entries).toEqual(whole.entries.filter(({ line }) => line > resumeAfter));
    }
  });

  it("puts together what several rows say of a person, and tells of nothing twice", async () => {
    const file = HEAD + row({ phone: "020 7946 0001" }) + row() + row({ name: "MARY SMITH", address: "1 Oak Street" });
    const patients = (await resourcesOf(CONTACTS, file)).filter(({ resourceType }) => resourceType === "Patient");
    expect(patients).toHaveLength(2);
    expect(patients[1]).toMatchObject({
      name: [{ family: "Smith" }],
      telecom: [{ value: "020 7946 0001" }],
      address: [{ line: ["1 Oak Street"] }],
    });
  });
});

describe("what a row may be about", () => {
  const person = { id: "Ref" };
  const one = async (rowIs: string, event: object, head: string, cells: string) => {
    const { entries, rejections } = await read(
      { rowIs, person, event },
      `Ref,Date,What,${head}\n9,12/05/2026,Thing,${cells}\n`,
    );
    expect(rejections).toEqual([]);
    return entries.slice(1);
  };
  const event = { date: "Date", what: "What" };

  it("a referral, of which a list does not say by itself whether it is done", async () => {
    const [first] = await one("referral", { ...event, who: "By" }, "By", "Dr Ann");
    expect(first).toMatchObject({
      category: "referrals",
      resource: {
        resourceType: "ServiceRequest",
        status: "unknown",
        authoredOn: "2026-05-12",
        requester: { display: "Dr Ann" },
      },
    });
  });

  it("an observation: a number with its unit, words, or a code", async () => {
    const valued = {
      ...event,
      value: { column: "Value", codes: { high: { display: "High", code: "H", system: "x" } } },
    };
    const value = { ...event, value: "Value", unit: "Unit" };
    const resource = async (given: object, cells: string) =>
      (await one("observation", given, "Value,Unit", cells))[0]?.resource;
    expect(await resource(value, "72.5,kg")).toMatchObject({
      status: "final",
      valueQuantity: { value: 72.5, unit: "kg" },
    });
    expect(await resource(value, '"1,234",')).toMatchObject({ valueQuantity: { value: 1234 } });
    expect(await resource(value, "< 5 mmol/l,")).toMatchObject({
      valueQuantity: { value: 5, comparator: "<", unit: "mmol/l" },
    });
    expect(await resource(value, "142/88,mmHg")).toMatchObject({ valueString: "142/88" });
    expect(await resource(valued, "HIGH,")).toMatchObject({ valueCodeableConcept: { coding: [{ code: "H" }] } });
  });

  it("several measurements, each in a column of its own, of which empty ones are none", async () => {
    const measures = [
      { column: "Weight", unit: "kg" },
      { column: "Pulse", what: { display: "Heart rate", code: "364075005", system: "snomed" } },
      { column: "Height" },
    ];
    const entries = await one("observation", { date: "Date", measures }, "Weight,Pulse,Height", "70,64,");
    expect(entries.map(({ resource }) => resource)).toMatchObject([
      { code: { text: "Weight" }, valueQuantity: { value: 70, unit: "kg" } },
      { code: { text: "Heart rate", coding: [{ system: "http://snomed.info/sct" }] }, valueQuantity: { value: 64 } },
    ]);
    expect(new Set(entries.map(({ resource }) => resource.id)).size).toBe(2);
  });

  it("no observation where no value stands in its row", async () => {
    const told = async (event: object) => {
      const text = "Ref,Date,What,Weight,Pulse\n9,12/05/2026,Thing,,\n";
      const { entries, rejections } = await read({ rowIs: "observation", person, event }, text);
      expect(entries).toEqual([]);
      return rejections.map(({ field, reason, lost }) => [field, reason, lost]);
    };
    const measures = [{ column: "Weight" }, { column: "Pulse" }];
    expect(await told({ ...event, value: "Weight" })).toEqual([["Weight", "This must not be empty.", "row"]]);
    expect(await told({ date: "Date", measures })).toEqual([
      ["Weight", "None of the measurements stands in this row.", "row"],
    ]);
  });

  it("a problem, which is over once it has an end that has been", async () => {
    const [open] = await one("problem", event, "End", "");
    const [over] = await one("problem", { ...event, end: "End" }, "End", "20/05/2026");
    expect(open?.resource).toMatchObject({
      resourceType: "Condition",
      clinicalStatus: { coding: [{ code: "active" }] },
    });
    expect(over?.resource).toMatchObject({
      clinicalStatus: { coding: [{ code: "resolved" }] },
      abatementDateTime: "2026-05-20",
    });
  });

  it("a service, which goes on until it has an end", async () => {
    const [open] = await one("service", { ...event, end: "End" }, "End", "");
    const [over] = await one("service", { ...event, end: "End" }, "End", "20/05/2026");
    expect(open?.resource).toMatchObject({
      resourceType: "CarePlan",
      status: "active",
      title: "Thing",
      period: { start: "2026-05-12" },
    });
    expect(over?.resource).toMatchObject({ status: "completed", period: { end: "2026-05-20" } });
  });

  it("a document, whose words are kept whole", async () => {
    const [letter] = await one("document", { ...event, note: "Text" }, "Text", '"Dear Ann,\nyours"');
    expect(letter).toMatchObject({
      category: "documents",
      resource: { resourceType: "DocumentReference", status: "current" },
    });
    const { resource } = letter!;
    if (resource.resourceType !== "DocumentReference") throw new Error("A document is one.");
    expect(Buffer.from(resource.content[0]?.attachment.data ?? "", "base64").toString()).toBe("Dear Ann,\nyours");
  });

  it("a person and nothing else", async () => {
    const { entries } = await read(
      { rowIs: "person", person: { nhsNumber: "NHS", family: "Last", given: "First", sex: "Sex" } },
      "NHS,Last,First,Sex\n999 000 0018,Smith,Mary Ann,F\n",
    );
    expect(entries.map(({ resource }) => resource)).toMatchObject([
      { identifier: [{ value: "9990000018" }], name: [{ family: "Smith", given: ["Mary", "Ann"] }], gender: "female" },
    ]);
  });

  it("has the category and sensitivity that the mapping gives; who it is stays what it is", async () => {
    const { entries } = await read(
      { rowIs: "service", category: "social-care", sensitivity: "substances", person, event },
      "Ref,Date,What\n9,12/05/2026,Thing\n",
    );
    expect(entries.map(({ category, sensitivity }) => [category, sensitivity])).toEqual([
      ["demographics", "normal"],
      ["social-care", "substances"],
    ]);
  });

  it("the time of day at which it was, as the clocks in England stood", async () => {
    const [noted] = await one("contact", { ...event, time: "Time" }, "Time", "2.30pm");
    expect(noted?.resource).toMatchObject({ period: { start: "2026-05-12T14:30:00+01:00" } });
  });
});

describe("a file that nobody prepared", () => {
  const expected = [
    ["Zoë O’Hara", "1941-05-03", "1 Oak Street", "ZZ1 1AA", "2026-05-12"],
    ["Bo Lee", "1938-12-31", "2 Oak Street", "ZZ1 1AB", "2026-05-28"],
  ];
  const told = async (mapping: object, file: string | Buffer) => {
    const { entries, rejections } = await read(mapping, file);
    expect(rejections.filter(({ lost }) => lost === "row")).toEqual([]);
    const patients = entries.flatMap(({ resource }) => (resource.resourceType === "Patient" ? [resource] : []));
    const visits = entries.flatMap(({ resource }) => (resource.resourceType === "Encounter" ? [resource] : []));
    return patients.map(({ name, birthDate, address }, at) => [
      [...(name?.[0]?.given ?? []), name?.[0]?.family].join(" "),
      birthDate,
      address?.[0]?.line?.join(", "),
      address?.[0]?.postalCode,
      visits[at]?.period?.start,
    ]);
  };
  const mapping = (born?: string, date?: string) => ({
    rowIs: "contact",
    person: { name: "Name", born: { column: "DOB", ...(born && { format: born }) }, address: "Address" },
    event: { date: { column: "Date", ...(date && { format: date }) }, what: { constant: "Befriending" } },
  });

  it("divided by semicolons, in Windows-1252, with titles above and a total below", async () => {
    const text =
      "Age Well; befriending, March\r\n\r\nName;DOB;Address;Date\r\nZoë O\u2019Hara;03.05.1941;1 Oak Street, ZZ1 1AA;12.05.2026\r\n" +
      "Bo Lee;31.12.1938;2 Oak Street ZZ1 1AB;28.05.2026\r\nTotal: 2;;;\r\n";
    const bytes = Buffer.from(text.replace("\u2019", "\x92"), "latin1");
    const { entries, rejections } = await read(mapping(), bytes);
    expect(entries).toHaveLength(4);
    expect(rejections).toMatchObject([{ line: 6, lost: "row" }]);
    expect(
      await told(mapping(), Buffer.from(bytes.toString("latin1").replace("Total: 2;;;\r\n", ""), "latin1")),
    ).toEqual(expected);
  });

  it("as a spreadsheet's Unicode text, in whatever pieces it comes", async () => {
    const text = [
      "Name\tDOB\tAddress\tDate",
      "Zoë O’Hara\t03/05/1941\t1 Oak Street, ZZ1 1AA\t12/05/2026",
      "Bo Lee\t31/12/1938\t2 Oak Street, ZZ1 1AB\t28/05/2026\r\n",
    ].join("\r\n");
    const file = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(await told(mapping(), file)).toEqual(expected);
    const whole = await read(mapping(), file);
    for (const piece of [1, 3, 50]) expect((await read(mapping(), file, { piece })).entries).toEqual(whole.entries);
  });

  it("with American days", async () => {
    const text = `Name,DOB,Address,Date
Zoë O’Hara,5/3/1941,"1 Oak Street, ZZ1 1AA",5/12/2026
Bo Lee,12/31/1938,"2 Oak Street, zz1 1ab",5/28/2026
`;
    expect(await told(mapping("MM/DD/YYYY", "MM/DD/YYYY"), text)).toEqual(expected);
  });

  it("with names the other way about, headings twice, and pages that repeat them", async () => {
    const head = "Name\tDate\tDate\tAddress\n";
    const text = `${head}O’Hara, Zoë\t3 May 1941\t12 May 2026\t1 Oak Street, ZZ1 1AA\n${head}Lee, Bo\t31 Dec 1938\t28 May 2026\t2 Oak Street, ZZ1 1AB\n`;
    const own = {
      rowIs: "contact",
      person: { name: "Name", born: "Date", address: "Address" },
      event: { date: "Date (2)", what: { constant: "Befriending" } },
    };
    expect(await told(own, text)).toEqual(expected);
  });

  it("as a workbook, whose days are days", async () => {
    const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const day = (serial: number) => `<c s="1"><v>${serial}</v></c>`;
    const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
    const rows =
      textRows(["Age Well"], ["Name", "DOB", "Address", "Date"]) +
      `<row>${text("Zoë O’Hara")}${day(15099)}${text("1 Oak Street, ZZ1 1AA")}${day(46154)}</row>` +
      `<row>${text("Bo Lee")}${day(14245)}${text("2 Oak Street, ZZ1 1AB")}${day(46170)}</row>`;
    const file = await aWorkbook({ sheets: { Notes: textRows(["Not this"]), May: sheet(rows) }, styles });
    expect(await told({ ...mapping("MM/DD/YYYY"), sheet: "May" }, file)).toEqual(expected);
  });

  it("is refused as a whole where the columns are not there, with what the nearest row lacks", async () => {
    const { entries, rejections } = await read(mapping(), "Title\nName,DOB,Adress\nZoë,1941-05-03,x\n");
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([
      {
        line: 1,
        field: "file",
        lost: "row",
        reason:
          "None of the first 20 rows names the columns that the mapping needs. Nearest is row 2, which lacks: " +
          "Address (mapping.person.address.0), Date (mapping.event.date).",
      },
    ]);
  });

  it("is read without a column that it can be read without, and says so", async () => {
    const withNote = { ...mapping(), event: { ...mapping().event, note: "Notes" } };
    const { entries, rejections } = await read(withNote, "Name,DOB,Address,Date\nBo Lee,1938-12-31,x,2026-05-28\n");
    expect(entries).toHaveLength(2);
    expect(rejections).toMatchObject([{ line: 1, field: "Notes", lost: "field" }]);
  });

  it("may hold errors and formulas of a spreadsheet, which are no values", async () => {
    const text = "Name,DOB,Address,Date\n#REF!,1938-12-31,x,2026-05-28\nBo Lee,=B2,x,2026-05-28\n";
    const { rejections } = await read(mapping(), text);
    expect(rejections.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, "Name", "This cell holds an error of the spreadsheet."],
      [2, "Name", "This row does not say who it is about."],
      [3, "DOB", "This cell holds a formula whose result was never worked out."],
    ]);
  });

  it.each([
    ["an empty file", "", "This file is empty."],
    ["a PDF", "%PDF-1.7\n", "This file is a PDF."],
  ])("is told where it is %s", async (_, file, reason) => {
    expect((await read(mapping(), file)).rejections).toMatchObject([{ field: "file", reason, lost: "row" }]);
  });

  it("loses no row without a word, whatever stands in it", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.toWellFormed().replace(/[\r\n]/g, "")),
      fc.constantFrom("Mary Smith", "03/05/1941", "1 Oak Street", "12/05/2026", "Befriending", "", "=1+1"),
    );
    const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 9, maxLength: 12 }), { maxLength: 12 }), async (rows) => {
        const text = HEAD + rows.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
        const { entries, rejections } = await read(CONTACTS, text);
        const told = new Set([...entries, ...rejections].map(({ line }) => line));
        const lost = new Set(rejections.flatMap((one) => (one.lost === "row" ? [one.line] : [])));
        expect(entries.filter((entry) => lost.has(entry.line))).toEqual([]);
        const silent = rows.flatMap((cells, at) => (cells.some((one) => one.trim() !== "") ? [at + 2] : []));
        expect(silent.filter((line) => !told.has(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a snapshot of a mapped feed", () => {
  const mapping = { rowIs: "contact", person: { id: "Ref" }, event: { date: "Date", what: "What" } };
  const table = (...days: readonly string[]) => `Ref,Date,What\n${days.map((day) => `1,${day},Visit\n`).join("")}`;
  const time = aClock("2026-06-01T10:00:00Z");
  let house: House;
  beforeAll(async () => {
    const feed = mappedFeed(mapping, { deliveries: "snapshot" });
    const charity = { ods: CHARITY, name: "Testborough Friends", kind: "voluntary" as const };
    const place = { ...aPlace(), organisations: [...aPlace().organisations, charity], feeds: [feed] };
    house = await aHouse({ clock: time.clock, place });
  });
  const load = async (at: string, text: string) => {
    time.set(at);
    const file = await aFile(house, FRIENDS, CHARITY, `${at.slice(0, 10)}.csv`, text);
    expect((await house.feeds.load([file], () => undefined)).failures).toEqual([]);
    const rows = await house.db.query(sql<{ day: string }>`
      select event_text as day from record.entry where type = 'Encounter' and not ended order by event_from`);
    return rows.map(({ day }) => day);
  };

  it("ends what it leaves out between its first day and its last, and nothing before or where a row was lost", async () => {
    await load("2026-06-01T10:00:00Z", table("2026-01-10", "2026-03-01", "2026-04-01", "2026-05-01"));
    const second = await load("2026-07-01T10:00:00Z", table("2026-03-01", "2026-05-01"));
    expect(second).toEqual(["2026-01-10", "2026-03-01", "2026-05-01"]);
    const third = await load("2026-08-01T10:00:00Z", `${table("2026-01-10", "2026-05-01")}1,soon,Visit\n`);
    expect(third).toEqual(["2026-01-10", "2026-03-01", "2026-05-01"]);
  });
});
