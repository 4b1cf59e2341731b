import fc from "fast-check";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { mustSucceed, type Outcome } from "../outcome.ts";
import { definitionOf, type ElementDefinition } from "./definitions.ts";
import { fhirJsonOf, parseFhirJson } from "./digits.ts";
import type { FhirObject } from "./members.ts";
import { fhirOfXml, readFhirXml } from "./xml-reading.ts";
import { xmlOfFhir } from "./xml-writing.ts";

const NS = 'xmlns="http://hl7.org/fhir"';
const DIV = '<div xmlns="http://www.w3.org/1999/xhtml">';
const jsonOf = (xml: string): string => fhirJsonOf(mustSucceed(fhirOfXml(xml)));
const xmlOf = (json: string): string => mustSucceed(xmlOfFhir(parseFhirJson(json)));
const problemOf = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.problem);

/** The same in both forms. */
const PAIRS: readonly (readonly [string, string, string])[] = [
  [
    "text, truth and numbers",
    `<Patient ${NS}><id value="p1"/><active value="true"/><multipleBirthInteger value="2"/></Patient>`,
    '{"resourceType":"Patient","id":"p1","active":true,"multipleBirthInteger":2}',
  ],
  [
    "one of a list",
    `<Patient ${NS}><name><family value="A"/><given value="B"/></name></Patient>`,
    '{"resourceType":"Patient","name":[{"family":"A","given":["B"]}]}',
  ],
  [
    "an extension of a value, and its id",
    `<Patient ${NS}><birthDate id="b" value="1970"><extension url="u"><valueTime value="10:00"/></extension></birthDate></Patient>`,
    '{"resourceType":"Patient","birthDate":"1970","_birthDate":{"id":"b","extension":[{"url":"u","valueTime":"10:00"}]}}',
  ],
  [
    "a value that is missing, with the reason",
    `<Patient ${NS}><gender><extension url="u"><valueCode value="unknown"/></extension></gender></Patient>`,
    '{"resourceType":"Patient","_gender":{"extension":[{"url":"u","valueCode":"unknown"}]}}',
  ],
  [
    "a list of values of which some are missing and some extended",
    `<Patient ${NS}><name><given id="x"/><given value="B"/><given id="y" value="C"/></name></Patient>`,
    '{"resourceType":"Patient","name":[{"given":[null,"B","C"],"_given":[{"id":"x"},null,{"id":"y"}]}]}',
  ],
  [
    "a list of values that are all missing",
    `<Patient ${NS}><name><given id="x"/><given id="y"/></name></Patient>`,
    '{"resourceType":"Patient","name":[{"_given":[{"id":"x"},{"id":"y"}]}]}',
  ],
  [
    "ids of elements",
    `<Patient ${NS}><name id="n"><family value="A"/></name></Patient>`,
    '{"resourceType":"Patient","name":[{"id":"n","family":"A"}]}',
  ],
  [
    "resources within a resource",
    `<Observation ${NS}><contained><Patient><id value="c"/></Patient></contained><contained><Device></Device></contained></Observation>`,
    '{"resourceType":"Observation","contained":[{"resourceType":"Patient","id":"c"},{"resourceType":"Device"}]}',
  ],
  [
    "elements that stand within themselves",
    `<Parameters ${NS}><parameter><name value="a"/><part><name value="b"/><part><name value="c"/></part></part></parameter></Parameters>`,
    '{"resourceType":"Parameters","parameter":[{"name":"a","part":[{"name":"b","part":[{"name":"c"}]}]}]}',
  ],
  [
    "a choice",
    `<Observation ${NS}><valueQuantity><value value="1.00"/></valueQuantity></Observation>`,
    '{"resourceType":"Observation","valueQuantity":{"value":1.00}}',
  ],
  [
    "a narrative, as the text that it is",
    `<Patient ${NS}><text><status value="generated"/>${DIV}<!-- c --> a &lt; b  <br/></div></text></Patient>`,
    `{"resourceType":"Patient","text":{"status":"generated","div":${JSON.stringify(`${DIV}<!-- c --> a &lt; b  <br/></div>`)}}}`,
  ],
  [
    "spaces of all kinds, and signs of XML",
    `<Patient ${NS}><name><text value="&#9;a&#10;b&#13; &amp; &lt;c&gt; &quot;"/></name></Patient>`,
    '{"resourceType":"Patient","name":[{"text":"\\ta\\nb\\r & <c> \\""}]}',
  ],
];

