import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isLookedAt, LOOKED_AT, OVERSIGHT } from "./looked-at.ts";
import { whatWords } from "./reading/access-words.ts";

const folder = new URL("../", import.meta.url);
const stores = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("store.ts"));

describe("what the log says was looked at", () => {
  it("is told in words to the person, and never as it is kept", () => {
    for (const [what, words] of Object.entries(LOOKED_AT)) {
      expect(words).not.toBe(what);
      expect(words).toMatch(/^[a-z].*[^.]$/);
      expect(whatWords({ what })).toBe(words);
    }
  });

  it("is told as it is kept where an older log has what nobody writes any more", () => {
    expect(whatWords({ what: "a page of long ago" })).toBe("a page of long ago");
  });

  it("has words where a store writes it by itself", () => {
    const written = stores.flatMap((path) =>
      [...readFileSync(new URL(path, folder), "utf8").matchAll(/'([a-z -]+)', \$\{reason\}/g)].map(([, what]) => what),
    );
    expect(written.sort()).toEqual(["delivery", "refused"]);
    expect(written.every((what) => what !== undefined && isLookedAt(what))).toBe(true);
  });

  it("names no officer's work on looks as anything but that", () => {
    expect(OVERSIGHT.map((what) => LOOKED_AT[what]).every((words) => words.includes("had reason"))).toBe(true);
  });
});
