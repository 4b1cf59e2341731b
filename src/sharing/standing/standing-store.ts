import type { ActorId, OdsCode, PatientId, PersonId } from "#base";
import { sql, type Database, type RawBuilder } from "#db";
import { isCategory } from "../category.ts";
import type { Choices } from "../choice/choice.ts";
import { choicesFrom, choosingFrom, type WrittenChoice } from "../choice/kept-choice.ts";
import type { LookedAt } from "../log/looked-at.ts";
import { actingOf, readingOf } from "../log/writing-store.ts";
import type { ActPermit, PersonPermit } from "../permit.ts";
import { openedTo } from "../ruling/ruling-store.ts";
import type { Claim, ClaimFinding, ClaimKind, ClaimOutcome } from "./claim.ts";
import type { RepresentationKind } from "../representation/representation.ts";
import type { Facts } from "./facts.ts";
import type { Relationship, RelationshipKind } from "./relationship.ts";

export type FactsWanted = {
  readonly actor: ActorId;
  /** The asker's organisation, and those whose work it carries on. */
  readonly organisations: readonly OdsCode[];
  readonly persons: readonly PersonId[];
};

export type FactsKnown = { readonly facts: ReadonlyMap<PersonId, Facts>; readonly newestCell: number };

/** Of one person: which organisations have to do with them, and what they chose. */
export type SharingFacts = {
  readonly relationships: readonly Pick<Relationship, "kind" | "organisation" | "starts" | "ends">[];
  readonly choices: Choices;
};

/** Moments come out of the database as text where they stand within a list. */
type LastingRow = { kind: RelationshipKind; starts: string | null; ends: string | null };

type SharingFactsRow = {
  relationships: (LastingRow & { organisation: OdsCode })[];
  choices: WrittenChoice[];
};

type FactsRow = {
  person: PersonId;
  relationships: LastingRow[];
  claims: { kind: ClaimKind; reason: string; starts: string; ends: string }[];
  choices: WrittenChoice[];
  representations: { kind: RepresentationKind; scope: string[]; starts: string; ends: string | null }[];
  newest: number | null;
};

type ClaimRow = {
  id: number;
  kind: ClaimKind;
  actor: ActorId;
  organisation: OdsCode;
  person: PersonId;
  reason: string;
  starts: Date;
  ends: Date;
  reviewed_by: ActorId | null;
  reviewed_at: Date | null;
  outcome: ClaimOutcome | null;
  review: string | null;
};

export type NewClaim = Omit<Claim, "id" | "review">;

/** What the log says was done. */
const CLAIMED: Readonly<Record<ClaimKind, LookedAt>> = { claimed: "relationship", emergency: "break-glass" };

