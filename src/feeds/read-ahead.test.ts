import { describe, expect, it } from "vitest";
import { readAhead } from "./read-ahead.ts";

describe("Reading ahead", () => {
  it("gives the same readings in the same order", async () => {
    const given: number[] = [];
    for await (const one of readAhead(counting(5))) given.push(one);
    expect(given).toEqual([1, 2, 3, 4, 5]);
  });

  it("reads one further while one is being saved, and no more", async () => {
    const read: number[] = [];
    const saving: (readonly [saved: number, read: number])[] = [];
    for await (const one of readAhead(counting(4, read))) {
      await aMoment();
      saving.push([one, read.length]);
    }
    expect(saving).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 4],
    ]);
  });

  it("ends the reading when whoever saves stops", async () => {
    const ended: string[] = [];
    for await (const one of readAhead(counting(5, [], ended))) if (one === 2) break;
    expect(ended).toEqual(["ended"]);
  });

  it("fails where the reading fails, after what was read before", async () => {
    const saved: number[] = [];
    const load = async () => {
      for await (const one of readAhead(breakingOff())) {
        await aMoment();
        saved.push(one);
      }
    };
    await expect(load()).rejects.toThrow("The disk is gone.");
    expect(saved).toEqual([1]);
  });
});

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function* counting(most: number, read: number[] = [], ended: string[] = []): AsyncGenerator<number> {
  try {
    for (let one = 1; one <= most; one++) {
      await Promise.resolve();
      read.push(one);
      yield one;
    }
  } finally {
    ended.push("ended");
  }
}

async function* breakingOff(): AsyncGenerator<number> {
  yield 1;
  await Promise.resolve();
  throw new Error("The disk is gone.");
}
