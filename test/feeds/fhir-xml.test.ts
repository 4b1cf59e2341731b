import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFhirAdapter } from "../../src/feeds/fhir/adapter.ts";
import { aDelivery, readWhole } from "../builders/readings.ts";

const adapter = createFhirAdapter({ findByIdentifier: async () => Promise.resolve([]) });
const read = async (file: string | Buffer, piece?: number) =>
  readWhole(adapter, file, piece === undefined ? {} : { piece });

const NS = 'xmlns="http://hl7.org/fhir"';
const DIV = 'xmlns="http://www.w3.org/1999/xhtml"';
const patient = (id: string, more = ""): string =>
  `<Patient ${NS}><id value="${id}"/>${more}<name><family value="O\u2019Hara"/><given value="Zo\u00eb"/></name><birthDate value="1950-02-03"/></Patient>`;
const weight = (id: string, kilograms = "80.50"): string =>
  `<Observation ${NS}><id value="${id}"/><text><status value="generated"/><div ${DIV}>A <b>weight</b></div></text>
    <status value="final"/><code><text value="Weight"/></code><subject><reference value="Patient/p1"/></subject>
    <valueQuantity><value value="${kilograms}"/></valueQuantity></Observation>`;
const bundle = (...resources: string[]): string =>
  `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<Bundle ${NS}>
  <type value="collection"/>
  ${resources.map((one, at) => `<entry><fullUrl value="urn:uuid:${at}"/><resource>${one}</resource></entry>`).join("\n  ")}
</Bundle>`;
const good = bundle(patient("p1"), weight("o1"), weight("o2"));

describe("A FHIR file in XML", () => {
  it("is read as the same file in JSON is", async () => {
    const { entries, rejections, line } = await read(good);
    expect(rejections).toEqual([]);
    expect(line).toBe(3);
    expect(
      entries.map(({ resource, patient: whom, line: at }) => [resource.resourceType, resource.id, whom, at]),
    ).toEqual([
      ["Patient", "p1", "p1", 1],
      ["Observation", "o1", "p1", 2],
      ["Observation", "o2", "p1", 3],
    ]);
    expect(entries[1]?.json).toContain('"value":80.50');
  });

  it("may hold one resource alone, begin with a comment, or use a prefix", async () => {
    for (const file of [
      patient("p1"),
      `\n<!-- made by hand -->\n${patient("p1")}`,
      patient("p1")
        .replace(NS, "xmlns:f='http://hl7.org/fhir'")
        .replaceAll(/<(\/?)(?=[A-Za-z])/g, "<$1f:"),
    ]) {
      const { entries, rejections } = await read(file);
      expect(rejections).toEqual([]);
      expect(entries.map(({ resource }) => resource.id)).toEqual(["p1"]);
    }
  });

  it("goes through the same checks, each entry named by its number", async () => {
    const future = patient("p2").replace("1950-02-03", "2199-02-03");
    const { entries, rejections } = await read(bundle(patient("p1"), future, weight("o1").replace("final", "done")));
    expect(entries.map(({ resource }) => resource.id)).toEqual(["p1", "p2"]);
    expect(rejections.map(({ line, field, lost }) => [line, field, lost])).toEqual([
      [2, "Patient.birthDate", "field"],
      [3, "Observation.status", "row"],
    ]);
  });

  it("loses of a Bundle only the entry that is no FHIR, and shows how it looked", async () => {
    const odd = weight("o1").replace("<code>", '<colour value="red"/><code>');
    const { entries, rejections } = await read(bundle(patient("p1"), odd, weight("o2")));
    expect(entries.map(({ resource }) => resource.id)).toEqual(["p1", "o2"]);
    expect(rejections).toEqual([
      expect.objectContaining({
        line: 2,
        field: "Observation.colour",
        reason: "FHIR R4 knows no such element here.",
        lost: "row",
        row: expect.stringContaining('<entry><fullUrl value="urn:uuid:1"/><resource><Observation'),
      }),
    ]);
  });

  it("in which a transaction has such an entry is refused whole", async () => {
    const odd = weight("o1").replace("<status", "<colour/><status");
    const file = bundle(patient("p1"), odd)
      .replace("collection", "transaction")
      .replaceAll("</resource>", '</resource><request><method value="POST"/><url value="X"/></request>');
    const { entries, rejections } = await read(file);
    expect(entries).toEqual([]);
    expect(rejections.map(({ line, lost }) => [line, lost])).toEqual([
      [1, "row"],
      [2, "row"],
    ]);
  });

  it.each([
    ["breaks off", good.slice(0, -20), /^Line 10, column \d+: An element is not closed/],
    ["has a document type", `<!DOCTYPE Bundle [<!ENTITY a "b">]>${patient("p1")}`, /DOCTYPE/],
    ["is nested too deeply", `<Parameters ${NS}><parameter>${"<part>".repeat(100_000)}`, /nested too deeply/],
    ["is a web page", "<!DOCTYPE html><html><body>Not found</body></html>", /DOCTYPE/],
    ["says another encoding", good.replace("UTF-8", "ISO-8859-1"), /another encoding than UTF-8/],
    ["is UTF-16", Buffer.from(good, "utf16le"), /UTF-16/],
    ["is UTF-16 without a mark", Buffer.from(good.slice(1), "utf16le"), /UTF-16/],
    ["is Latin-1", Buffer.from(patient("p1").replace("\u2019", ""), "latin1"), /bytes that are not UTF-8/],
    ["has no namespace", patient("p1").replace(NS, ""), /not in the namespace of FHIR/],
  ])("is refused in words where it %s", async (_, file, words) => {
    const { entries, rejections } = await read(file);
    expect(entries).toEqual([]);
    expect(rejections).toEqual([
      expect.objectContaining({ line: 1, lost: "row", reason: expect.stringMatching(words) }),
    ]);
  });

  it("of elements that are many times larger in memory than in the file is refused, and quickly", async () => {
    const head = Buffer.from(`<Bundle ${NS}><type value="collection"/>`);
    const odd = Buffer.concat([head, Buffer.alloc(16 * 200_000, '<entry odd="1"/>')]);
    expect((await read(odd)).rejections).toMatchObject([
      { line: 1, reason: expect.stringContaining("An attribute stands here that FHIR R4") },
    ]);
    const manyEntries = `{"resourceType":"Bundle","type":"collection","entry":[{}${",{}".repeat(1_000_000)}]}`;
    expect((await read(manyEntries)).rejections).toMatchObject([{ reason: "This Bundle has too many entries." }]);
    const manyParts = Buffer.concat([
      Buffer.from('{"entry":[{}'),
      Buffer.alloc(3 * 10_000_000, ",{}"),
      Buffer.from("]}"),
    ]);
    expect((await read(manyParts)).rejections).toMatchObject([{ reason: "This file has too many elements." }]);
  });

  it("goes on after the entry at which a load stopped", async () => {
    const { entries, line } = await readWhole(adapter, good, { resumeAfter: 2 });
    expect(entries.map(({ resource }) => resource.id)).toEqual(["o2"]);
    expect(line).toBe(3);
  });
});

