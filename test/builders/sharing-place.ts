import { actorId, cellId, entryIdOf, patientIdOf, type ActorId, type OdsCode, type PersonId } from "#base";
import { sql, type Database } from "#db";
import type { Place, StaffRole } from "#place";
import type { Category, Sensitivity } from "#sharing";
import { aHouse, type House } from "./house.ts";
import { madeUpNumber } from "./made-up-number.ts";
import { aPatient } from "./patient.ts";
import { anObservation, supplied } from "./resources.ts";
import {
  ASKED_ON,
  ASKING,
  ASKING_UNSIGNED,
  isPracticeOfTheWorld,
  SENSITIVITIES_ASKED,
  WORLD_AGREEMENTS,
  WORLD_ORGANISATIONS,
} from "./sharing-world.ts";
import {
  ASKERS,
  CATEGORIES_ASKED,
  CHOICES,
  RELATIONSHIPS,
  type AskerKind,
  type ChoiceState,
  type RelationshipState,
} from "../spec/sharing.ts";

/** Somebody of whom something is asked, in one combination of relationship and choice. */
export type AskedAbout = {
  readonly person: PersonId;
  readonly number: string;
  readonly relationship: RelationshipState;
  readonly choice: ChoiceState;
};

/** Somebody who asks. */
export type WhoAsks = { readonly actor: ActorId; readonly kind: AskerKind; readonly organisation: OdsCode };

const NOW = new Date(`${ASKED_ON}T10:00:00Z`);
const [BEFORE, AFTER] = [new Date("2026-04-01"), new Date("2026-06-01")];

const isStaff = (kind: AskerKind): kind is StaffRole => kind !== "ended" && kind !== "self" && kind !== "proxy";

/** Every role at both organisations, one whose role has ended, the person, and somebody whom they let in. */
export const WHO_ASKS: readonly WhoAsks[] = ASKERS.flatMap((kind) =>
  (isStaff(kind) ? [ASKING, ASKING_UNSIGNED] : [ASKING]).map((organisation) => ({
    ...{ kind, organisation, actor: actorId(`${kind}-${organisation.toLowerCase()}`) },
  })),
);

/** The place of the promises about sharing. */
const thePlace = (): Place => ({
  name: "Shareborough",
  demonstration: true,
  organisations: WORLD_ORGANISATIONS.map((ods) => ({
    ...{ ods, name: `Organisation ${ods}` },
    kind: isPracticeOfTheWorld(ods) ? "gp-practice" : "acute-trust",
  })),
  staff: WHO_ASKS.filter(({ kind }) => kind !== "self" && kind !== "proxy").map(({ actor, kind, organisation }) => ({
    ...{ id: actor, name: `Asker ${kind}`, organisation, from: "2020-01-01" },
    role: isStaff(kind) ? kind : "gp",
    ...(kind === "ended" && { to: "2025-12-31" }),
  })),
  feeds: [],
  agreements: [...WORLD_AGREEMENTS],
});

/** The name of an entry: of which kind it is. */
export const entryName = (category: Category, sensitivity: Sensitivity): string => `${category}.${sensitivity}`;

/** The small world: a person for each combination of relationship and choice, an entry for each kind of fact. */
export async function aSharingPlace(): Promise<{ house: House; people: readonly AskedAbout[] }> {
  const house = await aHouse({ clock: () => NOW, place: thePlace() });
  const states = RELATIONSHIPS.flatMap((relationship) => CHOICES.map((choice) => ({ relationship, choice })));
  for (const [nth, source] of WORLD_ORGANISATIONS.entries()) {
    const all = states.flatMap((_, at) => entriesOf(`p${String(at)}`, madeUpNumber(at + 1), at));
    await house.save(
      source,
      nth + 1,
      all.map((one, line) => ({ ...one, line: line + 1 })),
    );
  }
  const people: AskedAbout[] = [];
  for (const [at, state] of states.entries()) {
    const person = await house.personOf(ASKING, `p${String(at)}`);
    people.push({ person, number: madeUpNumber(at + 1), ...state });
    await relate(house, person, state.relationship, at);
    await choose(house.db, person, state.choice);
  }
  return { house, people };
}

function entriesOf(patient: string, number: string, at: number) {
  const born = `19${String(30 + (at % 60))}-0${String(1 + (at % 9))}-1${String(at % 10)}`;
  const name = `Family${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`;
  const recorded = "2026-01-02";
  const { resource } = aPatient(patient).called("Given", name).born(born).tracedAs(number);
  return [
    supplied(resource, { recorded }),
    ...CATEGORIES_ASKED.flatMap((category) =>
      SENSITIVITIES_ASKED.map((sensitivity) =>
        supplied(anObservation(`${patient}.${entryName(category, sensitivity)}`, patient, "2025-02-03", 81), {
          ...{ category, sensitivity, recorded },
        }),
      ),
    ),
  ];
}

async function relate({ db, sharing }: House, person: PersonId, state: RelationshipState, at: number): Promise<void> {
  const groundPatient = patientIdOf(ASKING, `p${String(at)}`);
  if (state === "current" || state === "over") {
    const ends = state === "over" ? BEFORE : AFTER;
    await sharing.ground(
      [],
      [ASKING, ASKING_UNSIGNED].map((organisation) => ({
        ...{ kind: "team", organisation, person, groundPatient, starts: new Date("2026-01-01"), ends },
        ...{ groundEntry: entryIdOf(organisation, "CareTeam", String(at)), groundCell: cellId(1) },
      })),
    );
    for (const { actor, kind } of WHO_ASKS.filter((one) => one.kind === "self" || one.kind === "proxy")) {
      await db.query(sql`
        insert into sharing.representation
          (actor, name, kind, scope, evidence, ground_patient, person, starts, ends, made_by)
        values (${actor}, 'Somebody', ${kind === "self" ? "self" : "carer"}, ${["demographics", "problems"]}::text[],
          'Seen.', ${groundPatient}, ${person}, '2026-01-01', ${ends}, 'test')`);
    }
  }
  if (state === "claimed" || state === "emergency") {
    for (const { actor } of WHO_ASKS) {
      await db.query(sql`
        insert into sharing.claim (kind, actor, organisation, person, reason, starts, ends)
        values (${state}, ${actor}, 'test', ${person}, 'For a test.', ${BEFORE}, ${AFTER})`);
    }
  }
}

async function choose(db: Database, person: PersonId, state: ChoiceState): Promise<void> {
  const rows: readonly (readonly [string, string])[] = {
    none: [],
    // Asked of a list, and never kept.
    "national data opt-out": [],
    "not to be seen by the asker": [ASKING, ASKING_UNSIGNED].map((one) => ["not-seen-by", one] as const),
    "not to be shared by the source": WORLD_ORGANISATIONS.map((one) => ["not-shared-by", one] as const),
    "problems not to be shared": [["category", "problems"] as const],
    "nothing to be shared": [["nothing-shared", ""] as const],
    "type 1 opt-out": [["type-1", ""] as const],
  }[state];
  for (const [kind, about] of rows) {
    await db.query(sql`
      insert into sharing.choice (person, kind, about, made_by, made_at)
      values (${person}, ${kind}, ${about}, 'test', ${BEFORE})`);
  }
}
