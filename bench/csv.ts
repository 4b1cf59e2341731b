import { benchLoad } from "./load.ts";
import type { BenchOptions, Figures } from "./main.ts";

/** Loads the files with named columns of a made-up place, and no others, into an empty database: entries a second. */
export const benchCsv = (options: BenchOptions): Promise<Figures> =>
  benchLoad(options, ({ format }) => format.endsWith("-csv") || format === "mapped");
