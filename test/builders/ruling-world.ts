import { actorId, entryIdOf, mustSucceed, type ActorId, type Clock, type EntryId, type PersonId } from "#base";
import type { Place } from "#place";
import { CATEGORIES, type AskedRuling, type Category, type PersonPermit, type Sensitivity } from "#sharing";
import { aHouse, aPlace, COUNCIL, GOVERNANCE_LEAD, HOSPITAL, PRACTICE, type House } from "./house.ts";
import { represent } from "./logged.ts";
import { madeUpNumber } from "./made-up-number.ts";
import { aPatient } from "./patient.ts";
import { aCondition, anObservation, aReferral, aRegistration, supplied } from "./resources.ts";

export const GP = actorId("a-gp");
export const SECOND_GP = actorId("a-second-gp");
/** Who works where nothing shows that they have to do with Agnes. */
export const HOSPITAL_GP = actorId("a-hospital-gp");
export const COORDINATOR = actorId("a-coordinator");
export const AGNES = actorId("public.agnes");
export const ROWAN = actorId("public.rowan");

const day = { from: "2020-01-01" } as const;

/** The made-up place with three GPs and a coordinator besides. */
export function aPlaceOfRulers(): Place {
  const place = aPlace();
  return {
    ...place,
    staff: [
      ...place.staff,
      { ...day, id: GP, name: "A GP", role: "gp", organisation: PRACTICE },
      { ...day, id: SECOND_GP, name: "A Second GP", role: "gp", organisation: PRACTICE },
      { ...day, id: HOSPITAL_GP, name: "A Hospital GP", role: "gp", organisation: HOSPITAL },
      { ...day, id: COORDINATOR, name: "A Coordinator", role: "coordinator", organisation: PRACTICE },
    ],
  };
}

export const observation = (id: string): EntryId => entryIdOf(PRACTICE, "Observation", id);

/** What the practice wrote down of Agnes: a plain fact, a referral, and one fact of each of these kinds, by its name. */
export const KINDS = ["sexual-health", "fertility", "gender", "abuse", "safeguarding", "third-party"] as const;

/** Agnes, who reads her own record, with Rowan, whom she let into all of it. */
export async function agnesIn(house: House): Promise<PersonId> {
  const of = (id: string, sensitivity: Sensitivity = "normal") =>
    supplied(anObservation(id, "p1", "2026-01-01"), { recorded: "2026-01-02", sensitivity });
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").tracedAs(madeUpNumber(1));
  const others = [agnes.resource, aRegistration("r1", "p1", PRACTICE), aReferral("f1", "p1", COUNCIL)];
  const plain = [...others, aCondition("c1", "p1", "2020-01-01")];
  const entries = [
    ...plain.map((one) => supplied(one, { recorded: "2026-01-02", sensitivity: "normal" })),
    ...[of("plain"), of("kept"), ...KINDS.map((kind) => of(kind, kind))],
  ];
  await house.save(
    PRACTICE,
    1,
    entries.map((one, nth) => ({ ...one, line: nth + 1 })),
  );
  const person = await house.personOf(PRACTICE, "p1");
  await represent(house.db, { actor: AGNES, person });
  const scope = Object.keys(CATEGORIES) as Category[];
  await represent(house.db, { actor: ROWAN, person, kind: "carer", scope });
  return person;
}

/** A house with Agnes, and what those who rule do in it. */
export async function aRulingHouse(clock: Clock) {
  const house = await aHouse({ clock, place: aPlaceOfRulers() });
  const person = await agnesIn(house);
  const reading = async (actor: ActorId, of: PersonId = person): Promise<PersonPermit> => {
    const isOwn = actor === AGNES || actor === ROWAN;
    const purpose = isOwn ? "own-record" : actor === GOVERNANCE_LEAD ? "records-management" : "direct-care";
    return mustSucceed(await house.sharing.mayRead({ actor, purpose, what: "entry" }, of));
  };
  return {
    house,
    person,
    reading,
    ask: async (entry: EntryId, asked: Partial<AskedRuling> = {}, actor: ActorId = GP) => {
      const until = new Date(clock().getTime() + 100 * 86_400_000);
      const whole = { kind: "withhold", ground: "serious-harm", reason: "It would.", until, ...asked } as const;
      return house.record.askRuling(await reading(actor), entry, whole);
    },
    decide: async (entry: EntryId, id: number, agreed: boolean, actor: ActorId = SECOND_GP, until?: Date) =>
      house.record.decideRuling(await reading(actor), entry, id, { agreed, reason: "Looked at it.", until }),
    end: async (entry: EntryId, id: number, actor: ActorId = GP) =>
      house.record.endRuling(await reading(actor), entry, id, "Not needed any more."),
  };
}
