import type { EntryId, PatientId } from "#base";
import { sql, type Database } from "#db";
import { mustBeIssued, openedTo, type CopyPermit } from "#sharing";

/** Characters of content that are held at a time; one entry may be longer. */
const MOST_HELD = 4_000_000;

type Row = { readonly nth: number; readonly patient: PatientId; readonly content: string | null };

export type CopiedContent = { readonly id: EntryId; readonly patient: PatientId; readonly content: string };

/** What a copy is made of; the headings, and the log row with them, come as for every page. */
export function copyStore(db: Database) {
  return {
    /**
     * Of these entries the contents of the first ones, in their order, as many as can be held; and how many of the
     * entries that were asked for are dealt with. What is not open any more since the headings were read is left out.
     */
    async contents(
      permit: CopyPermit,
      ids: readonly EntryId[],
    ): Promise<{ readonly contents: readonly CopiedContent[]; readonly dealtWith: number }> {
      mustBeIssued(permit);
      const rows = await db.query(sql<Row>`
        with wanted as (
          select nth::integer, entry.id, entry.patient,
            sum(octet_length(entry.content)) over (order by nth) - octet_length(entry.content) as before
          from unnest(${ids}::uuid[]) with ordinality asked(id, nth)
          join record.entry using (id)
          join people.current_patient using (patient)
          where current_patient.person = ${permit.person} and not entry.ended and ${openedTo(permit, "entry")}
        )
        select wanted.nth, wanted.patient, case when before < ${MOST_HELD} then entry.content end as content
        from wanted join record.entry using (id) order by nth`);
      const over = rows.find(({ content }) => content === null);
      return {
        contents: rows.flatMap(({ nth, patient, content }) => {
          const id = ids[nth - 1];
          return content === null || id === undefined ? [] : [{ id, patient, content }];
        }),
        dealtWith: over ? over.nth - 1 : ids.length,
      };
    },

    /** What staff, organisations, places and medicines of these ids are called, as far as the permit opens them. */
    async namesOf(
      permit: CopyPermit,
      ids: readonly EntryId[],
    ): Promise<readonly { readonly id: EntryId; readonly title: string }[]> {
      mustBeIssued(permit);
      return db.query(sql<{ id: EntryId; title: string }>`
        select id, title from record.entry
        where id = any(${ids}::uuid[]) and patient is null and not ended and cell = any(${permit.cells}::integer[])`);
    },
  };
}
