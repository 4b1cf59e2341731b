import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, mustSucceed } from "#base";
import { DEMONSTRATION_PASSWORD, type Account } from "#identity";
import { sql } from "#db";
import { ADDRESS, anAccount, anIdentity, GOOD_PASSWORD } from "../builders/identity.ts";

let identity: Awaited<ReturnType<typeof anIdentity>>;
beforeAll(async () => {
  identity = await anIdentity();
});
beforeEach(() => identity.emptied());

const OMAR = actorId("omar-haddad");
/** Whoever was let in. */
const letIn = async (name: string, password: string): Promise<Account> => {
  const answer = await signIn(name, password);
  if (!answer.ok) throw new Error(`Nobody was let in: ${answer.problem.kind}`);
  return answer.value;
};
const signIn = (name: string, password: string, address = ADDRESS) =>
  identity.accounts.signIn({ name, password, address });
const open = (account: Awaited<ReturnType<typeof anAccount>>) =>
  identity.sessions.begin({ actor: account.actor, account: account.id, way: "password" });

describe("Signing in", () => {
  it("takes the name in any case and the password as it is, and says who acts", async () => {
    const account = await anAccount(identity, "omar");
    expect(await letIn(" OMAR ", GOOD_PASSWORD)).toMatchObject({ id: account.id, actor: account.actor });
    expect(await signIn("omar", GOOD_PASSWORD.toUpperCase())).toEqual({ ok: false, problem: { kind: "wrong" } });
  });

  it("answers a name that nobody has as it answers a wrong password, and takes as long", async () => {
    await anAccount(identity, "omar");
    const took = async (name: string): Promise<number> => {
      const begun = performance.now();
      expect(await signIn(name, "not the password")).toEqual({ ok: false, problem: { kind: "wrong" } });
      return performance.now() - begun;
    };
    await took("warm-up");
    const [known, unknown] = [await took("omar"), await took("nobody")];
    // The hash alone takes far longer than all the rest: leaving it out would show.
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it("pauses after five wrong passwords, for a known and an unknown name alike, and then takes the right one", async () => {
    await anAccount(identity, "omar");
    for (const name of ["omar", "nobody"]) {
      for (let time = 0; time < 5; time++)
        expect(await signIn(name, "wrong")).toMatchObject({ problem: { kind: "wrong" } });
      expect(await signIn(name, GOOD_PASSWORD)).toEqual({
        ok: false,
        problem: { kind: "paused", until: new Date("2026-05-03T09:01:00Z") },
      });
    }
    identity.set("2026-05-03T09:01:00Z");
    expect((await signIn("omar", GOOD_PASSWORD)).ok).toBe(true);
    expect(await signIn("omar", "wrong")).toMatchObject({ problem: { kind: "wrong" } });
  });

  it("counts attempts that come all at once", async () => {
    await anAccount(identity, "omar");
    const many = await Promise.all(Array.from({ length: 20 }, () => signIn("omar", "wrong")));
    const kinds = many.map((one) => (one.ok ? "in" : one.problem.kind));
    expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "paused")).toHaveLength(15);
  });

  it("pauses an address from which a hundred names were tried, and no other address", async () => {
    const account = await anAccount(identity, "omar");
    await identity.db.execute(sql`
      update identity.attempt set failures = 99, last = ${identity.clock()}`);
    expect(await identity.db.query(sql`select from identity.attempt`)).toHaveLength(1);
    expect(await signIn("somebody", "wrong")).toMatchObject({ problem: { kind: "wrong" } });
    expect(await signIn(account.name, GOOD_PASSWORD)).toMatchObject({ problem: { kind: "paused" } });
    expect((await signIn(account.name, GOOD_PASSWORD, "192.0.2.8")).ok).toBe(true);
  });

  it("keeps neither names nor addresses of failed attempts, only digests", async () => {
    await signIn("agnes-quillfeather", "wrong");
    const rows = await identity.db.query(sql<{ row: string }>`select row::text as row from identity.attempt row`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/agnes|192\.0/);
  });
});

describe("A one-time password", () => {
  it("opens the door for seven days, and must be changed", async () => {
    const { password } = mustSucceed(await identity.accounts.add(OMAR, "omar"));
    identity.set("2026-05-10T08:59:59Z");
    expect((await letIn("omar", password)).mustChange).toBe(true);
    identity.set("2026-05-10T09:00:00Z");
    expect(await signIn("omar", password)).toMatchObject({ problem: { kind: "wrong" } });
  });

  it("marks the session until another is chosen", async () => {
    const { account, password } = mustSucceed(await identity.accounts.add(OMAR, "omar"));
    const token = await open(account);
    expect(await identity.sessions.current(token)).toMatchObject({ mustChange: true });
    const change = { account: account.id, current: password, next: GOOD_PASSWORD, address: ADDRESS, obvious: [] };
    expect((await identity.accounts.changePassword(change)).ok).toBe(true);
    expect(await identity.sessions.current(await open(account))).toMatchObject({ mustChange: false });
  });

  it("is kept by nobody: the database holds its hash", async () => {
    const { password } = mustSucceed(await identity.accounts.add(OMAR, "omar"));
    const rows = await identity.db.query(sql<{ row: string }>`select row::text as row from identity.account row`);
    expect(rows[0]?.row).toContain("$argon2id$");
    expect(rows[0]?.row).not.toContain(password);
  });
});

