import { sql, type Database } from "#db";
import { SURE } from "../linking/likelihood.ts";
import type { LinkMethod } from "../patient.ts";
import { BAND_EDGES, type Band } from "./band.ts";
import type { CountedGroup } from "./link-group.ts";

export type ReportStore = ReturnType<typeof reportStore>;

/** What the quality report counts. */
export function reportStore(db: Database) {
  return {
    async methods(): Promise<readonly { method: LinkMethod; registrations: number }[]> {
      return db.query(sql<{ method: LinkMethod; registrations: number }>`
        select method, count(*) as registrations from people.link group by method order by 2 desc, 1`);
    },

    /** How alike pairs are, by bands of weight, and what people said of some. */
    async bands(): Promise<readonly Band[]> {
      const rows = await db.query(sql<{ band: number; pairs: number; expected: number }>`
        select width_bucket(weight, ${BAND_EDGES}::real[]) as band, count(*) as pairs,
          sum(1 / (1 + power(2::double precision, -greatest(-60, least(60, weight))))) as expected
        from people.likeness group by 1`);
      const said = await db.query(sql<{ band: number; reviewed: number; same: number }>`
        select width_bucket(decision.weight, ${BAND_EDGES}::real[]) as band, count(*) as reviewed,
          count(*) filter (where decision.verdict = 'same') as same
        from people.verdict join people.decision using (id)
        where decision.verdict <> 'cannot-say' and decision.weight is not null group by 1`);
      return BAND_EDGES.map((from, nth) => {
        const own = rows.find(({ band }) => band === nth + 1);
        const reviewed = said.find(({ band }) => band === nth + 1);
        return {
          from,
          to: BAND_EDGES[nth + 1] ?? Infinity,
          pairs: own?.pairs ?? 0,
          expected: own?.expected ?? 0,
          reviewed: reviewed?.reviewed ?? 0,
          same: reviewed?.same ?? 0,
        };
      });
    },

    /**
     * How registrations are linked, by who they are of, where they live and who sent them. `today`: YYYY-MM-DD.
     * `fifths`: of deprivation, by postcode in capitals without a space; undefined where nobody knows of any.
     */
    async groups(today: string, fifths: ReadonlyMap<string, number> | undefined): Promise<readonly CountedGroup[]> {
      return db.query(sql<CountedGroup>`
        with missed as (
          select patient, max(weight) as weight from (
            select one as patient, weight from people.likeness where not together
            union all select other, weight from people.likeness where not together
          ) each group by patient
        ), each as (
          select patient.source, coalesce(patient.gender, 'not said') as sex,
            coalesce(patient.ethnicity, 'not said') as ethnicity,
            case when patient.born is null then 'not said' else
              (array['0 to 17', '18 to 39', '40 to 64', '65 to 84', '85 and over'])[
                1 + width_bucket(extract(year from age(${today}::date, patient.born)), array[18, 40, 65, 85])] end as age,
            coalesce(area.fifth::text, 'not known') as deprivation,
            link.method = 'alone' as alone,
            link.method = 'matching' and link.weight < ${SURE} as weak,
            case when link.method = 'matching'
              then 1 / (1 + power(2::double precision, greatest(-60, least(60, link.weight)))) else 0 end as wrong,
            case when missed.weight is not null
              then 1 / (1 + power(2::double precision, -greatest(-60, least(60, missed.weight)))) else 0 end as missed
          from people.patient join people.link on link.patient = patient.id
          left join missed on missed.patient = patient.id
          left join unnest(${[...(fifths?.keys() ?? [])]}::text[], ${[...(fifths?.values() ?? [])]}::integer[])
            area (postcode, fifth) on area.postcode = upper(replace(patient.postcode, ' ', ''))
        ), grouped as (
          select 'source' as by, source as value, * from each
          union all select 'age', age, * from each
          union all select 'sex', sex, * from each
          union all select 'ethnicity', ethnicity, * from each
          union all select 'deprivation', deprivation, * from each where ${fifths !== undefined}
        )
        select by, value, count(*) as registrations, count(*) filter (where alone) as alone,
          count(*) filter (where weak) as weak, sum(wrong) as "expectedWrong", sum(missed) as "expectedMissed"
        from grouped group by by, value order by by, value`);
    },

    /** Persons with registrations that contradict each other, and patients who are spread over several persons. */
    async fragmentation(): Promise<{ severalAtOneSource: number; mayBeOne: number }> {
      const [row] = await db.query(sql<{ several: number; may_be_one: number }>`
        select (
          select count(*) from (
            select link.person from people.patient join people.link on link.patient = patient.id
            where patient.active group by link.person, patient.source having count(*) > 1
          ) twice) as several,
          (select count(*) from (
            select distinct least(mine.person, theirs.person), greatest(mine.person, theirs.person)
            from people.likeness pair join people.link mine on mine.patient = pair.one
              join people.link theirs on theirs.patient = pair.other
            where not pair.together and pair.weight >= 0
          ) apart) as may_be_one`);
      return { severalAtOneSource: row?.several ?? 0, mayBeOne: row?.may_be_one ?? 0 };
    },
  };
}
