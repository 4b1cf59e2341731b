import { rm, stat } from "node:fs/promises";
import type { FastifyRequest } from "fastify";
import type { Problem } from "#base";
import type { FormFile } from "#web";
import { keepSentFile } from "./incoming.ts";

/** What a form with files held. `problem` names what could not be taken. */
export type FormWithFiles = {
  readonly form: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, FormFile>>;
  readonly problem?: Problem;
};

/** Characters. Fields of forms are short. */
const LONGEST_FIELD = 20_000;
const MOST_FIELDS = 2000;

/**
 * Reads a form with files: fields as text, each file to a folder of its own kind as it comes, so that nothing large is
 * held. A field without a chosen file gives none.
 */
export async function readFormFiles(
  request: FastifyRequest,
  { folder, mostBytes }: { readonly folder: string; readonly mostBytes: number },
): Promise<FormWithFiles> {
  const form: Record<string, string> = {};
  const files: Record<string, FormFile> = {};
  let problem: Problem | undefined;
  const limits = { fieldSize: LONGEST_FIELD, fields: MOST_FIELDS, files: 5, fileSize: mostBytes + 1 };
  for await (const part of request.parts({ limits })) {
    if (part.type === "field") {
      if (typeof part.value === "string") form[part.fieldname] = part.value.replaceAll("\0", "").toWellFormed();
      continue;
    }
    // Browsers send a field without a chosen file as a file without a name.
    if (!part.filename || problem) {
      part.file.resume();
      continue;
    }
    const kept = await keepSentFile({ name: part.filename, bytes: part.file, folder, mostBytes });
    part.file.resume();
    if (kept.ok) {
      const { size } = await stat(kept.value);
      files[part.fieldname] = { name: part.filename, bytes: size, path: kept.value };
    } else problem = kept.problem;
  }
  return { form, files, ...(problem && { problem }) };
}

/** Removes what a page did not keep. */
export async function dropFormFiles(files: Readonly<Record<string, FormFile>>): Promise<void> {
  for (const { path } of Object.values(files)) await rm(path, { force: true });
}
