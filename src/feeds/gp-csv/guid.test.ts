import { expect, it } from "vitest";
import { sourceId } from "../source-id.ts";
import { guidId } from "./guid.ts";

it.each([
  "{D77C65E1-E100-4272-9386-F4FC383D8759}",
  "D77C65E1-E100-4272-9386-F4FC383D8759",
  "{d77c65e1-e100-4272-9386-f4fc383d8759}",
])("%s is one thing, however it is written", (text) => {
  expect(guidId(text)).toBe("d77c65e1-e100-4272-9386-f4fc383d8759");
});

it("what is no GUID keeps its letters, as the ids of other feeds of the source do", () => {
  expect(guidId("P-77a")).toBe("P-77a");
  expect(guidId("{1234}")).toBe(sourceId("{1234}"));
  expect(guidId("P-77a")).not.toBe(guidId("p-77A"));
});
