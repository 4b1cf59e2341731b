import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { aDelivery, readWhole } from "../../../test/builders/readings.ts";
import { aServiceRow, aSocialCareFile, type SocialCareRow } from "../../../test/builders/social-care-file.ts";
import { createCldAdapter } from "./adapter.ts";

const read = (file: string | Buffer, options = {}) =>
  readWhole(createCldAdapter(), file, { facts: aDelivery(), ...options });
const readRows = (rows: readonly SocialCareRow[], options = {}) => read(aSocialCareFile(rows), options);
const types = (whole: Awaited<ReturnType<typeof read>>) => whole.entries.map(({ resource }) => resource.resourceType);

describe("a file of Client Level Data", () => {
  it("gives each person once, and an entry for each event, with its line", async () => {
    const whole = await readRows([aServiceRow(), aServiceRow({ start: "2024-08-01" })]);
    expect(whole.rejections).toEqual([]);
    expect(whole.entries.map(({ resource, line, patient }) => [resource.resourceType, line, patient])).toEqual([
      ["Patient", 2, "P1"],
      ["CarePlan", 2, "P1"],
      ["CarePlan", 3, "P1"],
    ]);
    expect(whole.line).toBe(3);
    expect(whole.entries[1]).toMatchObject({ category: "social-care", recorded: new Date("2025-03-31T00:00:00Z") });
  });

  it("gives the person again when a row changes what is known of them", async () => {
    const rows = [
      aServiceRow(),
      aServiceRow({ start: "2024-08-01", postcode: "LS1 1AA" }),
      aServiceRow({ start: "2024-09-01" }),
    ];
    const patients = (await readRows(rows)).entries.filter(({ resource }) => resource.resourceType === "Patient");
    expect(patients.map(({ line }) => line)).toEqual([2, 3]);
    expect(patients[1]?.resource).toMatchObject({ birthDate: "1950-02-03", address: [{ postalCode: "LS1 1AA" }] });
  });

  it("does not let an older row undo a newer address", async () => {
    const rows = [
      aServiceRow({ start: "2024-08-01", postcode: "LS1 1AA" }),
      aServiceRow({ start: "2023-01-01", postcode: "LS9 9ZZ" }),
    ];
    expect(types(await readRows(rows))).toEqual(["Patient", "CarePlan", "CarePlan"]);
  });

  it("names its columns in any spelling and order", async () => {
    const file = "\uFEFFevent_start_date;EVENT TYPE;LA person unique identifier\n17/05/2024;request;P1\n";
    expect(types(await read(file))).toEqual(["Patient", "ServiceRequest"]);
  });

  it("without the columns that say who and what is refused, naming them", async () => {
    const { rejections, entries } = await read("LA Code,Event Type\n306,Service\n");
    expect(entries).toEqual([]);
    expect(rejections[0]).toMatchObject({ line: 1, field: "file", lost: "row" });
    expect(rejections[0]?.reason).toContain("LA Person Unique Identifier, Event Start Date");
  });

  it("that is empty is refused", async () => {
    expect((await read("")).rejections).toMatchObject([{ field: "file", reason: "This file is empty." }]);
  });

  it("that names a column twice is refused: nobody can tell which of them is meant", async () => {
    const { rejections, entries } = await read(
      "LA Person Unique Identifier,Event Type,Event Start Date,event start date\n",
    );
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ field: "file", lost: "row" }]);
    expect(rejections[0]?.reason).toContain("more than once: Event Start Date");
  });

  it.each([
    ["compressed", gzipSync(aSocialCareFile([aServiceRow()])), "gzip"],
    ["a workbook", Buffer.from("PK\u0003\u0004 and so on"), "workbook"],
  ])("that is %s is refused by that name", async (_, file, words) => {
    const { rejections } = await read(file);
    expect(rejections).toHaveLength(1);
    expect(rejections[0]?.reason).toContain(words);
  });

  it("in UTF-16 is read, as it would be in UTF-8", async () => {
    const text = aSocialCareFile([aServiceRow({ familyName: "Zo\u00eb" })]);
    const wide = Buffer.from(`\uFEFF${text}`, "utf16le");
    expect(await read(wide)).toEqual(await read(text));
    expect(await read(wide.swap16())).toEqual(await read(text));
  });

  it("in Windows-1252 is read", async () => {
    const file = Buffer.from(
      aSocialCareFile([aServiceRow({ familyName: "Zo\u00eb", outcome: "NFA \u0096 Deceased" })]),
      "latin1",
    );
    const { entries, rejections } = await read(file);
    expect(rejections).toEqual([]);
    expect(entries[0]?.resource).toMatchObject({ name: [{ family: "Zo\u00eb" }] });
  });

  it("resumes with what earlier rows said, and gives the same as a load that never stopped", async () => {
    const rows = [
      aServiceRow(),
      aServiceRow({ start: "2024-08-01", accommodation: "Tenant" }),
      aServiceRow({ start: "2024-09-01" }),
    ];
    const whole = await readRows(rows);
    for (const stop of [1, 2, 3, 4]) {
      const rest = await readRows(rows, { resumeAfter: stop });
      expect(rest.entries).toEqual(whole.entries.filter(({ line }) => line > stop));
    }
  });
});

