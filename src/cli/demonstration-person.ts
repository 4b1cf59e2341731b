import type { App } from "#app";
import { civilDay, type PersonId } from "#base";
import type { Person } from "#people";
import type { StaffMember } from "#place";
import { CATEGORIES, type PersonPermit, type RepresentationKind } from "#sharing";
import { DEMONSTRATION_CARER, DEMONSTRATION_PERSON } from "#web";

/** The last day on which the carer of a demonstration may read: some months ahead. */
const CARER_DAYS = 180;
const DAY = 86_400_000;

/**
 * Lets a made-up person, known to many organisations, read their own record, with a carer; and has those say that they
 * care for them whom nothing in the files shows to, so that every role can open one and the same record. All of it by
 * what anybody else would do, under the name of a GP; so it stands on the log. Done once.
 */
export async function letDemonstrationPersonIn(app: App): Promise<void> {
  const { directory, sharing, clock } = app;
  if (!directory.place.demonstration || (await sharing.representedBy(DEMONSTRATION_PERSON)).length > 0) return;
  const today = civilDay(clock());
  const staff = [...new Set(directory.place.staff.map(({ id }) => id))].flatMap(
    (id) => directory.staffMember(id, today) ?? [],
  );
  for (const gp of staff.filter(({ role }) => role === "gp")) {
    const known = await personKnownTo(app, gp);
    if (!known) continue;
    await letIn(app, known, "self", "");
    await letIn(app, known, "carer", "Rowan Made-Up");
    await haveOthersClaim(app, known, staff);
    return;
  }
}

type Known = { readonly permit: PersonPermit; readonly person: Person };

/** Of the examples whom a GP cares for, somebody grown up whom most others know too. */
async function personKnownTo({ people, sharing, clock }: App, { id: actor }: StaffMember): Promise<Known | undefined> {
  const list = await sharing.mayList({ actor, purpose: "direct-care", what: "examples" });
  if (!list.ok) return undefined;
  const grown = (await people.examples(list.value)).persons.filter((one) => isGrownUp(one, clock()));
  const [example] = grown.toSorted((a, b) => b.registrations.length - a.registrations.length);
  if (!example) return undefined;
  const permit = await mayLetIn({ sharing }, actor, example.id);
  return permit.ok ? { permit: permit.value, person: example } : undefined;
}

const GROWN_UP_YEARS = 18;
const YEAR = 365.25 * DAY;

const isGrownUp = ({ born, died }: Person, now: Date): boolean =>
  born !== undefined && died === undefined && now.getTime() - Date.parse(born) > GROWN_UP_YEARS * YEAR;

const mayLetIn = ({ sharing }: Pick<App, "sharing">, actor: StaffMember["id"], person: PersonId) =>
  sharing.mayRead({ actor, purpose: "direct-care", what: "reader let in" }, person);

async function letIn(app: App, { permit, person }: Known, kind: RepresentationKind, name: string): Promise<void> {
  const [ground] = person.registrations;
  if (!ground) return;
  const again = await mayLetIn(app, permit.actor.id, person.id);
  if (!again.ok) return;
  const ends = kind === "self" ? undefined : civilDay(new Date(app.clock().getTime() + CARER_DAYS * DAY));
  const wanted = {
    kind,
    name,
    scope: Object.keys(CATEGORIES),
    seesLog: false,
    evidence: "Made up, like everybody",
    ends,
  };
  const letting = app.sharing.readLetting(again.value, wanted, person.born);
  if (!letting.ok) throw new Error("A demonstration holds to the rules for letting people in.");
  const actor = kind === "self" ? DEMONSTRATION_PERSON : DEMONSTRATION_CARER;
  await app.sharing.represent(again.value, { actor, ground: ground.id, letting: letting.value });
}

/** Of organisations that nothing in the files shows to care for the person, each role says so in its own words. */
async function haveOthersClaim({ directory, sharing, clock }: App, { permit }: Known, staff: readonly StaffMember[]) {
  const today = civilDay(clock());
  const sights = await sharing.seenBy(permit);
  const strangers = new Set(
    sights.filter(({ because }) => because.length === 0).map(({ organisation }) => organisation),
  );
  for (const { id, organisation } of staff) {
    if (!strangers.has(directory.carriedOnBy(organisation, today)) || !sharing.mayClaim(id).includes("claimed"))
      continue;
    await sharing.claim({ actor: id, kind: "claimed" }, permit.person, "I took on a part of their care this week.");
  }
}
