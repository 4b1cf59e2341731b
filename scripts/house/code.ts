import ts from "typescript";
import { isTest, isTypeScript, moduleOf, type ProjectFile } from "./files.ts";
import type { Finding } from "./finding.ts";

/** What is read from the code itself, file by file. */
export function codeFindings(files: readonly ProjectFile[]): Finding[] {
  return files.filter((file) => isTypeScript(file.path)).flatMap(findingsIn);
}

type Rule = (node: ts.Node, path: string) => { rule: string; words: string } | undefined;

const RULES: readonly Rule[] = [sqlOutsideStore, permitMadeElsewhere, settingsReadFromOutside, longFunction];

function findingsIn({ path, text }: ProjectFile): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    for (const rule of RULES) {
      const found = rule(node, path);
      if (found) {
        const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
        findings.push({ ...found, where: `${path}:${line}` });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/** Words that begin a statement and cannot be mistaken for a sentence on a page. */
const STATEMENT =
  /^\s*(select\s[\s\S]*\sfrom\s+\w+\.\w+|insert\s+into\s+\w|delete\s+from\s+\w|update\s+\w+\.\w+[\s\S]*\sset\s|create\s+(table|index|schema|view)\s|truncate\s+\w+\.)/i;

function sqlOutsideStore(node: ts.Node, path: string): ReturnType<Rule> {
  if (!path.startsWith("src/") || path.startsWith("src/db/") || path.endsWith("store.ts")) return undefined;
  const tagged = ts.isTaggedTemplateExpression(node) && node.tag.getText() === "sql";
  if (!tagged && !STATEMENT.test(textOf(node))) return undefined;
  return { rule: "SQL only in stores", words: "put the question to a *store.ts file, as a function named for it" };
}

/** The literal text of a string or template, its gaps shown as ?; empty for anything else. */
export function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return "";
  return node.head.text + node.templateSpans.map((span) => `?${span.literal.text}`).join("");
}

const PERMITS = new Set([
  "Permit",
  "PersonPermit",
  "ListPermit",
  "SupplyPermit",
  "ActPermit",
  "LinkPermit",
  "CohortPermit",
]);

function permitMadeElsewhere(node: ts.Node, path: string): ReturnType<Rule> {
  if (path.startsWith("src/sharing/")) return undefined;
  const claimed =
    ts.isAsExpression(node) || ts.isTypeAssertionExpression(node) || ts.isTypePredicateNode(node)
      ? node.type
      : undefined;
  if (!claimed || !mentions(claimed, PERMITS)) return undefined;
  return {
    rule: "permits are made in sharing",
    words: "ask sharing for the permit; saying that it is one does not make it one",
  };
}

function mentions(type: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(type) && names.has(type.text)) return true;
  return ts.forEachChild(type, (child) => mentions(child, names)) ?? false;
}

function settingsReadFromOutside(node: ts.Node, path: string): ReturnType<Rule> {
  const module = moduleOf(path);
  if (!path.startsWith("src/") || module === "cli") return undefined;
  if (!ts.isPropertyAccessExpression(node) || node.getText() !== "process.env") return undefined;
  // Where programs lie is not a setting: db hands it on to the server that it starts.
  if (ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression.getText() === '"PATH"')
    return undefined;
  return {
    rule: "settings are passed in",
    words: "process.env is read in src/cli alone; take the setting as an argument",
  };
}

const LONGEST_FUNCTION = 60;

/** A function's own lines: those of the functions inside it are counted with them. */
function longFunction(node: ts.Node, path: string): ReturnType<Rule> {
  if (!path.startsWith("src/") || isTest(path) || !isFunction(node)) return undefined;
  const lines = linesOf(node) - innerFunctions(node).reduce((sum, inner) => sum + linesOf(inner) - 1, 0);
  if (lines <= LONGEST_FUNCTION) return undefined;
  return {
    rule: "a function fits on a screen",
    words: `${lines} lines of its own, where ${LONGEST_FUNCTION} are the most`,
  };
}

const isFunction = (node: ts.Node): boolean => ts.isFunctionLike(node) && "body" in node && node.body !== undefined;

const linesOf = (node: ts.Node): number => node.getText().split("\n").length;

function innerFunctions(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...(isFunction(child) ? [child] : innerFunctions(child)));
  });
  return found;
}
