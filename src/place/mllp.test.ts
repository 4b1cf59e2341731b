import { describe, expect, it } from "vitest";
import { readPlace } from "./place-file.ts";

const placeWith = (mllp: string, feed = "format: hl7-v2, deliveries: increments", others = ""): string => `
name: Testborough
demonstration: true
organisations:
  - { ods: X99003, name: Testborough Hospital, kind: acute-trust }
  - { ods: X99004, name: Testborough Council, kind: council }
staff: []
feeds:
  - { id: acute, name: Hospital messages, folder: acute, organisations: [X99003], expectedEveryDays: 1, ${feed}, mllp: ${mllp} }
${others}`;

const faultsOf = (text: string): string => {
  const read = readPlace(text, "place.yaml");
  return read.ok ? "" : read.problem.message;
};

describe("where a feed listens for messages", () => {
  it("is a port of this machine, with the sending facilities of the feed's organisations", () => {
    const text = placeWith("{ port: 2575, senders: { TESTHOSP: X99003, PAS|TESTHOSP: X99003 } }");
    expect(readPlace(text, "place.yaml")).toMatchObject({
      ok: true,
      value: { feeds: [{ mllp: { port: 2575, senders: { TESTHOSP: "X99003" } } }] },
    });
  });

  it("is no port that there is not, and nothing that is misspelt", () => {
    expect(faultsOf(placeWith("{ port: 70000 }"))).toMatch(/feeds\.0\.mllp\.port/);
    expect(faultsOf(placeWith("{ port: 2575, sender: {} }"))).toMatch(/"sender"/);
  });

  it("is only for feeds of messages, of which none is a snapshot", () => {
    expect(faultsOf(placeWith("{ port: 2575 }", "format: cld-csv, deliveries: increments"))).toMatch(
      /feeds\.acute\.mllp: only a feed of format hl7-v2/,
    );
    expect(faultsOf(placeWith("{ port: 2575 }", "format: hl7-v2, deliveries: snapshot"))).toMatch(
      /feeds\.acute\.mllp: a message is no snapshot/,
    );
  });

  it("names no sender of another feed", () => {
    expect(faultsOf(placeWith("{ port: 2575, senders: { TOWNHALL: X99004 } }"))).toMatch(
      /feeds\.acute\.mllp\.senders\.TOWNHALL: X99004 is no organisation of this feed/,
    );
  });

  it("is a port of its own", () => {
    const other =
      "  - { id: other, name: Other, folder: other, organisations: [X99003], expectedEveryDays: 1, format: hl7-v2, deliveries: increments, mllp: { port: 2575 } }\n";
    expect(faultsOf(placeWith("{ port: 2575 }", undefined, other))).toMatch(/2575 is the port of acute already/);
  });

  it("is open beyond this machine only to senders whose certificate an authority signed", () => {
    expect(faultsOf(placeWith("{ port: 2575, address: 0.0.0.0 }"))).toMatch(
      /name the senders' authority in tls.clients/,
    );
    expect(faultsOf(placeWith("{ port: 2575, address: 0.0.0.0, tls: { key: k, certificate: c } }"))).toMatch(
      /tls.clients/,
    );
    expect(faultsOf(placeWith("{ port: 2575, address: 0.0.0.0, tls: { key: k, certificate: c, clients: a } }"))).toBe(
      "",
    );
    expect(faultsOf(placeWith('{ port: 2575, address: "::1" }'))).toBe("");
  });
});
