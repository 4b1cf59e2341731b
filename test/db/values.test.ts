import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyRows, sql, type CopyValue, type Database } from "#db";
import { aBareDatabase } from "../builders/database.ts";

let db: Database;
beforeAll(async () => {
  db = await aBareDatabase();
  await db.execute(sql`create table text_value (n int primary key, value text)`);
});
beforeEach(() => db.execute(sql`truncate text_value`));

const copied = async (values: readonly CopyValue[]): Promise<readonly (string | null)[]> => {
  await db.copyIn("text_value (n, value)", copyRows(values.map((value, n) => [n, value])));
  const rows = await db.query(sql<{ value: string | null }>`select value from text_value order by n`);
  return rows.map(({ value }) => value);
};

const textOf = (row: readonly CopyValue[]): string => Buffer.from(copyRows([row])).toString();

describe("rows that are copied in", () => {
  it("come out as they were, whatever characters they hold", async () => {
    const anyText = fc
      .string({ unit: "binary", maxLength: 40 })
      .map((text) => text.toWellFormed().replaceAll("\0", ""));
    const awkward = fc.constantFrom("\\N", "\\.", "\t", "a\nb", "\r\n", "\\", "", "\\x41", "NULL");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyText, awkward), { maxLength: 30 }), async (texts) => {
        await db.execute(sql`truncate text_value`);
        expect(await copied(texts)).toEqual(texts);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it("come out as they were, however long they are and of however wide characters", async () => {
    const texts = [
      "a",
      "b".repeat(255),
      "c".repeat(256),
      "\\\t\n".repeat(300),
      "\uffff".repeat(5_000),
      "😀".repeat(5_000),
    ];
    expect(await copied([...texts, ...texts.toReversed()])).toEqual([...texts, ...texts.toReversed()]);
  });

  it("lose only what PostgreSQL's text cannot hold", async () => {
    expect(await copied(["a\0b", "\ud800x", null, undefined])).toEqual(["a\ufffdb", "\ufffdx", null, null]);
  });

  it("may come in pieces cut anywhere, and are counted", async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => textOf([n, "Ünïcode ".repeat(20)]));
    const pieces = async function* (): AsyncGenerator<string | Buffer> {
      yield rows.slice(0, 10).join("");
      yield Buffer.from(rows.slice(10, 4000).join(""));
      yield* rows.slice(4000);
    };
    expect(await db.copyIn("text_value", pieces())).toBe(5000);
    expect(await db.copyIn("text_value", "")).toBe(0);
    await db.execute(sql`truncate text_value`);
    expect(await db.copyIn("text_value", rows.slice(3).join(""))).toBe(4997);
    expect(await db.copyIn("text_value", rows.slice(0, 3).join(""))).toBe(3);
  });

  it("are refused whole where there is no such table, whether few or many, and the connection goes on working", async () => {
    for (const rows of ["1\ta\n", "1\ta\n".repeat(100_000)]) {
      await expect(db.copyIn("no_such_table", rows)).rejects.toThrow("no_such_table");
      await expect(db.inTransaction(() => db.copyIn("no_such_table", rows))).rejects.toThrow("no_such_table");
      await db.execute(sql`truncate text_value`);
      expect(await copied(["a"])).toEqual(["a"]);
    }
  });

  it("are all refused when one is wrong, and the connection goes on working", async () => {
    await expect(db.copyIn("text_value", "1\ta\nx\tb\n")).rejects.toThrow("invalid input syntax");
    const broken = async function* (): AsyncGenerator<string> {
      yield "1\ta\n";
      throw new Error("The file ended");
    };
    await expect(db.copyIn("text_value", broken())).rejects.toThrow("The file ended");
    expect(await copied(["a"])).toEqual(["a"]);
  });

  it("are not there when the transaction that they joined did not end well", async () => {
    const work = async (): Promise<void> => {
      await db.copyIn("text_value", "1\ta\n");
      await db.copyIn("text_value", "2\n");
    };
    await expect(db.inTransaction(work)).rejects.toThrow("missing data");
    expect(await db.query(sql`select n from text_value`)).toEqual([]);
  });

  it("keep arrays, moments, bytes and numbers", async () => {
    await db.execute(sql`
      create table kinds (ids uuid[], counts int8[], words text[], at timestamptz, bytes bytea, yes boolean, big int8)`);
    const id = "7f0c1a52-0c5e-5a0b-9f53-0d6a4e1b7c11";
    const words = ["a b", 'say "x"', "back\\slash", "", "NULL", "tab\there", null, "{,}"];
    const at = new Date("2024-03-31T01:30:00.123Z");
    const bytes = Buffer.from([0, 9, 10, 92, 255]);
    await db.copyIn("kinds", copyRows([[[id], [1n, 2], words, at, bytes, true, 9007199254740991]]));
    const [row] = await db.query(sql`select * from kinds`);
    expect(row).toEqual({ ids: [id], counts: [1, 2], words, at, bytes, yes: true, big: 9007199254740991 });
  });

  it("keep moments of every year that a Date can hold and PostgreSQL too", async () => {
    await db.execute(sql`create table moments (at timestamptz)`);
    const moments = [
      "-001200-02-29T00:00:00.000Z",
      "0000-01-01T00:00:00.000Z",
      "0033-04-03T00:00:00.000Z",
      "+012024-01-01T00:00:00.000Z",
    ];
    await db.copyIn("moments", copyRows(moments.map((at) => [new Date(at)])));
    const rows = await db.query(
      sql<{ ms: string }>`select extract(epoch from at)::int8 * 1000 as ms from moments order by 1`,
    );
    expect(rows.map(({ ms }) => Number(ms))).toEqual(moments.map((at) => new Date(at).getTime()));
  });
});