/** What decisions rest on. */
export function standingStore(db: Database) {
  return {
    /**
     * What is known of somebody who asks, and each of these persons; and the newest cell, 0 where there is none. Shows
     * nothing of the persons themselves.
     */
    async factsOf({ actor, organisations, persons }: FactsWanted): Promise<FactsKnown> {
      const [only, ...others] = persons;
      // Of one person the same plan will do each time; of many the best depends on how many they are.
      const isOne = only !== undefined && others.length === 0;
      const wanted = isOne
        ? sql`(values (${only}::uuid)) wanted (person)`
        : sql`unnest(${persons}::uuid[]) wanted (person)`;
      const rows = await db.query(
        sql<FactsRow>`
        select wanted.person,
          array(
            select json_build_object('kind', kind, 'starts', starts, 'ends', ends) from sharing.relationship
            where relationship.person = wanted.person and organisation = any(${organisations}::text[])
          ) as relationships,
          array(
            select json_build_object('kind', kind, 'reason', reason, 'starts', starts, 'ends', ends) from sharing.claim
            where claim.person = wanted.person and claim.actor = ${actor}
          ) as claims,
          array(
            select json_build_object('kind', kind, 'about', about) from sharing.choice
            where choice.person = wanted.person and ended_at is null
          ) as choices,
          array(
            select json_build_object('kind', kind, 'scope', scope, 'starts', starts, 'ends', ends)
            from sharing.representation
            where representation.person = wanted.person and representation.actor = ${actor}
          ) as representations,
          (select max(id) from sharing.cell) as newest
        from ${wanted}`,
        { name: isOne ? "sharing-facts-of-one" : "sharing-facts-of" },
      );
      return { facts: new Map(rows.map((row) => [row.person, factsFrom(row)])), newestCell: rows[0]?.newest ?? 0 };
    },

    /** Who has to do with the person, as far as what shows it is opened, and what they chose; and the log row of looking. */
    async sharingFactsOf(permit: PersonPermit): Promise<SharingFacts> {
      const [row] = await db.query(sql<SharingFactsRow>`
        with access as (${readingOf(permit)})
        select
          array(
            select json_build_object('kind', kind, 'organisation', organisation, 'starts', starts, 'ends', ends)
            from sharing.relationship
            where person = ${permit.person} and ${openedTo(permit, "relationship")}
          ) as relationships,
          array(
            select json_build_object('kind', kind, 'about', about) from sharing.choice
            where person = ${permit.person} and ended_at is null
          ) as choices`);
      const { relationships = [], choices = [] } = row ?? {};
      return {
        relationships: relationships.map(({ organisation, ...held }) => ({ organisation, ...lastingFrom(held) })),
        choices: choicesFrom(choices.map(choosingFrom)),
      };
    },

    /** Lets somebody in by their own word, and the log row of it. */
    async claim(
      permit: ActPermit,
      { kind, actor, organisation, person, reason, starts, ends }: NewClaim,
    ): Promise<void> {
      await db.query(sql`
        with access as (${actingOf(permit, CLAIMED[kind], sql`select ${person}::uuid as person`)})
        insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
        values (${kind}, ${actor}, ${organisation}, ${person}, ${reason}, ${starts}, ${ends})`);
    },

    /**
     * Claims that wait for somebody to look at them, emergencies first, or the last that were looked at; newest first.
     * Names nobody's person.
     */
    async claims(which: "waiting" | "reviewed", most: number): Promise<readonly Claim[]> {
      const wanted: RawBuilder<unknown> =
        which === "waiting"
          ? sql`reviewed_at is null order by kind = 'emergency' desc, starts desc, id desc`
          : sql`reviewed_at is not null order by reviewed_at desc, id desc`;
      const rows = await db.query(sql<ClaimRow>`select * from sharing.claim where ${wanted} limit ${most}`);
      return rows.map(claimFrom);
    },

    async findClaim(id: number): Promise<Claim | undefined> {
      const [row] = await db.query(sql<ClaimRow>`select * from sharing.claim where id = ${id}`);
      return row && claimFrom(row);
    },

    /**
     * Says what was found, and the log row of it; what was not proper is over. Returns whether the claim waited. One's
     * own is nobody's to review.
     */
    async review(permit: ActPermit, id: number, { outcome, words }: ClaimFinding): Promise<boolean> {
      const { actor, at } = permit;
      const ends = outcome === "proper" ? sql`ends` : sql`least(ends, ${at}::timestamptz)`;
      return db.inTransaction(async () => {
        const [reviewed] = await db.query(sql<{ person: PersonId }>`
          update sharing.claim
          set reviewed_by = ${actor.id}, reviewed_at = ${at}, outcome = ${outcome}, review = ${words}, ends = ${ends}
          where id = ${id} and reviewed_at is null and actor <> ${actor.id} returning person`);
        if (!reviewed) return false;
        await db.execute(actingOf(permit, "claim reviewed", sql`select ${reviewed.person}::uuid as person`));
        return true;
      });
    },

    /** Whoever was let in by their own word must say anew about whom, once these turn out to be somebody else. */
    async endClaimsAbout(persons: readonly PersonId[], at: Date): Promise<void> {
      await db.query(
        sql`
        update sharing.claim set ends = least(ends, ${at}::timestamptz)
        where person = any(${persons}::uuid[]) and ends > ${at}::timestamptz`,
        { name: "sharing-end-claims-about" },
      );
    },

    async moveRepresentations(patients: readonly PatientId[], to: readonly PersonId[]): Promise<void> {
      await db.query(
        sql`
        update sharing.representation held set person = moved.person
        from unnest(${patients}::uuid[], ${to}::uuid[]) moved (patient, person)
        where held.ground_patient = moved.patient`,
        { name: "sharing-move-representations" },
      );
    },
  };
}

const lastingFrom = ({ kind, starts, ends }: LastingRow) => ({
  kind,
  ...(starts !== null && { starts: new Date(starts) }),
  ...(ends !== null && { ends: new Date(ends) }),
});

function factsFrom({ person, relationships, claims, choices, representations }: FactsRow): Facts {
  return {
    person,
    relationships: relationships.map(lastingFrom),
    claims: claims.map(({ starts, ends, ...claim }) => ({ ...claim, starts: new Date(starts), ends: new Date(ends) })),
    choices: choicesFrom(choices.map(choosingFrom)),
    representations: representations.map(({ kind, scope, starts, ends }) => ({
      ...{ kind, scope: scope.filter(isCategory), starts: new Date(starts) },
      ...(ends !== null && { ends: new Date(ends) }),
    })),
  };
}

function claimFrom({ reviewed_by: by, reviewed_at: at, outcome, review, ...claim }: ClaimRow): Claim {
  const reviewed = by !== null && at !== null && outcome !== null;
  return { ...claim, ...(reviewed && { review: { by, at, outcome, words: review ?? "" } }) };
}
