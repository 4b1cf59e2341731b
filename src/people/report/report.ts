import { civilDay, type Clock } from "#base";
import type { AreaTable } from "#place";
import type { LearntOutcome, ModelStore } from "../linking/model-store.ts";
import { LEAST_JOIN } from "../matching/clusters.ts";
import type { LinkMethod } from "../patient.ts";
import { estimateOf, precisionOf, recallOf, type Band, type Estimate } from "./band.ts";
import { safeGroups, type LinkGroup } from "./link-group.ts";
import type { ReportStore } from "./report-store.ts";
import type { SampleStore } from "../review/sample-store.ts";
import { samplesIn, type Sample } from "./sample.ts";
import { safeCount, safeCounts, type SafeCount } from "./small-number.ts";

/** How good the links are, as far as can be known. Counts only, and no small ones of people: nobody can be known by them. */
export type LinkReport = {
  readonly registrations: SafeCount;
  readonly methods: readonly { readonly method: LinkMethod; readonly registrations: SafeCount }[];
  /** Of the pairs that are joined, the share that are of one person. */
  readonly precision: Estimate;
  /** Of the pairs of one person among those that resemble each other, the share that are joined. */
  readonly recall: Estimate;
  /** The random check on which precision and recall rest: the last that is finished. None: they rest on `calibration`. */
  readonly sample: Sample | undefined;
  /** A later random check that is not finished yet. */
  readonly sampling: Sample | undefined;
  /** Whether matching's odds are borne out: by bands of weight, what it expects and what people say. */
  readonly calibration: readonly (Band & { readonly estimate: Estimate | undefined })[];
  /** The share of joined pairs that lie in bands of which nobody has looked at any. */
  readonly unreviewed: number;
  readonly groups: readonly LinkGroup[];
  /** Persons whom one source has registered more than once today. */
  readonly severalAtOneSource: SafeCount;
  /** Pairs of persons who are at least as likely one as two. */
  readonly mayBeOne: SafeCount;
  /** What the last learning came to; none where this place has not learnt yet. */
  readonly lastRun: (LearntOutcome & { readonly version: number; readonly madeAt: string }) | undefined;
};

/** Says how good the links are. */
export function createLinkReport(parts: {
  readonly store: ReportStore;
  readonly samples: SampleStore;
  readonly models: ModelStore;
  /** Areas by postcode; undefined where the place has no table of them. */
  readonly areas: () => AreaTable | undefined;
  readonly clock: Clock;
}) {
  const { store, models, areas, clock } = parts;
  return {
    async linkReport(): Promise<LinkReport> {
      const methods = await store.methods();
      const bands = await store.bands();
      const samples = samplesIn(await parts.samples.rows());
      const sample = samples.find(({ finished }) => finished);
      const joined = bands.filter(({ from }) => from >= LEAST_JOIN);
      const pairsIn = (some: readonly Band[]) => some.reduce((sum, { pairs }) => sum + pairs, 0);
      const { severalAtOneSource, mayBeOne } = await store.fragmentation();
      const [last] = await models.list();
      return {
        registrations: safeCount(methods.reduce((sum, one) => sum + one.registrations, 0)),
        methods: safeMethods(methods),
        precision: sample?.precision ?? precisionOf(bands),
        recall: sample?.recall ?? recallOf(bands),
        sample,
        sampling: samples[0]?.finished ? undefined : samples[0],
        calibration: bands.map((band) => ({ ...band, estimate: estimateOf(band) })),
        unreviewed:
          pairsIn(joined) === 0 ? 0 : pairsIn(joined.filter(({ reviewed }) => reviewed === 0)) / pairsIn(joined),
        groups: safeGroups(await store.groups(civilDay(clock()), fifthsOf(areas()))),
        severalAtOneSource: safeCount(severalAtOneSource),
        mayBeOne: safeCount(mayBeOne),
        lastRun: last?.outcome && { ...last.outcome, version: last.version, madeAt: last.madeAt },
      };
    },
  };
}

/** Fifths of deprivation by postcode, 1 the most deprived. */
const fifthsOf = (areas: AreaTable | undefined): ReadonlyMap<string, number> | undefined =>
  areas && new Map([...areas].map(([postcode, { decile }]) => [postcode, Math.ceil(decile / 2)]));

function safeMethods(methods: readonly { method: LinkMethod; registrations: number }[]): LinkReport["methods"] {
  const told = safeCounts(methods.map(({ registrations }) => registrations));
  return methods.map(({ method }, nth) => ({ method, registrations: told[nth] ?? "withheld" }));
}
