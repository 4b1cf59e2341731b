import type { ActorId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import type { ActPermit, PersonPermit } from "../../permit.ts";
import { actingOf, readingOf } from "../writing-store.ts";
import type { LogCase } from "./case.ts";

type CaseRow = {
  readonly id: number;
  readonly person: PersonId;
  readonly openedAt: Date;
  readonly openedBy: ActorId;
  readonly question: string;
  readonly rows: readonly number[];
  readonly answeredAt: Date | null;
  readonly answeredBy: ActorId | null;
  readonly answer: string | null;
  readonly closedAt: Date | null;
  readonly closedBy: ActorId | null;
};

const CASE: RawBuilder<CaseRow> = sql`
  log_case.id, log_case.person, opened_at as "openedAt", opened_by as "openedBy", question,
  array(select seq from sharing.log_case_event event where event.log_case = log_case.id order by seq) as rows,
  answered_at as "answeredAt", answered_by as "answeredBy", answer, closed_at as "closedAt", closed_by as "closedBy"`;

function caseFrom({ answer, answeredAt, answeredBy, closedAt, closedBy, ...rest }: CaseRow): LogCase {
  return {
    ...rest,
    ...(answer !== null && answeredAt && answeredBy && { answer: { words: answer, by: answeredBy, at: answeredAt } }),
    ...(closedAt && closedBy && { closed: { by: closedBy, at: closedAt } }),
  };
}

/** What people ask about who looked at their record. */
export function caseStore(db: Database) {
  return {
    /** Opens a case about these rows, and logs that the person did. */
    async openCase(permit: PersonPermit, question: string, rows: readonly number[]): Promise<number> {
      const [opened] = await db.query(sql<{ id: number }>`
        with access as (${readingOf(permit)}),
        opened as (
          insert into sharing.log_case (person, opened_at, opened_by, question)
          values (${permit.person}, ${permit.at}, ${permit.actor.id}, ${question}) returning id
        ), concerned as (
          insert into sharing.log_case_event (log_case, seq)
          select opened.id, asked.seq from opened, unnest(${rows}::bigint[]) asked (seq)
        )
        select id from opened`);
      if (!opened) throw new Error("The case was not opened.");
      return opened.id;
    },

    /** The person's own, under any id that leads to them, newest first. */
    async casesOf(permit: PersonPermit, ids: readonly PersonId[]): Promise<readonly LogCase[]> {
      const rows = await db.query(sql<CaseRow>`
        with access as (${readingOf(permit)})
        select ${CASE} from sharing.log_case where person = any(${ids}::uuid[]) order by id desc`);
      return rows.map(caseFrom);
    },

    /** Those that are not closed, the oldest first, or the last that were; each person is logged. */
    async cases(permit: ActPermit, which: "open" | "closed", most: number): Promise<readonly LogCase[]> {
      const [chosen, order] =
        which === "closed"
          ? [sql`closed_at is not null`, sql`order by closed_at desc, id desc`]
          : [sql`closed_at is null`, sql`order by opened_at, id`];
      const rows = await db.query(sql<CaseRow>`
        with chosen as (select * from sharing.log_case where ${chosen} ${order} limit ${most}),
        access as (${actingOf(permit, "questions about the log", sql`select distinct person from chosen`)})
        select ${CASE} from chosen log_case ${order}`);
      return rows.map(caseFrom);
    },

    async findCase(permit: ActPermit, id: number): Promise<LogCase | undefined> {
      const [row] = await db.query(sql<CaseRow>`
        with access as (${actingOf(
          permit,
          "question about the log",
          sql`select person from sharing.log_case where id = ${id}`,
        )})
        select ${CASE} from sharing.log_case where id = ${id}`);
      return row && caseFrom(row);
    },

    /** Returns whether it waited for an answer. */
    async answerCase(permit: ActPermit, id: number, words: string): Promise<boolean> {
      const answered = await db.query(sql`
        with answered as (
          update sharing.log_case set answer = ${words}, answered_by = ${permit.actor.id}, answered_at = ${permit.at}
          where id = ${id} and answered_at is null and closed_at is null returning person
        ), access as (${actingOf(permit, "question answered", sql`select person from answered`)})
        select from answered`);
      return answered.length > 0;
    },

    /** Returns whether it was answered and not closed. */
    async closeCase(permit: ActPermit, id: number): Promise<boolean> {
      const closed = await db.query(sql`
        with closed as (
          update sharing.log_case set closed_by = ${permit.actor.id}, closed_at = ${permit.at}
          where id = ${id} and answered_at is not null and closed_at is null returning person
        ), access as (${actingOf(permit, "question closed", sql`select person from closed`)})
        select from closed`);
      return closed.length > 0;
    },
  };
}
