import ts from "typescript";
import { moduleOf, type ProjectFile } from "./files.ts";
import type { Finding } from "./finding.ts";
import { textOf } from "./code.ts";
import { MODULES } from "./floors.ts";

/** Views that are part of their module's face: any store may join them. */
const SHARED_VIEWS = new Set(["people.current_patient", "sharing.readable"]);

/** A table or view of a module where SQL names one: in a statement, or as Kysely's methods take it. */
const NAMED_IN_SQL = new RegExp(
  `\\b(?:from|join|into|update|using|references|table|view|exists|on|copy|truncate|only|,)\\s+"?(${MODULES.join("|")})"?\\."?(\\w+)`,
  "gi",
);
const NAMED_IN_KYSELY = new RegExp(`^(${MODULES.join("|")})\\.(\\w+)(?:\\s+as\\s+\\w+)?$`);

/** SQL that reaches into another module's schema: its face is how one asks it. */
export function sqlFindings(files: readonly ProjectFile[]): Finding[] {
  return files.flatMap((file) => {
    const module = moduleOf(file.path);
    if (module === undefined || module === "db") return [];
    if (file.path.endsWith(".sql")) return reachingOut(module, file.path, 1, withoutComments(file.text));
    return file.path.endsWith("store.ts") ? findingsInStore(module, file) : [];
  });
}

function findingsInStore(module: string, { path, text }: ProjectFile): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    const words = textOf(node);
    findings.push(...reachingOut(module, path, line, withoutComments(words)));
    const named = ts.isCallExpression(node.parent) ? NAMED_IN_KYSELY.exec(words) : null;
    if (named) findings.push(...foreign(module, `${path}:${line}`, named[1], named[2]));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return findings;
}

function reachingOut(module: string, path: string, firstLine: number, sql: string): Finding[] {
  return [...sql.matchAll(NAMED_IN_SQL)].flatMap((named) => {
    const line = firstLine + sql.slice(0, named.index).split("\n").length - 1;
    return foreign(module, `${path}:${line}`, named[1], named[2]);
  });
}

function foreign(module: string, where: string, schema = "", table = ""): Finding[] {
  const named = `${schema}.${table}`.toLowerCase();
  if (schema.toLowerCase() === module || SHARED_VIEWS.has(named)) return [];
  return [{ rule: "no SQL across schemas", where, words: `${module} names ${named}; ask ${schema}'s face instead` }];
}

/** Comments blanked out, lines kept. */
const withoutComments = (sql: string): string =>
  sql.replace(/--[^\n]*/g, "").replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""));