describe("a broken row", () => {
  const good = (person: string) => aServiceRow({ person });

  it.each([
    ["a quote that never closes", (line: string) => line.replace("Home Support", '"Home Support')],
    ["a quote within a field", (line: string) => line.replace("Home Support", 'Home "Support')],
    ["too few fields", (line: string) => line.split(",").slice(0, 9).join(",")],
    ["too many fields", (line: string) => `${line},more`],
    ["a null character", (line: string) => line.replace("Home", "Ho\0me")],
    ["far too long a field", (line: string) => line.replace("Home", "Home".repeat(100_000))],
  ])("with %s is refused with its line, and the rest goes on", async (_, spoil) => {
    const lines = aSocialCareFile(["A", "B", "C", "D"].map(good)).split("\r\n");
    lines[2] = spoil(lines[2] ?? "");
    const { entries, rejections } = await read(lines.join("\r\n"));
    expect(rejections).toMatchObject([{ line: 3, field: "row", lost: "row" }]);
    expect([...new Set(entries.map(({ patient }) => patient))]).toEqual(["A", "C", "D"]);
  });

  it("is not one whose quoted field runs over lines", async () => {
    const rows = [good("A"), { ...good("B"), description: 'Meals,\n"hot"\nand cold' }, good("C")];
    const { entries, rejections, line } = await read(aSocialCareFile(rows, "\n"), { piece: 11 });
    expect(rejections).toEqual([]);
    expect([...new Set(entries.map((entry) => entry.line))]).toEqual([2, 3, 6]);
    expect(line).toBe(6);
  });
});

describe("a faulty field", () => {
  it.each([
    ["nhsNumber", "9990000001", "The check digit of this NHS number is wrong."],
    ["birthDate", "2025-07-01", "This birth is in the future."],
    ["birthDate", "31/02/1950", "There is no such date."],
    ["gender", "Woman", "This value is not in the list."],
    ["primarySupportReason", "Frailty", "This value is not in the list."],
    ["accommodation", "Castle", "This value is not in the list."],
    ["unitCost", "about 20", "This is not an amount."],
    ["end", "2024-05-16", "This event ends before it starts."],
  ])("%s = %s is named and dropped, and the rest of the row is kept", async (column, value, reason) => {
    const whole = await readRows([aServiceRow({ [column]: value })]);
    expect(whole.rejections).toMatchObject([{ line: 2, reason, value, lost: "field" }]);
    expect(types(whole)).toEqual(["Patient", "CarePlan"]);
  });

  it.each([
    ["person", ""],
    ["eventType", "Visit"],
    ["start", "yesterday"],
    ["start", ""],
  ])("%s = '%s' costs the row", async (column, value) => {
    const { entries, rejections } = await readRows([aServiceRow({ [column]: value })]);
    expect(entries).toEqual([]);
    expect(rejections).toMatchObject([{ line: 2, lost: "row" }]);
  });

  it("names all values that would be accepted", async () => {
    const { rejections } = await readRows([aServiceRow({ mechanism: "Cash" })]);
    expect(rejections[0]?.accepted).toBe("Direct Payment; CASSR Managed Personal Budget; CASSR Commissioned Support");
  });
});

describe("one person of a council", () => {
  const first = "9990000018";
  const second = "9990000026";
  const patients = (whole: Awaited<ReturnType<typeof read>>) =>
    whole.entries.flatMap(({ resource }) => (resource.resourceType === "Patient" ? [resource] : []));

  it("carries the NHS number over to rows that lack it", async () => {
    const rows = [
      aServiceRow(),
      aServiceRow({ nhsNumber: first, start: "2024-06-01" }),
      aServiceRow({ start: "2024-07-01" }),
    ];
    const found = patients(await readRows(rows));
    expect(found.map(({ identifier }) => identifier?.length)).toEqual([1, 2]);
    expect(found[1]?.identifier?.[0]).toEqual({ system: "https://fhir.nhs.uk/Id/nhs-number", value: first });
  });

  it("cannot be two people: a second NHS number is refused, the first stands", async () => {
    const whole = await readRows([
      aServiceRow({ nhsNumber: first }),
      aServiceRow({ nhsNumber: second, start: "2024-06-01" }),
    ]);
    expect(whole.rejections).toMatchObject([{ line: 3, field: "NHS Number", value: second, lost: "field" }]);
    expect(patients(whole)).toHaveLength(1);
    expect(types(whole)).toEqual(["Patient", "CarePlan", "CarePlan"]);
  });
});

