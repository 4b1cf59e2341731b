import type { ActorId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { isCategory } from "../category.ts";
import { readingOf } from "../log/writing-store.ts";
import type { PersonPermit } from "../permit.ts";
import type { GroundedRepresentation, HeldRepresentation, RepresentationKind } from "./representation.ts";

/** Stands in a scope beside the parts of the record: who looked may be seen too. */
const SEES_LOG = "access-log";

type Row = {
  readonly id: number;
  readonly actor: ActorId;
  readonly person: PersonId;
  readonly name: string;
  readonly kind: RepresentationKind;
  readonly scope: readonly string[];
  readonly evidence: string;
  readonly starts: Date;
  readonly ends: Date | null;
  readonly madeBy: ActorId;
};

const ROW = sql<Row>`id, actor, person, name, kind, scope, evidence, starts, ends, made_by as "madeBy"`;

const heldFrom = ({ scope, ends, ...row }: Row): HeldRepresentation => ({
  ...row,
  scope: scope.filter(isCategory),
  seesLog: row.kind === "self" || scope.includes(SEES_LOG),
  ...(ends !== null && { ends }),
});

/** The first moment after a last day, YYYY-MM-DD, in England. */
const afterDay = (day: string | undefined): RawBuilder<unknown> =>
  day === undefined ? sql`null::timestamptz` : sql`((${day}::date + 1)::timestamp at time zone 'Europe/London')`;

/** Who reads whose record without being staff. */
export function representationStore(db: Database) {
  return {
    /** Who reads this person's record, or did, newest first; and the log row of looking. */
    async representationsOf(permit: PersonPermit): Promise<readonly HeldRepresentation[]> {
      const rows = await db.query(sql<Row>`
        with access as (${readingOf(permit)})
        select ${ROW} from sharing.representation where person = ${permit.person} order by starts desc, id desc`);
      return rows.map(heldFrom);
    },

    /** Whose records somebody may read at a moment. It tells them nothing that they were not told. */
    async representedBy(actor: ActorId, at: Date): Promise<readonly HeldRepresentation[]> {
      const rows = await db.query(sql<Row>`
        select ${ROW} from sharing.representation
        where actor = ${actor} and starts <= ${at}::timestamptz and (ends is null or ${at}::timestamptz < ends)
        order by kind = 'self' desc, id`);
      return rows.map(heldFrom);
    },

    /** Lets somebody in, and the log row of it. Returns whether the registration is this person's. */
    async represent(permit: PersonPermit, held: GroundedRepresentation): Promise<boolean> {
      const { actor, name, kind, scope, seesLog, evidence, groundPatient, ends } = held;
      const parts = seesLog && kind !== "self" ? [...scope, SEES_LOG] : scope;
      const made = await db.query(sql`
        with access as (${readingOf(permit)})
        insert into sharing.representation
          (actor, name, kind, scope, evidence, ground_patient, person, starts, ends, made_by)
        select ${actor}, ${name}, ${kind}, ${parts}::text[], ${evidence}, current_patient.patient,
          current_patient.person, ${permit.at}, ${afterDay(ends)}, ${permit.actor.id}
        from people.current_patient where patient = ${groundPatient} and person = ${permit.person}
        returning id`);
      return made.length > 0;
    },

    /** Ends what lets somebody in. `by`: of those that this actor made or has, or of all. Returns whether it stood. */
    async endRepresentation(
      permit: PersonPermit,
      id: number,
      whose: "own" | "not of the person" | "all",
    ): Promise<boolean> {
      const held = {
        own: sql`actor = ${permit.actor.id}`,
        "not of the person": sql`kind <> 'self'`,
        all: sql`true`,
      }[whose];
      const ended = await db.query(sql`
        with access as (${readingOf(permit)})
        update sharing.representation set ends = ${permit.at}
        where id = ${id} and person = ${permit.person} and (ends is null or ends > ${permit.at}::timestamptz) and ${held}
        returning id`);
      return ended.length > 0;
    },
  };
}
