import type { ActorId, PatientId } from "#base";
import { sql, type Database } from "#db";
import { actingOf, type LinkPermit } from "#sharing";
import { BAND_EDGES } from "../report/band.ts";

export type SampleStore = ReturnType<typeof sampleStore>;

/** One stratum of a sample, with what people said of the pairs that were drawn from it. */
export type SampleRow = {
  readonly sample: number;
  readonly seed: number;
  readonly drawnBy: ActorId;
  readonly drawnAt: Date;
  /** The place of its band among BAND_EDGES, from 1 on. */
  readonly band: number;
  readonly joined: boolean;
  readonly pairs: number;
  readonly drawn: number;
  readonly same: number;
  readonly different: number;
  readonly cannotSay: number;
  /** Decided, and waiting for a second person. */
  readonly waiting: number;
  /** Of registrations that are here, and not decided. */
  readonly open: number;
};

/** Pairs that were drawn at random to be looked at. */
export function sampleStore(db: Database) {
  return {
    /**
     * Draws up to so many pairs of each stratum, and keeps how many there were. The same seed draws the same of the same
     * pairs. Nobody is drawn whom a protected identity keeps apart. Returns the sample's number; none where no two
     * registrations resemble each other.
     */
    async draw(permit: LinkPermit, seed: number, perStratum: number): Promise<number | undefined> {
      const rows = await db.query(sql<{ id: number }>`
        with access as (${actingOf(permit, "random check drawn", sql`select null::uuid where false`)}),
        pair as (
          select one, other, width_bucket(weight, ${BAND_EDGES}::real[]) as band, together as joined,
            hashtextextended(one::text || other::text, ${seed}) as lot
          from people.likeness
          where (select identity from people.protected_identity where patient = one)
            is not distinct from (select identity from people.protected_identity where patient = other)
        ), sample as (
          insert into people.sample (seed, drawn_by, drawn_at)
          select ${seed}, ${permit.actor.id}, ${permit.at}::timestamptz where exists (select from pair) returning id
        ), placed as (
          select pair.*, row_number() over (partition by band, joined order by lot, one, other) as place from pair
        ), stratum as (
          insert into people.sample_stratum (sample, band, joined, pairs)
          select sample.id, band, joined, count(*) from pair, sample group by sample.id, band, joined
        ), drawn as (
          insert into people.sampled_pair (sample, one, other, band, joined, place)
          select sample.id, one, other, band, joined, row_number() over (order by lot, one, other)
          from placed, sample where place <= ${perStratum}
        )
        select id from sample`);
      return rows[0]?.id;
    },

    /** Pairs of the last sample that nobody has decided yet, in the order in which they were drawn. */
    async open(most: number, skip: number): Promise<readonly { one: PatientId; other: PatientId }[]> {
      return db.query(sql<{ one: PatientId; other: PatientId }>`
        select one, other from people.open_sample order by place limit ${most} offset ${skip}`);
    },

    async openCount(): Promise<number> {
      const [row] = await db.query(sql<{ pairs: number }>`select count(*) as pairs from people.open_sample`);
      return row?.pairs ?? 0;
    },

    /** The sample of which a pair still waits for a decision, if any. */
    async openSampleOf(one: PatientId, other: PatientId): Promise<number | undefined> {
      const rows = await db.query(sql<{ sample: number }>`
        select sample from people.open_sample where one = ${one} and other = ${other}`);
      return rows[0]?.sample;
    },

    /** Every sample by its strata, the newest first. */
    async rows(): Promise<readonly SampleRow[]> {
      return db.query(sql<SampleRow>`
        select sample.id as sample, seed, drawn_by as "drawnBy", drawn_at as "drawnAt", stratum.band, stratum.joined,
          stratum.pairs, count(*) as drawn, count(*) filter (where said.verdict = 'same') as same,
          count(*) filter (where said.verdict = 'different') as different,
          count(*) filter (where said.verdict = 'cannot-say') as "cannotSay",
          count(*) filter (where held.id is not null and said.id is null) as waiting,
          count(*) filter (where held.id is null and mine.patient is not null and theirs.patient is not null) as open
        from people.sample join people.sample_stratum stratum on stratum.sample = sample.id
        join people.sampled_pair pair on (pair.sample, pair.band, pair.joined) = (sample.id, stratum.band, stratum.joined)
        left join people.decision held on (held.one, held.other) = (pair.one, pair.other) and held.undone_at is null
        left join people.verdict said on said.id = held.id
        left join people.link mine on mine.patient = pair.one
        left join people.link theirs on theirs.patient = pair.other
        group by sample.id, stratum.band, stratum.joined, stratum.pairs
        order by sample.id desc, stratum.joined desc, stratum.band desc`);
    },
  };
}
