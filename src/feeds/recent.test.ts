import { expect, it, vi } from "vitest";
import { recent } from "./recent.ts";

it("asks once for all who ask within the time, and anew after it", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const ask = vi.fn(async () => ask.mock.calls.length);
  const asked = recent(ask, 1000);
  expect(await Promise.all([asked(), asked()])).toEqual([1, 1]);
  vi.advanceTimersByTime(999);
  expect(await asked()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await asked()).toBe(2);
  vi.useRealTimers();
});

it("asks again where it failed", async () => {
  const answers = [() => Promise.reject(new Error("gone")), () => Promise.resolve("there")];
  const asked = recent<string>(async () => (await answers.shift()?.()) ?? "", 60_000);
  await expect(asked()).rejects.toThrow("gone");
  expect(await asked()).toBe("there");
});
