import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A file of the project, by its path from the root. */
export type ProjectFile = { readonly path: string; readonly text: string };

const WRITTEN_BY_US = ["src", "test", "bench", "scripts", "bin", "docs"];
const READ_AS_TEXT = /\.(tsx?|mjs|sql|css|ya?ml|md)$/;

/** Everything that the project's own people wrote and that is read as text: the root's pages, then folder by folder. */
export function projectFiles(root: string): ProjectFile[] {
  const pages = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [...pages, ...WRITTEN_BY_US.flatMap((folder) => filesUnder(root, folder))]
    .filter((path) => READ_AS_TEXT.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Paths from the root of every file below a folder; none where the folder is missing. */
export function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile())
    .map((found) => relative(root, join(found.parentPath, found.name)))
    .sort();
}

export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** The module that a file of src belongs to, such as record; undefined for files elsewhere and for app.ts. */
export const moduleOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];
