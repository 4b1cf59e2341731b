import { randomUUID } from "node:crypto";
import { failed, succeeded, type ActorId, type Clock, type Outcome } from "#base";
import { isSignInName, newSignInName, signInName, type Account, type AccountId } from "./account.ts";
import type { KeptAccount } from "./account-store.ts";
import type { Attempts } from "./attempts.ts";
import { newOneTimePassword, ONE_TIME_DAYS } from "./one-time-password.ts";
import { hashOfPassword, isPasswordOf } from "./password-hash.ts";
import { readPassword } from "./password-rule.ts";
import type { IdentityStore } from "./store.ts";

/** What somebody typed to show who they are, and from where. */
export type NameAndPassword = { readonly name: string; readonly password: string; readonly address: string };

/** Why nobody was let in. Neither says whether there is such an account. */
export type SignInRefusal =
  { readonly kind: "wrong" } | { readonly kind: "paused"; /** When it may be tried again. */ readonly until: Date };

/** What stands in the way of another password. */
export type PasswordRefusal =
  | { readonly field: "current"; readonly refusal: SignInRefusal }
  | { readonly field: "next"; readonly message: string }
  /** The accounts of a demonstration are everybody's. */
  | { readonly field: "demonstration" };

export type PasswordChange = {
  readonly account: AccountId;
  readonly current: string;
  readonly next: string;
  readonly address: string;
  /** Words that anybody would try: the name of whom it is, of the place. */
  readonly obvious: readonly string[];
};

/** An account, and the password with which it is first opened; shown once. */
export type AccountWithPassword = { readonly account: Account; readonly password: string };

/** Made-up people's place: everybody may be anybody, so the password need not be secret. */
export const DEMONSTRATION_PASSWORD = "everybody here is made up";

export type Accounts = ReturnType<typeof createAccounts>;

