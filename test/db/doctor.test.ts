import { inject, describe, expect, it } from "vitest";
import { doctor, openDatabase } from "#db";
import { roomFor, nodeVersion } from "../../src/db/doctor.ts";
import { connectionProblem } from "../../src/db/problems.ts";
import { modules } from "../builders/modules.ts";

const nobodyThere = "postgresql://wholestory:secret-word@127.0.0.1:1/wholestory";

describe("the doctor", () => {
  it("finds nothing wrong where nothing is, and makes nothing", async () => {
    const findings = await doctor({ dataFolder: "/tmp/wholestory-not-there", modules: [] });
    expect(findings.filter(({ state }) => state === "bad")).toEqual([]);
    expect(findings.at(-1)?.words).toContain("not made yet");
  });

  it("says what is to be done when the server does not answer, without its password", async () => {
    const findings = await doctor({ url: nobodyThere, dataFolder: "/tmp", modules: [] });
    expect(findings.at(-1)).toMatchObject({
      what: "Database",
      state: "bad",
      words: "The database does not answer (127.0.0.1:1/wholestory).",
    });
    expect(JSON.stringify(findings)).not.toContain("secret-word");
  });

  it("does not send to itself whoever asks it, but says what to look at", async () => {
    const findings = await doctor({ url: nobodyThere, dataFolder: "/tmp", modules: [] });
    expect(findings.at(-1)?.remedy).toMatch(/nothing listens there/);
  });

  it("finds a data folder that is a file", async () => {
    const findings = await doctor({ dataFolder: import.meta.filename, modules: [] });
    expect(findings).toContainEqual(expect.objectContaining({ what: "Data folder", state: "bad" }));
    const opened = await openDatabase({ dataFolder: import.meta.filename });
    expect(opened).toMatchObject({ ok: false, problem: { kind: "unavailable" } });
  });

  it("counts the migrations that wait", async () => {
    const findings = await doctor({ url: inject("databaseUrl"), dataFolder: "/tmp", modules });
    expect(findings.at(-1)?.what).toBe("Tables");
    expect(findings.at(-2)).toMatchObject({ what: "Database", state: "good" });
  });

  it.each([
    [20e9, "good"],
    [3e9, "attention"],
    [0.1e9, "bad"],
  ])("calls %d bytes of room %s", (bytes, state) => expect(roomFor(bytes).state).toBe(state));

  it.each([
    ["24.21.0", "good"],
    ["20.20.2", "bad"],
  ])("calls Node %s %s", (version, state) => expect(nodeVersion(version).state).toBe(state));
});

describe("opening a given database", () => {
  it.each([
    ["not an address", "cannot be read as an address"],
    ["mysql://name:secret-word@localhost/database", "cannot be read as an address"],
    [nobodyThere, "does not answer"],
  ])("says in words what is wrong with %s", async (url, words) => {
    const outcome = await openDatabase({ url, dataFolder: "" });
    expect(outcome).toMatchObject({ ok: false, problem: { message: expect.stringContaining(words) } });
    expect(JSON.stringify(outcome)).not.toContain("secret-word");
  });

  it.each(["42501", "53100", "25006"])("has words for what a database refuses with %s", (code) => {
    const problem = connectionProblem(Object.assign(new Error("Key (name)=(Smith)"), { code }), "here/database");
    expect(problem).toMatchObject({ kind: "unavailable", remedy: expect.stringMatching(/./) as string });
    expect(problem?.message).not.toContain("Smith");
  });

  it.each([
    ["a wrong password", (url: URL) => (url.password = "wrong"), "refuses the password"],
    ["a database that is not there", (url: URL) => (url.pathname = "/nowhere"), "no such database"],
  ])("says in words what is wrong with %s", async (_, change, words) => {
    const url = new URL(inject("databaseUrl"));
    change(url);
    expect(await openDatabase({ url: url.href, dataFolder: "" })).toMatchObject({
      ok: false,
      problem: { kind: "unavailable", message: expect.stringContaining(words) },
    });
  });
});