describe("values that are read", () => {
  it("are numbers, dates without a zone as written, and moments", async () => {
    const [row] = await db.query(sql`
      select 5::int8 as n, date '2024-03-31' as day, timestamp '2024-03-31 01:30:00' as local,
        timestamptz '2024-03-31 01:30:00+00' as at, '{1,null}'::int8[] as ns, '{2024-01-01}'::date[] as days,
        1.10::numeric as exact, '{"a":1}'::jsonb as json`);
    expect(row).toEqual({
      n: 5,
      day: "2024-03-31",
      local: "2024-03-31 01:30:00",
      at: new Date("2024-03-31T01:30:00Z"),
      ns: [1, null],
      days: ["2024-01-01"],
      exact: "1.10",
      json: { a: 1 },
    });
  });

  it("are refused rather than changed when a number is too large to be exact", async () => {
    await expect(db.query(sql`select 9007199254740993 as n`)).rejects.toThrow("9007199254740993");
  });

  it("may come from a statement that is prepared under a name, again and again", async () => {
    const ask = (n: number): Promise<readonly { n: number }[]> =>
      db.query(sql<{ n: number }>`select ${n}::int as n`, { name: "one" });
    expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
  });

  it("say how many rows a statement touched", async () => {
    expect(await db.execute(sql`insert into text_value select generate_series(1, 7), 'x'`)).toBe(7);
  });
});

describe("lists of numbers that are asked with", () => {
  const asked = async (list: readonly number[]): Promise<readonly number[]> => {
    const [row] = await db.query(sql<{ list: number[] }>`select ${list}::float8[] as list`);
    return row?.list ?? [];
  };

  it("arrive as they are, again and again, whether they can be changed or not", async () => {
    const list = fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), async (numbers, isFrozen) => {
        const plain = numbers.map((one) => one + 0);
        if (isFrozen) Object.freeze(plain);
        expect(await asked(plain)).toEqual(plain);
        expect(await asked(plain)).toEqual(plain);
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  it("arrive as they are now, where they were changed in between", async () => {
    const list = [1, 2];
    expect(await asked(list)).toEqual([1, 2]);
    list.push(3);
    expect(await asked(list)).toEqual([1, 2, 3]);
  });
});