describe("Narratives and attachments", () => {
  const report = (attachment: object, div = `<div ${DIV}>ok</div>`) => ({
    resourceType: "DocumentReference",
    id: "d1",
    text: { status: "generated", div },
    status: "current",
    subject: { reference: "Patient/p1" },
    content: [{ attachment: { contentType: "application/pdf", title: "Letter", ...attachment } }],
  });
  const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n").toString("base64");
  const inXml = (div: string, data: string): string =>
    `<DocumentReference ${NS}><id value="d1"/><text><status value="generated"/>${div}</text><status value="current"/>
      <subject><reference value="Patient/p1"/></subject><content><attachment><contentType value="application/pdf"/>
      <data value="${data}"/><title value="Letter"/></attachment></content></DocumentReference>`;

  it("that may be kept stay to the byte, in lines, Bundles and XML", async () => {
    const json = JSON.stringify(report({ data: PDF }));
    const inBundle = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${json}}]}`;
    for (const file of [json, inBundle, inXml(`<div ${DIV}>ok</div>`, PDF)]) {
      const { entries, rejections } = await read(file);
      expect(rejections).toEqual([]);
      expect(entries.map(({ resource }) => resource)).toEqual([report({ data: PDF })]);
    }
  });

  it("that may not be kept are taken out and told, the rest is kept", async () => {
    const div = `<div ${DIV}>a<script>alert(1)</script></div>`;
    const data = Buffer.from("MZ\x90\0\x03\0\0\0").toString("base64");
    const json = JSON.stringify(report({ data }, div));
    const inBundle = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${json}}]}`;
    for (const file of [json, inBundle, inXml(div, data)]) {
      const { entries, rejections } = await read(file);
      expect(
        entries.map(({ resource, json: text }) => (text === undefined ? resource : (JSON.parse(text) as unknown))),
      ).toEqual([report({}, `<div ${DIV}>a</div>`)]);
      expect(rejections.map(({ line, field, reason, lost }) => [line, field, reason, lost])).toEqual([
        [1, "DocumentReference.text.div", "This was taken out of the narrative: a script.", "field"],
        [1, "DocumentReference.content[0].attachment.data", "This file is a program or a script.", "field"],
      ]);
    }
  });

  it("are found wherever they stand: contained, in extensions, in the sections of a composition", async () => {
    const div = `<div ${DIV}><p onclick="x()">a</p></div>`;
    const exe = { contentType: "image/png", data: Buffer.from("MZ\x90\0\x03\0\0\0").toString("base64") };
    const resource = {
      resourceType: "Composition",
      id: "c1",
      contained: [{ resourceType: "Binary", id: "b", ...exe }],
      extension: [{ url: "u", valueAttachment: exe }],
      status: "final",
      type: { text: "Summary" },
      subject: { reference: "Patient/p1" },
      date: "2025-01-01",
      author: [{ display: "Dr A" }],
      title: "Summary",
      section: [{ text: { status: "generated", div }, section: [{ text: { status: "generated", div } }] }],
    };
    const { rejections } = await read(JSON.stringify(resource));
    expect(rejections.map(({ field }) => field)).toEqual([
      "Composition.contained[0].data",
      "Composition.extension[0].valueAttachment.data",
      "Composition.section[0].text.div",
      "Composition.section[0].section[0].text.div",
    ]);
  });

  it("are not confused with measurements and signatures, which hold text under the same name", async () => {
    const sampled = {
      ...{ resourceType: "Observation", id: "o1", status: "final", code: { text: "ECG" } },
      subject: { reference: "Patient/p1" },
      valueSampledData: { origin: { value: 0 }, period: 10.0, dimensions: 1, data: "1 2 3 E" },
    };
    const { entries, rejections } = await read(JSON.stringify(sampled));
    expect(rejections).toEqual([]);
    expect(entries[0]?.resource).toEqual(sampled);
  });

  it("leave the digits of numbers as they were when something else is taken out", async () => {
    const line = `{"resourceType":"Observation","id":"o1","text":{"status":"generated","div":"<div ${DIV.replaceAll('"', '\\"')}>a<script>1</script></div>"},"status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/p1"},"valueQuantity":{"value":80.50}}`;
    const { entries } = await read(line);
    expect(entries[0]?.json).toBe(line.replace("<script>1</script>", ""));
  });
});

