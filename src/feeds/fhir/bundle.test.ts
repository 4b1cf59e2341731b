import { describe, expect, it } from "vitest";
import { readWhole } from "../../../test/builders/readings.ts";
import { createFhirAdapter, type FindByIdentifier } from "./adapter.ts";

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  "Practitioner|s|1": ["g1"],
  "Practitioner|s|2": ["g2", "g3"],
};
const find: FindByIdentifier = async (_source, type, system, value) =>
  Promise.resolve(KNOWN[`${type}|${system}|${value}`] ?? []);
const read = (bundle: object, resumeAfter = 0) =>
  readWhole(createFhirAdapter({ findByIdentifier: find }), JSON.stringify(bundle), { resumeAfter });

const bundle = (type: string, ...entry: readonly object[]) => ({ resourceType: "Bundle", type, entry });
const post = (fullUrl: string, resource: object, more: object = {}) => ({
  fullUrl,
  resource,
  request: { method: "POST", url: "X", ...more },
});
const patient = { resourceType: "Patient", id: "p1" };
const condition = (subject: string, more: object = {}) => ({
  resourceType: "Condition",
  id: "c1",
  subject: { reference: subject },
  ...more,
});
const practitioner = (id: string, value: string) => ({
  resourceType: "Practitioner",
  id,
  identifier: [{ system: "s", value }],
});

describe("references within a Bundle", () => {
  it("become the type and id of the entry that they mean, wherever it stands", async () => {
    const { entries, rejections } = await read(
      bundle("transaction", post("urn:uuid:2", condition("urn:uuid:1")), post("urn:uuid:1", patient)),
    );
    expect(rejections).toEqual([]);
    expect(entries[0]?.resource).toMatchObject({ subject: { reference: "Patient/p1" } });
    expect(entries.map(({ patient: about, line }) => [about, line])).toEqual([
      ["p1", 1],
      ["p1", 2],
    ]);
  });

  it("give an entry without an id that of its fullUrl", async () => {
    const { entries } = await read(bundle("transaction", post("urn:uuid:0f-1", { resourceType: "Patient" })));
    expect(entries[0]?.resource.id).toBe("0f-1");
  });

  it("by absolute address are resolved where an entry has it as its fullUrl", async () => {
    const url = "https://a.example/fhir/Patient/p1";
    const { entries } = await read(
      bundle("collection", { fullUrl: url, resource: patient }, { resource: condition(url) }),
    );
    expect(entries[1]?.patient).toBe("p1");
  });

  it("within the resource, and by identifier alone, are left as they are", async () => {
    const resource = condition("Patient/p1", {
      contained: [{ resourceType: "Practitioner", id: "in" }],
      recorder: { reference: "#in" },
      asserter: { identifier: { system: "s", value: "9" } },
    });
    const { entries } = await read(bundle("collection", { resource }));
    expect(entries[0]?.resource).toEqual(resource);
  });

  it("by identifier find what the Bundle holds and what was sent before", async () => {
    const resource = condition("Patient/p1", {
      recorder: { reference: "Practitioner?identifier=s|1" },
      asserter: { reference: "Practitioner?identifier=s|9" },
    });
    const { entries } = await read(bundle("collection", { resource }, { resource: practitioner("g9", "9") }));
    expect(entries[0]?.resource).toMatchObject({
      recorder: { reference: "Practitioner/g1" },
      asserter: { reference: "Practitioner/g9" },
    });
  });
});

