import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { openRows } from "./read-rows.ts";

async function fieldsOf(text: string, piece: number): Promise<readonly (readonly string[] | undefined)[]> {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += piece) pieces.push(bytes.subarray(at, at + piece));
  const rows: (readonly string[] | undefined)[] = [];
  for await (const { fields } of openRows(Readable.from(pieces)).rows) rows.push(fields);
  return rows;
}

describe("rows whose lines end otherwise", () => {
  const rows = [
    ["name", "born"],
    ["Amina", "1950"],
    ["Zoë", "1951"],
  ];

  it.each([1, 3, 7, 1000])("are the same for LF, CRLF and CR alone, in pieces of %i bytes", async (piece) => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = rows.map((row) => row.join(",") + end).join("");
      expect(await fieldsOf(text, piece), JSON.stringify(end)).toEqual(rows);
    }
  });

  it("keep a CR within a file of other line ends", async () => {
    expect(await fieldsOf('name,note\nAmina,"one\rtwo"\n', 5)).toEqual([
      ["name", "note"],
      ["Amina", "one\rtwo"],
    ]);
  });

  it("are told where they differ within a file, not taken for one long row", async () => {
    expect(await fieldsOf("name,born\nAmina,1950\rZoë,1951\nJo,1952\r\n", 5)).toEqual([
      ["name", "born"],
      undefined,
      ["Jo", "1952"],
    ]);
    expect(await fieldsOf("\nname,born\rAmina,1950\rZoë,1951\r", 5)).toEqual([undefined]);
  });
});