/** Who may sign in by name and password. */
export function createAccounts(parts: { store: IdentityStore; attempts: Attempts; clock: Clock }) {
  const { store, attempts, clock } = parts;
  const nobodys = hashOfPassword(newOneTimePassword());

  const named = async (typed: string): Promise<Outcome<KeptAccount>> => {
    const account = await store.accountNamed(signInName(typed));
    return account ? succeeded(account) : failed(NO_SUCH_ACCOUNT);
  };

  /** Whose password this is. Takes as long for a name that nobody has. */
  const ownerOf = async (name: string, password: string, now: Date): Promise<KeptAccount | undefined> => {
    const account = await store.accountNamed(name);
    const isRight = await isPasswordOf(account?.password ?? (await nobodys), password);
    return isRight && account && isOpen(account, now) ? account : undefined;
  };

  const signIn = async ({
    name: typed,
    password,
    address,
  }: NameAndPassword): Promise<Outcome<Account, SignInRefusal>> => {
    const name = signInName(typed);
    const until = await attempts.begin(name, address);
    if (until) return failed({ kind: "paused", until });
    const account = await ownerOf(name, password, clock());
    if (!account) return failed({ kind: "wrong" });
    await attempts.succeeded(name, address);
    return succeeded(withoutSecrets(account));
  };

  /** Makes an account for an actor, with a password to be changed at the first sign-in. */
  async function add(actor: ActorId, typed: string): Promise<Outcome<AccountWithPassword>> {
    const name = signInName(typed);
    if (!isSignInName(name)) return failed(NO_NAME);
    const password = newOneTimePassword();
    const made = clock();
    const id = randomUUID() as AccountId;
    const kept = { ...{ id, actor, name, made }, demonstration: false, password: await hashOfPassword(password) };
    if (!(await store.addAccount({ ...kept, oneTimeUntil: lastMoment(made) }))) return failed(NAME_TAKEN);
    return succeeded({ account: withoutSecrets({ ...kept, mustChange: true, lockedAt: undefined }), password });
  }

  return {
    signIn,
    add,

    /** The same, by a name that says nothing of who it is. */
    async addUnnamed(actor: ActorId): Promise<AccountWithPassword> {
      for (let attempt = 0; attempt < MOST_NAMES; attempt++) {
        const added = await add(actor, newSignInName());
        if (added.ok) return added.value;
      }
      throw new Error("Every sign-in name that was drawn is taken.");
    },

    /** Who acts by the account of this name; nobody where there is none, or where it is shut. */
    async actorNamed(typed: string): Promise<ActorId | undefined> {
      const account = await store.accountNamed(signInName(typed));
      return account && account.lockedAt === undefined ? account.actor : undefined;
    },

    async find(id: AccountId): Promise<Account | undefined> {
      const account = await store.accountById(id);
      return account && withoutSecrets(account);
    },

    list: async (): Promise<readonly Account[]> => (await store.accounts()).map(withoutSecrets),

    /** Another password, to be changed; opens the account again. Its passkeys and sessions are gone. */
    async reset(typed: string): Promise<Outcome<AccountWithPassword>> {
      const found = await named(typed);
      if (!found.ok) return found;
      const { id, name } = found.value;
      const password = newOneTimePassword();
      const [hash, now] = [await hashOfPassword(password), clock()];
      await store.inTransaction(async () => {
        await store.setPassword(id, hash, lastMoment(now), now);
        await store.setLocked(id, undefined);
        await store.dropPasskeysOf(id);
        await store.dropSessionsOfAccount(id);
      });
      await attempts.forget(name);
      return succeeded({
        account: { ...withoutSecrets(found.value), mustChange: true, lockedAt: undefined },
        password,
      });
    },

    /** Shuts an account: nobody signs in with it, and whoever was, is not any more. */
    async lock(typed: string): Promise<Outcome<Account>> {
      const found = await named(typed);
      if (!found.ok) return found;
      const lockedAt = clock();
      await store.inTransaction(async () => {
        await store.setLocked(found.value.id, lockedAt);
        await store.dropSessionsOfAccount(found.value.id);
      });
      return succeeded({ ...withoutSecrets(found.value), lockedAt });
    },

    /** Takes another password; every session of the account ends. */
    async changePassword(change: PasswordChange): Promise<Outcome<Account, PasswordRefusal>> {
      const account = await store.accountById(change.account);
      if (!account) throw new Error("A session's account is not there.");
      if (account.demonstration) return failed({ field: "demonstration" });
      const { name, id } = account;
      const shown = await signIn({ name, password: change.current, address: change.address });
      if (!shown.ok) return failed({ field: "current", refusal: shown.problem });
      const next = readPassword(change.next, [name, ...change.obvious]);
      if (!next.ok) return failed({ field: "next", message: next.problem.remedy ?? next.problem.message });
      if (change.next === change.current) return failed({ field: "next", message: ANOTHER });
      const hash = await hashOfPassword(next.value);
      await store.inTransaction(async () => {
        await store.setPassword(id, hash, undefined, clock());
        await store.dropSessionsOfAccount(id);
      });
      return succeeded({ ...withoutSecrets(account), mustChange: false });
    },

    /** Accounts for everybody who acts in a place of made-up people, all with one password. Those that are there stay. */
    async makeForDemonstration(actors: readonly ActorId[]): Promise<void> {
      const known = new Set((await store.accounts()).map(({ name }) => name));
      const missing = actors.filter((actor) => !known.has(signInName(actor)));
      if (missing.length === 0) return;
      const [password, made] = [await hashOfPassword(DEMONSTRATION_PASSWORD), clock()];
      for (const actor of missing) {
        const id = randomUUID() as AccountId;
        const name = signInName(actor);
        await store.addAccount({ id, actor, name, password, oneTimeUntil: undefined, demonstration: true, made });
      }
    },
  };
}

const isOpen = ({ lockedAt, oneTimeUntil }: KeptAccount, now: Date): boolean =>
  lockedAt === undefined && (oneTimeUntil === undefined || now < oneTimeUntil);

/** Names drawn before giving up: all but a few are free. */
const MOST_NAMES = 10;

const DAY = 24 * 60 * 60_000;
const lastMoment = (made: Date): Date => new Date(made.getTime() + ONE_TIME_DAYS * DAY);

const withoutSecrets = ({ id, actor, name, mustChange, demonstration, made, lockedAt }: Account): Account => ({
  ...{ id, actor, name, mustChange, demonstration, made, lockedAt },
});

const NO_SUCH_ACCOUNT = {
  kind: "not-found" as const,
  message: "There is no account of this name.",
  remedy: "'bin/wholestory account list' shows those there are.",
};
const NAME_TAKEN = {
  kind: "conflict" as const,
  message: "There is an account of this name already.",
  remedy: "Choose another name with --name, or make a new password with 'bin/wholestory account reset NAME'.",
};
const NO_NAME = {
  kind: "invalid" as const,
  message: "This cannot be a name to sign in with.",
  remedy: "Use letters, digits, and . _ @ ' - within them.",
};
const ANOTHER = "Choose a password that is not the one you have now.";
