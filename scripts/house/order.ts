import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { filesUnder, isTest, moduleOf, type ProjectFile } from "./files.ts";
import type { Finding } from "./finding.ts";
import { MODULES } from "./floors.ts";

const LONGEST_FACE = 40;
/** Not names of anything in the field: what is put there has no place yet. */
const NO_NAME = /(^|[-.])(utils?|helpers?|common|misc|managers?|stuff|shared)([-.]|$)/;
/** The parts of pages are many, and have a face within web. */
const LONG_FACES = new Set(["src/web/parts/index.ts"]);

/** Faces, names and folders. */
export function orderFindings(root: string, files: readonly ProjectFile[]): Finding[] {
  return [...folderFindings(root), ...files.flatMap(faceFindings), ...files.flatMap(nameFindings)];
}

function folderFindings(root: string): Finding[] {
  if (!existsSync(join(root, "src"))) return [];
  return readdirSync(join(root, "src"), { withFileTypes: true }).flatMap((found) => {
    const where = `src/${found.name}`;
    if (!MODULES.includes(found.name)) {
      return [{ rule: "every module has a floor", where, words: "give it a floor in scripts/house/floors.ts" }];
    }
    if (!found.isDirectory()) return [];
    const files = filesUnder(root, where).filter((path) => !isTest(path));
    if (files.length === 0) return [{ rule: "no folder without code", where, words: "it comes with its first line" }];
    if (found.name === "cli" || files.includes(`${where}/index.ts`)) return [];
    return [{ rule: "a module has a face", where, words: "its index.ts is missing" }];
  });
}

function faceFindings({ path, text }: ProjectFile): Finding[] {
  if (!/^src\/[^/]+\/index\.ts$/.test(path) || LONG_FACES.has(path)) return [];
  const lines = text.trimEnd().split("\n");
  const starred = lines.findIndex((line) => /^export (type )?\*/.test(line));
  return [
    ...(lines.length > LONGEST_FACE
      ? [{ rule: "a face is short", where: path, words: `${lines.length} lines, where ${LONGEST_FACE} are the most` }]
      : []),
    ...(starred >= 0
      ? [{ rule: "a face names what it shows", where: `${path}:${starred + 1}`, words: "name each export" }]
      : []),
  ];
}

function nameFindings({ path }: ProjectFile): Finding[] {
  if (moduleOf(path) === undefined) return [];
  const named = path.split("/").find((part) => NO_NAME.test(part));
  if (named === undefined) return [];
  return [{ rule: "files are nouns of the field", where: path, words: `"${basename(named)}" says nothing about care` }];
}
