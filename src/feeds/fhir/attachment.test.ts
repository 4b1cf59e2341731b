import fc from "fast-check";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { faultOfFile, LARGEST_FILE } from "./attachment.ts";

const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64");
const hex = (digits: string): string => base64(Buffer.from(digits.replaceAll(" ", ""), "hex"));
const reasonOf = async (data: string, type?: string): Promise<string | undefined> =>
  (await faultOfFile(data, type))?.reason;

const PNG = hex("89504e470d0a1a0a 0000000d49484452 00000001000000010802000000 907753de 00000000 49454e44 ae426082");
const JPEG = hex("ffd8ffe000104a46494600010100000100010000ffdb0043 00");
const TIFF = hex("49492a0008000000 0000000000000000");
const PDF = base64("%PDF-1.4\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
const RTF = base64("{\\rtf1\\ansi Discharged home.}");
const EXE = hex(`4d5a9000 ${"00".repeat(120)}`);
const ELF = hex("7f454c46020101000000000000000000 02003e00 01000000");
const HTML = base64("<!DOCTYPE html><html><body><p>Seen in clinic</p></body></html>");
const SVG = base64('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const CDA = base64('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>');
const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A zip with one file in it, as an office document begins. */
function zipOf(name: string, content: string): string {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return base64(Buffer.concat([head, Buffer.from(name), packed]));
}
const DOCX = zipOf(
  "[Content_Types].xml",
  `<Types><Override PartName="/word/document.xml" ContentType="${DOCX_TYPE}.main+xml"/></Types>`,
);

describe("A file in a resource", () => {
  it.each([
    ["a PDF", PDF, "application/pdf"],
    ["a PNG", PNG, "image/png"],
    ["a JPEG by its old name", JPEG, "image/jpg"],
    ["a TIFF", TIFF, "image/tiff"],
    ["rich text", RTF, "text/rtf"],
    ["rich text that calls itself a Word document, as many do", RTF, "application/msword"],
    ["a Word document", DOCX, DOCX_TYPE],
    ["plain text", base64("Seen in clinic. BP 120/80"), "text/plain; charset=utf-8"],
    ["plain text that begins like a picture", base64("BM 32, and MZ too"), "text/plain"],
    ["text in Windows-1252", base64(Buffer.from("caf\xe9", "latin1")), "text/plain"],
    ["text in UTF-16", base64(Buffer.from("\ufeffwords", "utf16le")), "text/plain"],
    ["a number and a sign of less than", base64("<5 mmol/L"), "text/plain"],
    ["a web page", HTML, "text/html"],
    ["a piece of a web page", base64("Seen <b>today</b>"), "text/html"],
    ["a CDA document", CDA, "application/hl7-cda+xml"],
    ["JSON", base64('{"a":1}'), "application/fhir+json"],
    ["sound without signs", hex("00ff00ff00ff00ff00"), "audio/basic"],
    ["what says nothing of itself", PDF, "application/octet-stream"],
    ["what has no type but is known", PNG, undefined],
    ["text with spaces within its base64", "U2Vl biBp\nbiBj bGlu aWM=", "text/plain"],
  ])("is kept: %s", async (_, data, type) => {
    expect(await reasonOf(data, type)).toBeUndefined();
  });

  it.each([
    ["a Windows program", EXE, "application/octet-stream"],
    ["a Windows program that calls itself a PDF", EXE, "application/pdf"],
    ["a Linux program", ELF, "application/octet-stream"],
    ["a shell script", base64("#!/bin/sh\nrm -rf /"), "text/plain"],
    ["a script by its type", base64("alert(1)"), "text/javascript"],
    ["PHP", base64("<?php system('x'); ?>"), "text/plain"],
  ])("is refused as a program: %s", async (_, data, type) => {
    expect(await reasonOf(data, type)).toBe("This file is a program or a script.");
  });

  it.each([
    ["a web page with a script", base64("<html><script>alert(1)</script></html>"), "text/html"],
    ["a piece of a page with a handler", base64('<b onmouseover="x()">a</b>'), "text/html"],
    ["a picture with a script", SVG, "image/svg+xml"],
    ["a page that goes elsewhere", base64('<html><meta http-equiv="refresh" content="0;url=x"></html>'), "text/html"],
    ["a frame", base64('<html><iframe src="https://evil.example"></iframe></html>'), "application/xhtml+xml"],
  ])("is refused for what it would do: %s", async (_, data, type) => {
    expect(await reasonOf(data, type)).toMatch(/^This file is markup that holds scripts/);
  });

  it.each([
    ["a picture that calls itself a PDF", PNG, "application/pdf"],
    ["a PDF that calls itself a picture", PDF, "image/png"],
    ["one picture that calls itself another", JPEG, "image/png"],
    ["text that calls itself a PDF", base64("words"), "application/pdf"],
    ["a web page that calls itself text", HTML, "text/plain"],
    ["rich text that calls itself text", RTF, "text/plain"],
    ["bytes that call themselves text", hex("0001020304"), "text/plain"],
    ["a zip that calls itself a picture", DOCX, "image/jpeg"],
  ])("is refused where it is not what it says: %s", async (_, data, type) => {
    expect(await reasonOf(data, type)).toBe("This file is not of the type that its contentType says.");
  });

  it("is refused where it is not base64, or nothing is known of it", async () => {
    for (const data of ["", "abc", "a b c", "ab=c", "*&^%", "YWJj*", "=AAA"]) {
      expect(await reasonOf(data, "text/plain")).toBe("This file is not base64.");
    }
    expect(await reasonOf(hex("0001020304"))).toMatch(/no contentType, and its content is of no known type/);
  });

  it("is refused where it is too large, with the bound", async () => {
    const just = base64(Buffer.alloc(LARGEST_FILE, "a"));
    expect(await reasonOf(just, "text/plain")).toBeUndefined();
    expect(await faultOfFile(base64(Buffer.alloc(LARGEST_FILE + 1, "a")), "text/plain")).toMatchObject({
      reason: "This file is too large to be kept within a resource.",
      accepted: expect.stringContaining("10 MB"),
    });
  });

  it("is looked at quickly, even where it is made to be slow", async () => {
    for (const text of [
      "<".repeat(9_000_000),
      "<a ".repeat(3_000_000),
      `<a ${" on".repeat(3_000_000)}`,
      "<!--".repeat(2e6),
    ]) {
      const started = performance.now();
      await faultOfFile(base64(text), "text/html");
      expect(performance.now() - started).toBeLessThan(3_000);
    }
  });

  it("never makes the look at it fail, whatever its bytes", async () => {
    const heads = [PNG, JPEG, TIFF, PDF, RTF, EXE, ELF, HTML, DOCX, SVG].map((data) => Buffer.from(data, "base64"));
    const bytes = fc
      .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 60 }))
      .map(([head, tail, at]) => Buffer.concat([head.subarray(0, Math.min(at, head.length)), tail]));
    const types = fc.constantFrom(
      "application/pdf",
      "text/plain",
      "image/png",
      "",
      "x",
      "text/html; charset=x",
      undefined,
    );
    await fc.assert(
      fc.asyncProperty(bytes, types, async (file, type) => {
        const fault = await faultOfFile(file.toString("base64"), type);
        if (fault) expect(fault.reason.length * fault.accepted.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
