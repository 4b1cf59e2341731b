import type { App } from "#app";
import { failed, isPublicActor, newPublicActor, succeeded, type ActorId, type Outcome, type Problem } from "#base";
import type { AccountWithPassword } from "#identity";
import type { Person } from "#people";
import type { PersonPermit, WantedRepresentation } from "#sharing";
import { NO_ACCOUNT, type LettingFormFaults } from "./letting-form.tsx";

type Letting = {
  readonly permit: PersonPermit;
  readonly person: Person;
  readonly wanted: WantedRepresentation;
  /** The account that they have already, by its sign-in name; empty where they have none. */
  readonly signInName: string;
};

/** Why nobody was let in: what was filled in wrongly, or what else stands in the way. */
export type LetInProblem =
  | {
      readonly kind: "faults";
      readonly faults: LettingFormFaults;
    }
  | { readonly kind: "problem"; readonly problem: Problem };

/**
 * Lets somebody in who is not staff, and makes the account with which they sign in, unless they have one. Its name says
 * nothing of who they are. The right comes first: an account that may read nothing is shut out of everything.
 */
export async function letIn(
  { identity, sharing }: App,
  { permit, person, wanted, signInName }: Letting,
): Promise<Outcome<AccountWithPassword | undefined, LetInProblem>> {
  const letting = sharing.readLetting(permit, wanted, person.born);
  if (!letting.ok) return letting;
  const ground =
    person.registrations.find(({ source }) => source === permit.actor.organisation) ?? person.registrations[0];
  if (!ground) return failed({ kind: "problem", problem: NO_GROUND });
  const known = signInName === "" ? undefined : await publicActorNamed({ identity }, signInName);
  if (signInName !== "" && known === undefined) return failed({ kind: "faults", faults: { signInName: NO_ACCOUNT } });
  const actor = known ?? newPublicActor();
  const represented = await sharing.represent(permit, { actor, ground: ground.id, letting: letting.value });
  if (!represented.ok) return failed({ kind: "problem", problem: represented.problem });
  return succeeded(known === undefined ? await identity.accounts.addUnnamed(actor) : undefined);
}

/** Of staff it is not said whether they have an account. */
async function publicActorNamed({ identity }: Pick<App, "identity">, name: string): Promise<ActorId | undefined> {
  const actor = await identity.accounts.actorNamed(name);
  return actor && isPublicActor(actor) ? actor : undefined;
}

const NO_GROUND: Problem = { kind: "conflict", message: "No registration of this person is open to you." };
