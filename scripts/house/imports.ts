import { cruise, type ICruiseResult } from "dependency-cruiser";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { filesUnder, isTypeScript } from "./files.ts";
import type { Finding } from "./finding.ts";
import { dependencyRules, lookingAtImports, resolvingImports } from "./floors.ts";

/** What breaks the rules of who may import whom, and whether all of src was looked at. */
export async function importFindings(root: string): Promise<Finding[]> {
  const files = filesUnder(root, "src").filter(isTypeScript);
  if (!existsSync(join(root, "src"))) return [unseen("src", "there is no such folder")];
  const { modules, summary } = await cruised(root);
  const seen = modules.filter((module) => module.dependencies.length > 0 || module.dependents.length > 0);
  return [
    ...notLookedAt(
      files,
      modules.map((module) => module.source),
      seen.length,
    ),
    ...summary.violations.map(({ rule, from, to, cycle, unresolvedTo }) => ({
      rule: rule.name,
      where: placeOf(root, from, unresolvedTo ?? to),
      words: `${broken(from, to, cycle, unresolvedTo)}: ${meaning(rule.name, from)}`,
    })),
  ];
}

async function cruised(root: string): Promise<ICruiseResult> {
  const { output } = await cruise(
    ["src"],
    { ...lookingAtImports, baseDir: resolve(root), validate: true, ruleSet: dependencyRules },
    { ...resolvingImports, bustTheCache: true },
  );
  if (typeof output === "string") throw new Error(output);
  return output;
}

/**
 * Dependency-cruiser that cannot read TypeScript (a version that it does not know) sees nothing and says that all is
 * well. So every file must have been seen, and something must import something.
 */
export function notLookedAt(files: readonly string[], seen: readonly string[], joined: number): Finding[] {
  if (files.length === 0) return [unseen("src", "there is no TypeScript in it")];
  if (joined === 0) return [unseen("src", "no file was seen to import another; can TypeScript be read?")];
  const known = new Set(seen);
  return files.filter((file) => !known.has(file)).map((file) => unseen(file, "the look at imports passed it over"));
}

const unseen = (where: string, words: string): Finding => ({ rule: "all of src is looked at", where, words });

/** The file, and the line of its import where that can be found. */
function placeOf(root: string, file: string, imported: string): string {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(`"${imported}"`) || text.includes(`"node:${imported}"`)) + 1;
  return line === 0 ? file : `${file}:${line}`;
}

function broken(
  from: string,
  to: string,
  cycle: readonly { readonly name: string }[] | undefined,
  unresolved: string | undefined,
): string {
  if (cycle) return [from, ...cycle.map((one) => one.name)].join(" → ");
  return `imports ${unresolved && unresolved !== to ? `${unresolved} (${to})` : to}`;
}

/** Several modules share a rule's name, so its words are found by the file that broke it. */
function meaning(name: string, from: string): string {
  const rules = dependencyRules.forbidden?.filter((rule) => rule.name === name) ?? [];
  const meant = rules.find((rule) => {
    const path = "path" in rule.from ? rule.from.path : undefined;
    return rules.length === 1 || (typeof path === "string" && new RegExp(path).test(from));
  });
  return meant?.comment ?? name;
}
