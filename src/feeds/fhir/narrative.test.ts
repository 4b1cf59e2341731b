import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanNarrative } from "./narrative.ts";

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

describe("A narrative", () => {
  it.each([
    "Text only",
    "<p>A <b>word</b>, <i>another</i><br/>and a line</p><hr />",
    '<table class="grid" border="1"><tbody><tr><td colspan="2" style="color: red; width: 3em">x</td></tr></tbody></table>',
    "<ul><li>one</li></ul><ol><li>two</li></ol><dl><dt>a</dt><dd>b</dd></dl><pre>  spaced\n text </pre>",
    '<a href="https://example.org/x?a=1&amp;b=2">link</a> <a href="mailto:a@example.org">m</a> <a href="#top">t</a>',
    '<a href="Patient/1">relative</a> <a name="top">here</a>',
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="curve"/><img src="#pic" alt="within"/>',
    '<p xml:lang="cy" lang="cy" dir="ltr" title="t">Cymraeg &lt; &amp; &#233; é</p>',
    "<!-- a harmless comment --><p>x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
  ])("that FHIR allows stays to the byte: %s", (inner) => {
    expect(cleanNarrative(div(inner))).toEqual({ kind: "clean" });
  });

  it.each([
    ["<script>alert(1)</script>after", "after", "a script"],
    ['<p onclick="alert(1)">text</p>', "<p>text</p>", "an event handler"],
    ['<iframe src="https://evil.example"></iframe>after', "after", "a frame or an embedded object"],
    ['<object data="x.swf">words</object>', "words", "a frame or an embedded object"],
    ['<form action="/x">name<input name="a"/></form>', "name", "a form"],
    ['<a href="javascript:alert(1)">x</a>', "<a>x</a>", "a link that is not one to a page"],
    ['<a href="JaVa&#9;Script:alert(1)">x</a>', "<a>x</a>", "a link that is not one to a page"],
    ['<a href=" data:text/html,x">x</a>', "<a>x</a>", "a link that is not one to a page"],
    ['<img src="https://evil.example/p.png" alt="scan"/>', '<img alt="scan" />', "a picture from elsewhere"],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="a"/>', '<img alt="a" />', "a picture from elsewhere"],
    ['<p style="background: url(https://evil.example)">x</p>', "<p>x</p>", "a style that loads from elsewhere"],
    ['<p style="width: expression(alert(1))">x</p>', "<p>x</p>", "a style that loads from elsewhere"],
    ['<p style="position: fixed; top: 0">x</p>', "<p>x</p>", "a style that loads from elsewhere"],
    ['<p style="background: u\\72l(x)">x</p>', "<p>x</p>", "a style that loads from elsewhere"],
    ["<style>p { color: red }</style>x", "x", "a style sheet"],
    ['<link rel="stylesheet" href="x"/>x', "x", "a style sheet"],
    ["<center>x</center>", "x", "an element that FHIR does not allow"],
    ['<p data-x="1">x</p>', "<p>x</p>", "an attribute that FHIR does not allow"],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>ecg</text></svg>', "ecg", "a frame or an embed"],
    ["<?xml-stylesheet href='x'?>x", "x", "a processing instruction"],
    ["<!--><script>alert(1)</script>-->x", "--&gt;x", "a comment that a browser may read otherwise"],
  ])("loses what it may not hold, and says so: %s", (inner, kept, words) => {
    const cleaned = cleanNarrative(div(inner));
    expect(cleaned).toMatchObject({ kind: "cleaned", div: div(kept), reason: expect.stringContaining(words) });
  });

  it.each([
    ["<p>one<p>two", "<p>one</p><p>two</p>"],
    ["one<br>two", "one<br />two"],
    ["<b>bold <i>both</b> left</i>", "<b>bold <i>both</i></b> left"],
    ["5 < 6 & 7", "5 &lt; 6 &amp; 7"],
    ["<![CDATA[<script>alert(1)</script>]]>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["<P CLASS='x'>loud</P>", '<p class="x">loud</p>'],
  ])("that is not well-formed keeps its words: %s", (inner, kept) => {
    expect(cleanNarrative(div(inner))).toMatchObject({
      kind: "cleaned",
      div: div(kept),
      reason: expect.stringContaining("not well-formed"),
    });
  });

  it("that names characters as HTML does, or not its namespace, says the same without a word about it", () => {
    expect(cleanNarrative(div("a&nbsp;b &eacute; &amp;"))).toEqual({ kind: "rewritten", div: div("a\u00a0b é &amp;") });
    expect(cleanNarrative("<div>a</div>")).toEqual({ kind: "rewritten", div: div("a") });
  });

  it("without a div is put in one; nested beyond reason, it keeps its words", () => {
    expect(cleanNarrative("<p>a</p><p>b</p>")).toMatchObject({ div: div("<p>a</p><p>b</p>") });
    const deep = div(`${"<b>".repeat(500)}deep${"</b>".repeat(500)}`);
    expect(cleanNarrative(deep)).toMatchObject({ kind: "cleaned", div: div("deep") });
  });

  it("is clean once it was cleaned, whatever it was", () => {
    const pieces = fc.constantFrom(
      ...[
        "<script>",
        "</script>",
        "<p",
        ">",
        "</p>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        '"',
        "'",
        "&",
        "&#x0;",
        "<svg>",
      ],
      ...["</div>", "<div>", "<a href=", "javascript:", " onload=", "x", " ", "\0", "\ud800", "<?x ?>", "<!DOCTYPE a>"],
      ...[
        "<math><mtext>",
        "<table>",
        "<style>",
        "<title>",
        "</title>",
        "<noscript>",
        "<textarea>",
        "<img src=x onerror=y>",
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), fc.boolean(), (parts, within) => {
        const cleaned = cleanNarrative(within ? div(parts.join("")) : parts.join(""));
        if (cleaned.kind === "clean" || cleaned.kind === "rewritten") return;
        expect(cleaned.div).toBeDefined();
        expect(cleanNarrative(cleaned.div ?? "")).toEqual({ kind: "clean" });
        // What stands within quotes is a value, whatever it looks like.
        expect(cleaned.div?.replace(/"[^"]*"/g, '""')).not.toMatch(/<script|<svg|<style|<[^>]*\son\w+=|<!DOCTYPE/i);
      }),
      { numRuns: 3_000 },
    );
  });
});