describe("one event", () => {
  const carePlans = (whole: Awaited<ReturnType<typeof read>>) =>
    whole.entries.flatMap(({ resource, line }) =>
      resource.resourceType === "CarePlan" ? [{ line, ...resource }] : [],
    );

  it("has the same id in a later file that says how it ended", async () => {
    const [before] = carePlans(await readRows([aServiceRow()]));
    const [after] = carePlans(
      await readRows([aServiceRow({ end: "2025-01-10", serviceType: "long term support - community" })]),
    );
    expect(after?.id).toBe(before?.id);
    expect([before?.status, after?.status]).toEqual(["active", "completed"]);
  });

  it("that has ended is not opened again by another row of the file", async () => {
    const whole = await readRows([aServiceRow({ end: "2025-01-10" }), aServiceRow()]);
    expect(carePlans(whole).map(({ line }) => line)).toEqual([2]);
    expect(whole).toMatchObject({ line: 3, rejections: [] });
  });

  it("is told apart from another by its delivery mechanism, and joined by the council's own reference", async () => {
    const apart = carePlans(await readRows([aServiceRow(), aServiceRow({ mechanism: "Direct Payment" })]));
    expect(new Set(apart.map(({ id }) => id)).size).toBe(2);
    const reference = { eventReference: "E1" };
    const joined = carePlans(
      await readRows([aServiceRow(reference), aServiceRow({ ...reference, mechanism: "Direct Payment" })]),
    );
    expect(new Set(joined.map(({ id }) => id)).size).toBe(1);
  });
});

describe("what a row says", () => {
  const eventOf = async (row: SocialCareRow) => (await readRows([row])).entries.at(-1)?.resource;

  it("of a service becomes a package of care with its weekly units and its cost", async () => {
    expect(await eventOf(aServiceRow({ providerName: "Elm Care", providerId: "1-101", fullCost: "No" }))).toMatchObject(
      {
        resourceType: "CarePlan",
        status: "active",
        intent: "order",
        title: "Home Support",
        period: { start: "2024-05-17" },
        activity: [
          {
            detail: {
              quantity: { value: 10.5, unit: "units a week" },
              performer: [{ display: "Elm Care", identifier: { value: "1-101" } }],
            },
          },
        ],
        extension: expect.arrayContaining([
          {
            url: "https://wholestory.example/fhir/unit-cost",
            extension: [
              { url: "amount", valueMoney: { value: 23.5, currency: "GBP" } },
              { url: "frequency", valueString: "Hourly" },
            ],
          },
        ]) as unknown,
      },
    );
  });

  it("of a request becomes a request for support", async () => {
    const row = aServiceRow({ eventType: "Request", outcome: "NFA – support declined", routeOfAccess: "Community" });
    expect(await eventOf(row)).toMatchObject({
      resourceType: "ServiceRequest",
      status: "completed",
      note: [{ text: "Outcome: NFA - Support declined" }],
    });
  });

  it("of an assessment becomes a contact of the kind that its method says", async () => {
    const row = aServiceRow({
      eventType: "Assessment",
      assessmentMethod: "Telephone",
      assessmentType: "Long-term",
      end: "2024-06-01",
    });
    expect(await eventOf(row)).toMatchObject({
      resourceType: "Encounter",
      status: "finished",
      class: { code: "VR" },
      type: [{ text: "Assessment: Long-term" }],
    });
  });

  it("of a review becomes a contact with its reason", async () => {
    const row = aServiceRow({ eventType: "Review", reviewReason: "Planned" });
    expect(await eventOf(row)).toMatchObject({ resourceType: "Encounter", reasonCode: [{ text: "Planned" }] });
  });

  it("of a person's life becomes one observation for each value, newest last, unknown only when nothing is known", async () => {
    const rows = [
      aServiceRow({ accommodation: "Tenant" }),
      aServiceRow({ accommodation: "tenant", start: "2024-06-01" }),
      aServiceRow({ accommodation: "Registered care home", start: "2024-07-01" }),
      aServiceRow({ accommodation: "Unknown", start: "2024-08-01" }),
    ];
    const found = (await readRows(rows)).entries.filter(({ resource }) => resource.resourceType === "Observation");
    expect(found.map(({ line, category }) => [line, category])).toEqual([
      [2, "social-context"],
      [4, "social-context"],
    ]);
    expect(found[1]?.resource).toMatchObject({
      effectiveDateTime: "2024-07-01",
      valueCodeableConcept: { text: "Registered care home" },
      component: [{ valueBoolean: false }],
    });
  });

  it("of substance misuse is more private than the rest", async () => {
    const { entries } = await readRows([
      aServiceRow({ primarySupportReason: "Social Support: Substance misuse support" }),
    ]);
    expect(entries.map(({ sensitivity }) => sensitivity)).toEqual(["normal", "substances", "normal"]);
  });
});
