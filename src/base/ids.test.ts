import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  entryIdIn,
  entryIdOf,
  odsCode,
  patientIdOf,
  personIdFoundedBy,
  personIdIn,
  uuidV5,
  uuidV5In,
  uuidV7,
} from "./ids.ts";

const DNS = Buffer.from("6ba7b8109dad11d180b400c04fd430c8", "hex").toString("latin1");

/** The algorithm of RFC 9562, section 5.5, byte by byte. */
function uuidV5ByTheBook(namespace: Buffer, name: string): string {
  const bytes = createHash("sha1").update(namespace).update(name, "utf8").digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

describe("a name-based id", () => {
  it("is the one that the RFC gives for its example", () => {
    // https://www.rfc-editor.org/rfc/rfc9562#appendix-A.4
    expect(uuidV5In(DNS, "www.example.com")).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });

  it("is the one that Python's documentation gives", () => {
    // https://docs.python.org/3/library/uuid.html#example
    expect(uuidV5In(DNS, "python.org")).toBe("886313e1-3b8a-5372-9b90-0c9aee199e5d");
  });

  it("follows the book for every name, in any script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        expect(uuidV5In(DNS, name)).toBe(uuidV5ByTheBook(Buffer.from(DNS, "latin1"), name));
      }),
    );
  });

  it("never changes: ids given out years ago must be found again", () => {
    expect(uuidV5("")).toBe("ca948e63-b81e-5aae-8b2b-9dd5b8705bbd");
    expect(entryIdOf(odsCode("X99001"), "Observation", "1")).toBe("e2cc2806-5caa-5a16-8b30-76be1cd294e5");
  });
});

describe("the ids of the record", () => {
  const source = odsCode("X99001");

  it("are the same for the same source, type and id, and differ where any of them differs", () => {
    const ids = [
      entryIdOf(source, "Observation", "1"),
      entryIdOf(source, "Observation", "2"),
      entryIdOf(source, "Condition", "1"),
      entryIdOf(odsCode("X99002"), "Observation", "1"),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(entryIdOf(source, "Observation", "1")).toBe(ids[0]);
  });

  it("make a patient's id that of its Patient entry, and the person another", () => {
    const patient = patientIdOf(source, "1");
    expect(patient).toBe(entryIdOf(source, "Patient", "1"));
    expect(personIdFoundedBy(patient)).not.toBe(patient);
  });

  it("are known in a URL when they are ids, and nothing else is", () => {
    const id = entryIdOf(source, "Patient", "1");
    expect(entryIdIn(id)).toBe(id);
    expect(personIdIn(id)).toBe(id);
    for (const text of ["", "1", `${id}0`, ` ${id}`, id.replace("-", ""), `${id}\n`, "../../etc/passwd"]) {
      expect(entryIdIn(text)).toBeUndefined();
      expect(personIdIn(text)).toBeUndefined();
    }
  });
});

describe("an id by the moment", () => {
  it("holds the moment, its version and its variant, and no other is like it", () => {
    // https://www.rfc-editor.org/rfc/rfc9562#appendix-A.6: the same moment gives the same first 12 digits.
    const moment = new Date("2022-02-22T19:22:22.000Z");
    const made = Array.from({ length: 1000 }, () => uuidV7(moment));
    for (const id of made) expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(made).size).toBe(1000);
  });

  it("sorts by the moment", () => {
    const moments = [0, 1, 1_000_000, 1_800_000_000_000].map((ms) => uuidV7(new Date(ms)));
    expect(moments.toSorted()).toEqual(moments);
  });
});
