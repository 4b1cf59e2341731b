import type { ActorId } from "#base";
import type { SampleRow } from "../review/sample-store.ts";
import { BAND_EDGES, type Estimate } from "./band.ts";
import { samplePrecision, sampleRecall, stratumEstimate, type Stratum } from "./sample-estimate.ts";

/** A stratum of a random check, by weight in bits; `to` is Infinity for the uppermost. */
export type SampledStratum = Stratum & {
  readonly from: number;
  readonly to: number;
  readonly drawn: number;
  /** Undefined where nobody could say of any. */
  readonly estimate: Estimate | undefined;
};

/** A random check of the links: what was drawn, how far it has been looked at, and what follows from it. */
export type Sample = {
  readonly number: number;
  readonly seed: number;
  readonly drawnBy: ActorId;
  /** ISO text. */
  readonly drawnAt: string;
  readonly drawn: number;
  /** Of these people said "same" or "different"; of so many nobody could say. */
  readonly reviewed: number;
  readonly cannotSay: number;
  /** Not decided yet; decided, and waiting for a second person. */
  readonly open: number;
  readonly waiting: number;
  /** Nothing of it waits for anybody. What was withdrawn since it was drawn does not wait. */
  readonly finished: boolean;
  readonly strata: readonly SampledStratum[];
  readonly precision: Estimate;
  readonly recall: Estimate;
};

/** Random checks from their strata, in the same order. */
export const samplesIn = (rows: readonly SampleRow[]): readonly Sample[] =>
  [...Map.groupBy(rows, ({ sample }) => sample).values()].flatMap((own) => (own[0] ? [sampleOf(own[0], own)] : []));

function sampleOf({ sample, seed, drawnBy, drawnAt }: SampleRow, rows: readonly SampleRow[]): Sample {
  const sumOf = (count: (row: SampleRow) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
  const strata = rows.map(stratumOf);
  const [open, waiting] = [sumOf((row) => row.open), sumOf((row) => row.waiting)];
  return {
    ...{ number: sample, seed, drawnBy, drawnAt: drawnAt.toISOString(), open, waiting, strata },
    drawn: sumOf((row) => row.drawn),
    reviewed: sumOf((row) => row.same + row.different),
    cannotSay: sumOf((row) => row.cannotSay),
    finished: open + waiting === 0,
    precision: samplePrecision(strata),
    recall: sampleRecall(strata),
  };
}

function stratumOf({ band, joined, pairs, drawn, same, different }: SampleRow): SampledStratum {
  const stratum = { joined, pairs, same, reviewed: same + different };
  return {
    ...stratum,
    drawn,
    from: BAND_EDGES[band - 1] ?? -Infinity,
    to: BAND_EDGES[band] ?? Infinity,
    estimate: stratum.reviewed === 0 ? undefined : stratumEstimate(stratum),
  };
}