describe("FHIR XML and JSON", () => {
  it.each(PAIRS)("say the same: %s", (_, xml, json) => {
    expect(jsonOf(xml)).toBe(json);
    expect(xmlOf(json)).toBe(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  });

  it.each(["1.00", "0.0000001", "1.0E3", "-0", "-0.0", "1e-7", "123456789.123456789123456789", "100", "0.5"])(
    "keep the digits of %s",
    (digits) => {
      const json = `{"resourceType":"Observation","valueQuantity":{"value":${digits}}}`;
      expect(jsonOf(xmlOf(json))).toBe(json);
      expect(fhirJsonOf(parseFhirJson(json))).toBe(json);
    },
  );

  it("say the same whatever the prefix, the order, comments and spaces between elements", () => {
    const xml = `<?xml version="1.0"?><!-- a --><f:Patient xmlns:f="http://hl7.org/fhir"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://hl7.org/fhir x.xsd">
      <f:active value='true'/> <f:id value='p1'/><!-- b --></f:Patient>`;
    expect(jsonOf(xml)).toBe('{"resourceType":"Patient","id":"p1","active":true}');
  });

  it("give a narrative that leans on what was declared outside of it as one that stands by itself", () => {
    const xml = `<Patient ${NS} xmlns:h="http://www.w3.org/1999/xhtml"><text><h:div>a <h:b class="x&quot;">&lt;b</h:b></h:div></text></Patient>`;
    const { text } = mustSucceed(fhirOfXml(xml)) as { text: { div: string } };
    expect(text.div).toBe(`${DIV}a <b class="x&quot;">&lt;b</b></div>`);
  });

  it("keep as text what is no number or neither true nor false, for the checks to refuse", () => {
    const xml = `<Patient ${NS}><active value="yes"/><multipleBirthInteger value="two"/></Patient>`;
    expect(jsonOf(xml)).toBe('{"resourceType":"Patient","active":"yes","multipleBirthInteger":"two"}');
  });
});

describe("XML that is not FHIR", () => {
  const X = (inner: string) => `<Patient ${NS}>\n  ${inner}</Patient>`;
  it.each([
    ["an unknown element", X("<colour value='red'/>"), "Line 2, column 3: FHIR R4 knows no such element here."],
    ["an unknown attribute", X("<active colour='red'/>"), "Line 2, column 3: An attribute stands here that FHIR"],
    ["an unknown type", `<Robot ${NS}/>`, "Line 1, column 1: This is not a resource type of FHIR R4."],
    ["an abstract type", `<DomainResource ${NS}/>`, "Line 1, column 1: This is not a resource type of FHIR R4."],
    ["no namespace", "<Patient/>", "Line 1, column 1: This element is not in the namespace of FHIR."],
    ["another namespace", X("<x:active xmlns:x='urn:x' value='true'/>"), "Line 2, column 3: This element is not in"],
    ["an element twice", X("<active value='true'/><active value='true'/>"), "This element may stand here once only."],
    ["an empty element", X("<active/>"), "This element is empty."],
    ["text between elements", X("hello"), "Text stands here between elements."],
    ["two resources", X("<contained><Patient/><Patient/></contained>"), "More than one resource stands here."],
    ["no resource", X("<contained/>"), "No resource stands here."],
    ["a narrative without its namespace", X("<text><div>a</div></text>"), "The div of this narrative is not in"],
    ["an element that is not closed", "<Patient", "An element is not closed"],
    ["an end without a beginning", X("</active>"), "An element is not closed, or is closed in the wrong place."],
    ["an attribute twice", `<Patient ${NS} ${NS}/>`, "An attribute stands twice in one element."],
    ["a prefix of nothing", "<f:Patient/>", "A prefix stands here that no namespace belongs to."],
    ["a forbidden character", X("<id value='\u0001'/>"), "This holds a character that XML does not allow."],
    ["an unknown entity", X("<id value='&nbsp;'/>"), "This uses an entity that XML does not know."],
    ["an entity named as what every object has", X("<id value='&constructor;'/>"), "This uses an entity that XML"],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?><Patient/>', "another encoding than UTF-8"],
    ["nothing", "", "An element is not closed, or is closed in the wrong place."],
  ])("is refused in words: %s", (_, xml, words) => {
    expect(problemOf(fhirOfXml(xml))).toMatchObject({ kind: "invalid", message: expect.stringContaining(words) });
    expect(problemOf(fhirOfXml(xml))?.remedy).not.toBe("");
  });

  const entities = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    .map((name, at, all) => `<!ENTITY ${name} "${`&${all[at - 1] ?? "lol"};`.repeat(10)}">`)
    .join("");
  it.each([
    ["a bomb of entities", `<!DOCTYPE Patient [${entities}]><Patient ${NS}><id value="&i;"/></Patient>`],
    [
      "a file of this machine",
      `<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Patient ${NS}><id value="&x;"/></Patient>`,
    ],
    ["an address", `<!DOCTYPE Patient SYSTEM "http://example.com/x.dtd"><Patient ${NS}/>`],
    ["a parameter entity", `<!DOCTYPE p [<!ENTITY % x SYSTEM "http://example.com/x"> %x;]><Patient ${NS}/>`],
  ])("never has an entity expanded: %s", (_, xml) => {
    expect(problemOf(fhirOfXml(xml))?.message).toContain("DOCTYPE");
  });

  it("is read no deeper than a bound, quickly", () => {
    const deep = `<Parameters ${NS}><parameter>${"<part>".repeat(1_000_000)}`;
    const started = performance.now();
    expect(problemOf(fhirOfXml(deep))?.message).toContain("nested too deeply");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("may hold values of any length", () => {
    const long = "x".repeat(5_000_000);
    expect(mustSucceed(fhirOfXml(X(`<id value="${long}"/>`))).id).toBe(long);
  });

  it("costs a Bundle only the entry in which it stands", () => {
    const entry = (inner: string) => `<entry><resource>${inner}</resource></entry>`;
    const good = entry('<Patient><id value="a"/></Patient>');
    const faults = [
      entry('<Patient><name><colour value="x"/></name></Patient>'),
      entry("<Robot/>"),
      "<entry>words</entry>",
      "<entry><resource/></entry>",
      '<entry colour="x"/>',
    ];
    const read = mustSucceed<unknown>(
      readFhirXml(`<Bundle ${NS}>${good}${faults.map((fault) => fault + good).join("")}</Bundle>`) as Outcome<unknown>,
    ) as { resource: FhirObject; faulty: Map<number, { path: string }> };
    expect([...read.faulty.keys()]).toEqual([1, 3, 5, 7, 9]);
    expect([...read.faulty.values()].map(({ path }) => path)).toEqual([
      "Patient.name[0].colour",
      "Bundle.entry[3].resource.Robot",
      "Bundle.entry[5]",
      "Bundle.entry[7].resource",
      "Bundle.entry[9]",
    ]);
    const entries = read.resource.entry as unknown[];
    expect(entries).toHaveLength(11);
    expect(entries[10]).toEqual({ resource: { resourceType: "Patient", id: "a" } });
  });
});

describe("JSON that XML cannot say", () => {
  it.each([
    ["an unknown member", { colour: "red" }, "Patient.colour: FHIR R4 knows no such element here."],
    ["a list in place of one", { birthDate: ["1970"] }, "Patient.birthDate: This must be one value."],
    ["one in place of a list", { name: { family: "A" } }, "Patient.name: This must be a list."],
    ["a value in place of an object", { name: ["A"] }, "Patient.name[0]: This must be an object."],
    [
      "a value where a resource belongs",
      { contained: [{}] },
      "Patient.contained[0]: This is not a resource of FHIR R4.",
    ],
    ["a null without a reason", { name: [{ given: [null] }] }, "Patient.name[0].given[0]: This element is empty."],
    ["a character that XML forbids", { id: "\u0001" }, "Patient.id: This text holds a character"],
    ["half a character", { id: "\ud800" }, "Patient.id: This text holds a character"],
    ["a narrative that is not well-formed", { text: { div: `${DIV}<br></div>` } }, "Patient.text.div: This narrative"],
    ["a narrative of two", { text: { div: `${DIV}</div>${DIV}</div>` } }, "Patient.text.div: This narrative"],
    ["what stands beside an object", { _name: [{ id: "x" }] }, "Patient._name[0]: FHIR R4 knows no such element here."],
  ])("is refused in words: %s", (_, members, words) => {
    const { message } = problemOf(xmlOfFhir({ resourceType: "Patient", ...members })) ?? {};
    expect(message).toContain(words);
  });

  it.each([undefined, null, 1, "x", [], {}, { resourceType: "Robot" }, { resourceType: "any" }])(
    "is refused where it is no resource: %j",
    (value) => {
      expect(problemOf(xmlOfFhir(value))?.message).toContain("This is not a resource of FHIR R4.");
    },
  );
});

describe("Any resource", () => {
  const TYPES = ["Patient", "Observation", "Bundle", "Parameters", "Questionnaire", "Timing", "Claim", "Composition"];
  const LETTERS = ["a", "B", " ", "~", "<", ">", "&", '"', "'", "\t", "\n", "\r", "ß", "€", "𝄞", "\u2028"];
  const NUMBERS = ["0", "1.00", "-3.50", "12", "1.0E3", "0.00", "9007199254740993", "1e-9"];
  /** JSON of a resource with elements of every kind, in the order of the definitions. */
  const aResource = fc.noShrink(fc.integer()).map((seed) => {
    const random = xoroshiro128plus(seed);
    const pick = (most: number): number => uniformInt(random, 0, most - 1);
    const text = (): string => Array.from({ length: pick(9) }, () => LETTERS[pick(LETTERS.length)]).join("");
    const number = (): unknown => JSON.rawJSON(NUMBERS[pick(NUMBERS.length)] ?? "0");
    const primitive = ({ kind }: ElementDefinition): unknown =>
      kind === "boolean" ? pick(2) === 0 : kind === "number" ? number() : text();
    const elements = (type: string, depth: number): Record<string, unknown> => {
      const all = [...(definitionOf(type)?.elements.values() ?? [])];
      const chosen = new Set(Array.from({ length: 1 + pick(4) }, () => pick(all.length)));
      return Object.fromEntries(all.filter((_, at) => chosen.has(at)).flatMap((one) => members(one, depth)));
    };
    const extra = (): Record<string, unknown> => ({ id: text(), extension: [{ url: text(), valueString: text() }] });
    const members = (element: ElementDefinition, depth: number): [string, unknown][] => {
      const { name, type, kind, repeats, attribute } = element;
      const wrap = (value: unknown): [string, unknown][] => [[name, repeats ? [value] : value]];
      switch (kind) {
        case "xhtml":
          return [[name, `${DIV}${text().replace(/[&<>\r]/g, "")}<br/></div>`]];
        case "resource":
          return depth > 3 ? [] : wrap(resource(TYPES[pick(TYPES.length)] ?? "Patient", depth + 1));
        case "complex":
          return depth > 3 ? [] : wrap(elements(type, depth + 1));
        default:
          if (attribute || pick(3) > 0) return wrap(primitive(element));
          if (!repeats)
            return [
              [name, primitive(element)],
              [`_${name}`, extra()],
            ];
          return [
            [name, [null, primitive(element)]],
            [`_${name}`, [extra(), null]],
          ];
      }
    };
    const resource = (type: string, depth: number): Record<string, unknown> => ({
      resourceType: type === "Timing" ? "Basic" : type,
      ...elements(type === "Timing" ? "Basic" : type, depth),
    });
    return JSON.stringify(resource(TYPES[pick(TYPES.length)] ?? "Patient", 0));
  });

  it("is the same in JSON after it was XML", () => {
    fc.assert(
      fc.property(aResource, (json) => {
        expect(jsonOf(xmlOf(json))).toBe(json);
      }),
      { numRuns: 2_000 },
    );
  });
});
