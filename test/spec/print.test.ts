import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { pages } from "./pages.ts";

describe("the printed promises", () => {
  it.each([...pages()])(
    "are those that tests run: docs/reference/%s (else: node test/spec/print.ts)",
    async (name, text) => {
      expect(await readFile(new URL(`../../docs/reference/${name}`, import.meta.url), "utf8")).toBe(text);
    },
  );
});