describe("ifNoneExist", () => {
  const conditional = (value: string) =>
    post("urn:uuid:g", practitioner("new", value), { ifNoneExist: `identifier=s|${value}` });
  const naming = post("urn:uuid:c", condition("Patient/p1", { recorder: { reference: "urn:uuid:g" } }));

  it("lets what exists stand for what is sent, without entry or rejection", async () => {
    const { entries, rejections, line } = await read(bundle("transaction", conditional("1"), naming));
    expect(rejections).toEqual([]);
    expect(line).toBe(2);
    expect(entries.map(({ resource }) => resource)).toMatchObject([{ recorder: { reference: "Practitioner/g1" } }]);
  });

  it("takes what does not exist yet, once", async () => {
    const { entries } = await read(bundle("batch", conditional("5"), conditional("5"), naming));
    expect(entries.map(({ resource }) => resource.id)).toEqual(["new", "c1"]);
  });

  it("is refused when several exist, or the search is not understood", async () => {
    const odd = post("urn:uuid:h", practitioner("h", "1"), { ifNoneExist: "name=Ann" });
    const { entries, rejections } = await read(bundle("batch", conditional("2"), odd));
    expect(entries).toEqual([]);
    expect(rejections.map(({ line, field }) => [line, field])).toEqual([
      [1, "entry.request.ifNoneExist"],
      [2, "entry.request.ifNoneExist"],
    ]);
  });
});

describe("a transaction is whole or nothing", () => {
  const bad = post("urn:uuid:c", condition("urn:uuid:nowhere"));

  it("one entry that cannot be taken refuses all, each with its reason", async () => {
    const { entries, rejections } = await read(
      bundle("transaction", post("urn:uuid:1", patient), bad, { resource: patient }),
    );
    expect(entries).toEqual([]);
    expect(rejections.map(({ line, field }) => [line, field])).toEqual([
      [1, "Bundle"],
      [2, "Condition.subject.reference"],
      [3, "entry.request.method"],
    ]);
    expect(rejections[0]?.reason).toBe(
      "This entry was refused with its transaction, because 2 of its 3 entries cannot be taken.",
    );
  });

  it("a dropped field refuses nothing", async () => {
    const { entries } = await read(bundle("transaction", post("urn:uuid:1", { ...patient, gender: "f" })));
    expect(entries).toHaveLength(1);
  });

  it("a batch is taken entry by entry", async () => {
    const { entries, rejections } = await read(bundle("batch", post("urn:uuid:1", patient), bad));
    expect([entries.length, rejections.length]).toEqual([1, 1]);
  });
});

describe("what an entry asks for", () => {
  const ask = (method: string, url: string, resource?: object) => ({ resource, request: { method, url } });

  it("DELETE ends an entry", async () => {
    const { entries } = await read(
      bundle("batch", ask("DELETE", "Condition/c1"), ask("DELETE", "Practitioner?identifier=s|1")),
    );
    expect(entries).toMatchObject([
      { resource: { resourceType: "Condition", id: "c1" }, ended: true },
      { resource: { resourceType: "Practitioner", id: "g1" }, ended: true },
    ]);
  });

  it("DELETE of what is not there is passed over", async () => {
    expect(await read(bundle("batch", ask("DELETE", "Practitioner?identifier=s|7")))).toMatchObject({
      entries: [],
      rejections: [],
      line: 1,
    });
  });

  it("PUT saves under the id asked for, by identifier under that of the one that has it", async () => {
    const { entries } = await read(
      bundle(
        "batch",
        ask("PUT", "Patient/p7", { resourceType: "Patient" }),
        ask("PUT", "Practitioner?identifier=s|1", practitioner("x", "1")),
      ),
    );
    expect(entries.map(({ resource }) => resource.id)).toEqual(["p7", "g1"]);
  });

  it.each(["GET", "HEAD", "PATCH", "CONSUME"])("%s is refused in words", async (method) => {
    const { rejections } = await read(bundle("batch", ask(method, "Patient/p1", patient)));
    expect(rejections).toMatchObject([
      { line: 1, field: "entry.request.method", value: method, accepted: "POST, PUT, DELETE" },
    ]);
  });

  it("a search's own remarks are passed over", async () => {
    const remark = { search: { mode: "outcome" }, resource: { resourceType: "OperationOutcome" } };
    expect(await read(bundle("searchset", { resource: patient }, remark))).toMatchObject({ line: 2, rejections: [] });
  });
});

it("a Bundle resumes after the entry that was saved last", async () => {
  const entries = Array.from({ length: 5 }, (_, at) => ({ resource: { ...patient, id: `p${at.toString()}` } }));
  const whole = await read(bundle("collection", ...entries), 3);
  expect(whole.entries.map(({ line }) => line)).toEqual([4, 5]);
});
