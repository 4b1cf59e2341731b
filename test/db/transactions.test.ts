import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failed, succeeded, type Outcome } from "#base";
import { sql, type Database } from "#db";
import { aBareDatabase } from "../builders/database.ts";

let db: Database;
beforeAll(async () => {
  db = await aBareDatabase();
  await db.execute(sql`create table line (n int primary key)`);
});
beforeEach(() => db.execute(sql`truncate line`));

const write = (n: number): Promise<number> => db.execute(sql`insert into line values (${n})`);
const lines = async (): Promise<readonly number[]> =>
  (await db.query(sql<{ n: number }>`select n from line order by n`)).map(({ n }) => n);
const refused = (): Outcome<never> => failed({ kind: "conflict", message: "Somebody was first." });

describe("an ambient transaction", () => {
  it("saves all of what nested calls and the typed builder wrote", async () => {
    await db.inTransaction(async () => {
      await write(1);
      await db.inTransaction(() => write(2));
      await db.kysely<{ line: { n: number } }>().insertInto("line").values({ n: 3 }).execute();
    });
    expect(await lines()).toEqual([1, 2, 3]);
  });

  it("shows others nothing before its end", async () => {
    await db.inTransaction(async () => {
      await write(1);
      expect(await db.outsideTransaction(lines)).toEqual([]);
      expect(await lines()).toEqual([1]);
    });
  });

  it("saves nothing of a failed outcome, and answers it", async () => {
    const outcome = await db.inTransaction(async () => {
      await write(1);
      return refused();
    });
    expect(outcome).toEqual(refused());
    expect(await lines()).toEqual([]);
  });

  it("saves nothing after an exception, and throws it on", async () => {
    const work = async (): Promise<void> => {
      await write(1);
      throw new Error("A bug");
    };
    await expect(db.inTransaction(work)).rejects.toThrow("A bug");
    expect(await lines()).toEqual([]);
  });

  it("does not call itself a success when a statement inside failed and was swallowed", async () => {
    const work = async (): Promise<void> => {
      await write(1);
      await write(1).catch(() => undefined);
    };
    await expect(db.inTransaction(work)).rejects.toThrow("nothing of it was saved");
    expect(await lines()).toEqual([]);
  });

  it("runs statements that are asked for at once one after the other", async () => {
    await db.inTransaction(async () => {
      await Promise.all(Array.from({ length: 20 }, (_, n) => write(n)));
    });
    expect((await lines()).length).toBe(20);
  });

  it("does so too where rows are copied in between", async () => {
    await db.inTransaction(async () => {
      const found = Promise.all([
        write(1),
        lines(),
        db.copyIn("line (n)", "2\n3\n"),
        lines(),
        db.copyIn(
          "line (n)",
          (async function* () {
            yield "4\n";
          })(),
        ),
        write(5),
        lines(),
      ]);
      const [, first, copied, second, , , third] = await found;
      expect([first, copied, second, third]).toEqual([[1], 2, [1, 2, 3], [1, 2, 3, 4, 5]]);
    });
    expect(await lines()).toEqual([1, 2, 3, 4, 5]);
  });

  it("saves nothing when one of several that were asked for at once fails, and says which", async () => {
    await write(7);
    const work = () => Promise.all([write(1), write(7), write(2)]);
    await expect(db.inTransaction(work)).rejects.toThrow("duplicate key");
    expect(await lines()).toEqual([7]);
    await db.inTransaction(() => write(8));
    expect(await lines()).toEqual([7, 8]);
  });

  it("refuses, in words, what comes after its end", async () => {
    const gate = Promise.withResolvers<void>();
    let afterwards: Promise<number> | undefined;
    await db.inTransaction(async () => {
      afterwards = gate.promise.then(() => write(1));
    });
    gate.resolve();
    await expect(afterwards).rejects.toThrow("This transaction is over");
    expect(await lines()).toEqual([]);
  });

  it("keeps what was written outside of it when it is rolled back", async () => {
    await db.inTransaction(async () => {
      await write(1);
      await db.outsideTransaction(() => write(2));
      return refused();
    });
    expect(await lines()).toEqual([2]);
  });

  it("writes all or nothing however parts are nested and wherever one fails", async () => {
    type Part = {
      readonly writes: number;
      readonly fails: "not" | "outcome" | "exception";
      readonly parts: readonly Part[];
    };
    const partOf = (depth: number): fc.Arbitrary<Part> =>
      fc.record({
        writes: fc.nat(2),
        fails: fc.constantFrom(...Array<"not">(10).fill("not"), "outcome", "exception"),
        parts: depth === 0 ? fc.constant([]) : fc.array(partOf(depth - 1), { maxLength: 3 }),
      });
    const writesIn = (whole: Part): number => whole.writes + whole.parts.reduce((sum, each) => sum + writesIn(each), 0);
    const failsIn = (whole: Part): boolean => whole.fails !== "not" || whole.parts.some(failsIn);
    await fc.assert(
      fc.asyncProperty(partOf(3), async (whole) => {
        await db.execute(sql`truncate line`);
        let next = 0;
        const perform = (each: Part): Promise<Outcome<null>> =>
          db.inTransaction(async () => {
            for (let count = 0; count < each.writes; count++) await write(next++);
            for (const inner of each.parts) await perform(inner);
            if (each.fails === "exception") throw new Error("A bug");
            return each.fails === "outcome" ? refused() : succeeded(null);
          });
        await perform(whole).catch(() => undefined);
        expect((await lines()).length).toBe(failsIn(whole) ? 0 : writesIn(whole));
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("work that collides", () => {
  const collide = async (retry: boolean): Promise<number> => {
    await db.execute(sql`insert into line values (1), (2)`);
    const touched = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    let attempts = 0;
    const swap = (first: number, second: number, mine: 0 | 1): Promise<void> =>
      db.inTransaction(
        async () => {
          attempts++;
          await db.execute(sql`update line set n = n where n = ${first}`);
          touched[mine].resolve();
          await touched[mine === 0 ? 1 : 0].promise;
          await db.execute(sql`update line set n = n where n = ${second}`);
        },
        { retry },
      );
    await Promise.all([swap(1, 2, 0), swap(2, 1, 1)]);
    return attempts;
  };

  it("is done again when that was asked for", async () => {
    expect(await collide(true)).toBeGreaterThan(2);
    expect(await lines()).toEqual([1, 2]);
  });

  it("fails when it was not", async () => {
    await expect(collide(false)).rejects.toThrow("deadlock");
  });
});
