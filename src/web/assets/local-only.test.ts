import { describe, expect, it } from "vitest";
import { ASSETS, readAsset } from "./index.ts";
import { withoutRemoteFonts, withoutSourceMap } from "./local-only.ts";

describe("stylesheets without remote fonts", () => {
  it("lose their font faces and keep everything else", () => {
    const css = `a{color:red}@font-face{font-family:F;src:url(https://assets.nhs.uk/f.woff2)}b{color:blue}`;
    expect(withoutRemoteFonts(css)).toBe("a{color:red}b{color:blue}");
  });

  it("lose the name of their map, in CSS and in JavaScript", () => {
    expect(withoutSourceMap("a{}\n/*# sourceMappingURL=a.css.map */\n")).toBe("a{}\n");
    expect(withoutSourceMap("f();//# sourceMappingURL=a.js.map\n")).toBe("f();\n");
  });
});

describe("what pages load", () => {
  it.each(Object.keys(ASSETS))("%s is there and names no other machine", async (path) => {
    const asset = ASSETS[path];
    const text = asset ? await readAsset(asset) : "";
    expect(text.length).toBeGreaterThan(0);
    expect(text.replaceAll("http://www.w3.org/", "")).not.toMatch(
      /(?:url\(|import\s*\(?|fetch\()\s*["']?(?:https?:)?\/\//,
    );
    expect(text).not.toMatch(/@font-face|sourceMappingURL/);
  });

  it("names in its stylesheets only what is served", async () => {
    const sheets = Object.values(ASSETS).filter(({ contentType }) => contentType.startsWith("text/css"));
    const texts = await Promise.all(sheets.map(readAsset));
    const urls = texts.flatMap((text) => [...text.matchAll(/url\(["']?([^"')]+)/g)].map((match) => match[1] ?? ""));
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls.filter((url) => !url.startsWith("data:"))) expect(Object.keys(ASSETS)).toContain(url);
  });
});
