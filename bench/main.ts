import { benchAudit } from "./audit.ts";
import { benchCsv } from "./csv.ts";
import { benchDecide } from "./decide.ts";
import { makeFirstModel } from "./linkage/first-model.ts";
import { benchLinkage } from "./linkage/linkage.ts";
import { benchLinkOne } from "./linkage/link-one.ts";
import { benchReferenceTrace } from "./linkage/reference-trace.ts";
import { benchLoad } from "./load.ts";
import { benchMllp } from "./mllp.ts";
import { benchRecord } from "./record.ts";
import { benchSynthea } from "./synthea.ts";

/** A bench measures and prints; it never passes or fails by time. */
type Bench = (options: BenchOptions) => Promise<Figures>;
export type BenchOptions = {
  /** How many made-up people, and how many registrations: where nothing is said, as many as the bench is about. */
  readonly people?: number | undefined;
  readonly registrations?: number | undefined;
  readonly seconds: number;
  readonly connections: number;
};
export type Figures = Readonly<Record<string, string | number | boolean>>;

const BENCHES: Readonly<Record<string, Bench>> = {
  audit: benchAudit,
  csv: benchCsv,
  decide: benchDecide,
  "first-model": makeFirstModel,
  linkage: benchLinkage,
  "linkage-reference": benchReferenceTrace,
  "link-one": benchLinkOne,
  load: (options) => benchLoad(options),
  mllp: benchMllp,
  record: benchRecord,
  synthea: benchSynthea,
};

const [name = "", ...flags] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.error(`bench: no bench is called "${name}". There are: ${Object.keys(BENCHES).join(", ")}.`);
  console.error(
    "Usage: npm run bench -- NAME [--json] [--people N] [--registrations N] [--seconds N] [--connections N]",
  );
  process.exit(1);
}
const figures = await bench({
  people: numberAfter("--people"),
  registrations: numberAfter("--registrations"),
  seconds: numberAfter("--seconds") ?? 60,
  connections: numberAfter("--connections") ?? 8,
});
if (flags.includes("--json")) console.log(JSON.stringify({ bench: name, ...figures }));
else for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(34)} ${String(value)}`);

function numberAfter(flag: string): number | undefined {
  const at = flags.indexOf(flag);
  return at < 0 ? undefined : Number(flags[at + 1]);
}
