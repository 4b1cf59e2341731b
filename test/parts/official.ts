import { createRequire } from "node:module";
import { dirname } from "node:path";
import { load, type CheerioAPI } from "cheerio";
import nunjucks from "nunjucks";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect } from "vitest";

const dist = dirname(dirname(createRequire(import.meta.url).resolve("nhsuk-frontend/dist/nhsuk/template.njk")));
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(dist), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

type Node = ReturnType<ReturnType<CheerioAPI["root"]>["contents"]>[number];

/** A component's folder in nhsuk-frontend, and its macro. */
export type Official = `${string}/${string}`;

/** What nhsuk-frontend's own macro makes of these options. */
export function officialMarkup(official: Official, options: object): string {
  const [folder, macro] = official.split("/");
  const template = `{% from "nhsuk/components/${folder}/macro.njk" import ${macro} %}{{ ${macro}(options) }}`;
  return environment.renderString(template, { options });
}

/** Fails unless our part says the same, tag for tag and attribute for attribute. */
export function expectSame(ours: ReactElement, official: Official, options: object): void {
  expect(outline(renderToStaticMarkup(ours))).toEqual(outline(officialMarkup(official, options)));
}

/**
 * HTML as lines that can be compared: attributes and classes in order, and without the line breaks that the macros
 * put around text. Spaces within a line have a meaning and are kept.
 */
export function outline(html: string): readonly string[] {
  const document = load(html, null, false);
  return document
    .root()
    .contents()
    .toArray()
    .flatMap((node) => lines(node, ""));
}

function lines(node: Node, indent: string): readonly string[] {
  if (node.type === "text") {
    const text = node.data.replace(/[ \t]*\n\s*/g, "");
    return text === "" ? [] : [`${indent}"${text}"`];
  }
  if (node.type !== "tag") return [];
  const attributes = Object.entries(node.attribs)
    .map(
      ([name, value]) =>
        ` ${name}="${name === "class" ? value.split(/\s+/).filter(Boolean).toSorted().join(" ") : value}"`,
    )
    .toSorted();
  return [
    `${indent}<${node.name}${attributes.join("")}>`,
    ...joined(node.childNodes.flatMap((child) => lines(child, `${indent}  `))),
  ];
}

/** Texts beside each other are one text. */
const joined = (all: readonly string[]): readonly string[] =>
  all.reduce<string[]>((done, line) => {
    const last = done.at(-1);
    const bothText = last !== undefined && /^\s*"/.test(last) && /^\s*"/.test(line);
    return bothText ? [...done.slice(0, -1), `${last.slice(0, -1)}${line.trimStart().slice(1)}`] : [...done, line];
  }, []);
