import { traceOf, type Outcome, type Problem } from "#base";
import { problemOf } from "#db";
import { settingsFrom, type Flags, type Settings } from "./settings.ts";

/** What a command does; the number is the program's exit code. */
export type Command<Options> = (settings: Settings, options: Options) => Promise<Outcome<number>>;

/** Runs a command: expected failures are said in one line (exit 1), the rest with where it went wrong (exit 2). */
export async function run<Options extends Flags>(command: Command<Options>, options: Options): Promise<void> {
  try {
    const settings = settingsFrom(options, process.env);
    const done = settings.ok ? await command(settings.value, options) : settings;
    process.exitCode = done.ok ? done.value : complain(done.problem);
  } catch (error) {
    const problem = problemOf(error);
    process.exitCode = problem ? complain(problem) : apologise(error);
  }
}

function complain({ message, remedy }: Problem): number {
  console.error(`wholestory: ${[message, remedy && sentence(remedy)].filter(Boolean).join(" ")}`);
  return 1;
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;

function apologise(error: unknown): number {
  console.error("wholestory: Something went wrong that should not. Sorry. This is where:");
  // Without its message: the database's repeat what it was given, which may be about a person.
  console.error(traceOf(error));
  return 2;
}