type Spoiling = (file: Buffer) => Buffer;
const where = fc.double({ min: 0, max: 0.999, noNaN: true });
const at = (file: Buffer, place: number): number => Math.floor(place * file.length);
const inserted = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      ...["<", ">", "/>", "</entry>", "<entry>", "&lol;", "&#0;", "&#xD800;", "]]>", "<![CDATA[", "<!--", "-->", "<?x"],
      ...[
        '"',
        "'",
        "\0",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        ' value="1"',
        "<resource>",
        "<div>",
        "xmlns=''",
        "\u{1f600}",
      ],
    )
    .map((text) => Buffer.from(text)),
  fc.constant(Buffer.from("<part>".repeat(20_000))),
  fc.constant(Buffer.from(`<id value="${"x".repeat(200_000)}"/>`)),
  fc.constant(Buffer.from(Array.from({ length: 5_000 }, (_, nth) => ` a${nth}="1"`).join(""))),
);
const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  where.map((place) => (file: Buffer) => file.subarray(0, at(file, place))),
  fc.tuple(where, fc.integer({ min: 0, max: 7 })).map(([place, bit]) => (file: Buffer) => {
    const spoilt = Buffer.from(file);
    if (spoilt.length > 0) spoilt[at(spoilt, place)] = (spoilt[at(spoilt, place)] ?? 0) ^ (1 << bit);
    return spoilt;
  }),
  fc.tuple(where, inserted).map(([place, what]) => (file: Buffer) => {
    const cut = at(file, place);
    return Buffer.concat([file.subarray(0, cut), what, file.subarray(cut)]);
  }),
  fc.tuple(where, where).map(([from, to]) => (file: Buffer) => {
    const piece = file.subarray(at(file, from), at(file, from) + 60);
    return Buffer.concat([file.subarray(0, at(file, to)), piece, file.subarray(at(file, to))]);
  }),
);

describe("A spoilt file in XML", { timeout: 120_000 }, () => {
  it("is never thrown at: it is read, or refused in words, and no entry is lost in silence", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(spoiling, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 50, max: 5000 }),
        async (all, piece) => {
          const file = all.reduce<Buffer>((bytes, spoil) => spoil(bytes), Buffer.from(good));
          const { entries, rejections, line } = await readWhole(adapter, file, { piece, facts: aDelivery() });
          const told = new Set([...entries, ...rejections].map((one) => one.line));
          if (file.length > 0) expect(told.size).toBeGreaterThan(0);
          if (!rejections.some(({ field }) => field === "file"))
            for (let one = 1; one <= line; one++) expect(told).toContain(one);
          expect(
            rejections.every(({ reason, accepted, field }) => reason !== "" && accepted !== "" && field !== ""),
          ).toBe(true);
          for (const entry of entries) {
            const json = entry.json ?? JSON.stringify(entry.resource);
            expect(json.isWellFormed() && !json.includes("\\u0000")).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
