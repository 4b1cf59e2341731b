import type { Module } from "#db";

/** The modules that keep something, lowest floor first. */
const NAMES = ["db", "place", "identity", "sharing", "people", "record", "feeds"];

export const modules: readonly Module[] = NAMES.map((module) => ({
  module,
  folder: new URL(`../../src/${module}/migrations/`, import.meta.url),
}));