describe("Changing a password", () => {
  const change = async (current: string, next: string) => {
    const account = await anAccount(identity, "omar");
    return identity.accounts.changePassword({
      account: account.id,
      current,
      next,
      address: ADDRESS,
      obvious: ["haddad"],
    });
  };

  it("needs the one that holds now", async () => {
    expect(await change("wrong", "nineteen blue kettles")).toEqual({
      ok: false,
      problem: { field: "current", refusal: { kind: "wrong" } },
    });
  });

  it("refuses what is easy to guess, what is the person's own name, and the same again", async () => {
    expect(await change(GOOD_PASSWORD, "password1234")).toMatchObject({ problem: { field: "next" } });
    await identity.emptied();
    expect(await change(GOOD_PASSWORD, "haddadhaddad1")).toMatchObject({ problem: { field: "next" } });
    await identity.emptied();
    expect(await change(GOOD_PASSWORD, GOOD_PASSWORD)).toMatchObject({ problem: { field: "next" } });
  });

  it("ends every session of the account, and of no other", async () => {
    const [omar, ada] = [await anAccount(identity, "omar"), await anAccount(identity, "ada")];
    const [first, second, adas] = [await open(omar), await open(omar), await open(ada)];
    const next = "nineteen blue kettles";
    const asked = { account: omar.id, current: GOOD_PASSWORD, next, address: ADDRESS, obvious: [] };
    expect((await identity.accounts.changePassword(asked)).ok).toBe(true);
    expect(await identity.sessions.current(first)).toBeUndefined();
    expect(await identity.sessions.current(second)).toBeUndefined();
    expect(await identity.sessions.current(adas)).toBeDefined();
    expect((await signIn("omar", next)).ok).toBe(true);
    expect((await signIn("omar", GOOD_PASSWORD)).ok).toBe(false);
  });
});

describe("Those who run the place", () => {
  it("shut an account: whoever was signed in is not any more, and the right password is wrong", async () => {
    const account = await anAccount(identity, "omar");
    const token = await open(account);
    mustSucceed(await identity.accounts.lock("omar"));
    expect(await identity.sessions.current(token)).toBeUndefined();
    expect(await signIn("omar", GOOD_PASSWORD)).toEqual({ ok: false, problem: { kind: "wrong" } });
  });

  it("open it again with another password, which lifts a pause too; the old one and old sessions are gone", async () => {
    const account = await anAccount(identity, "omar");
    const token = await open(account);
    mustSucceed(await identity.accounts.lock("omar"));
    for (let time = 0; time < 6; time++) await signIn("omar", "wrong");
    const { password } = mustSucceed(await identity.accounts.reset("omar"));
    expect((await letIn("omar", password)).mustChange).toBe(true);
    expect((await signIn("omar", GOOD_PASSWORD)).ok).toBe(false);
    expect(await identity.sessions.current(token)).toBeUndefined();
  });

  it.each(["two words", "", "<b>"])("cannot name an account %j", async (name) => {
    expect(await identity.accounts.add(OMAR, name)).toMatchObject({ problem: { kind: "invalid" } });
  });

  it("cannot give a name twice, or speak of one that is not there", async () => {
    await anAccount(identity, "omar");
    expect(await identity.accounts.add(OMAR, "Omar")).toMatchObject({ problem: { kind: "conflict" } });
    expect(await identity.accounts.reset("nobody")).toMatchObject({ problem: { kind: "not-found" } });
    expect(await identity.accounts.lock("nobody")).toMatchObject({ problem: { kind: "not-found" } });
  });
});

describe("A demonstration's accounts", () => {
  it("are one for each who acts, with one password, made once; and keep that password", async () => {
    const actors = [OMAR, actorId("ada-lovelace")];
    await identity.accounts.makeForDemonstration(actors);
    await identity.accounts.makeForDemonstration(actors);
    const accounts = await identity.accounts.list();
    expect(accounts.map(({ name, demonstration }) => [name, demonstration])).toEqual([
      ["ada-lovelace", true],
      ["omar-haddad", true],
    ]);
    const [ada] = accounts;
    expect((await signIn("ada-lovelace", DEMONSTRATION_PASSWORD)).ok).toBe(true);
    const change = { current: DEMONSTRATION_PASSWORD, next: GOOD_PASSWORD, address: ADDRESS, obvious: [] };
    expect(await identity.accounts.changePassword({ account: ada!.id, ...change })).toEqual({
      ok: false,
      problem: { field: "demonstration" },
    });
  });
});
