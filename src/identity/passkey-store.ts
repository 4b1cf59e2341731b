import { sql, type Database } from "#db";
import type { AccountId } from "./account.ts";
import type { KeptPasskey } from "./passkey.ts";

type PasskeyRow = {
  id: string;
  account: AccountId;
  name: string;
  public_key: string;
  counter: number;
  transports: string[];
  made: Date;
  last_used: Date | null;
};

const columns = sql.raw("id, account, name, public_key, counter, transports, made, last_used");

export function passkeyStore(db: Database) {
  return {
    async passkeysOf(account: AccountId): Promise<readonly KeptPasskey[]> {
      const rows = await db.query(sql<PasskeyRow>`
        select ${columns} from identity.passkey where account = ${account} order by made, id`);
      return rows.map(passkeyFrom);
    },

    async passkey(id: string): Promise<KeptPasskey | undefined> {
      const [row] = await db.query(sql<PasskeyRow>`select ${columns} from identity.passkey where id = ${id}`);
      return row && passkeyFrom(row);
    },

    /** False where it is known already. */
    async addPasskey(passkey: KeptPasskey): Promise<boolean> {
      const { id, account, name, publicKey, counter, transports, made } = passkey;
      const added = await db.execute(sql`
        insert into identity.passkey (id, account, name, public_key, counter, transports, made)
        values (${id}, ${account}, ${name}, ${publicKey}, ${counter}, ${transports}, ${made})
        on conflict (id) do nothing`);
      return added === 1;
    },

    async notePasskeyUse(id: string, counter: number, at: Date): Promise<void> {
      await db.execute(sql`update identity.passkey set counter = ${counter}, last_used = ${at} where id = ${id}`);
    },

    dropPasskey: (account: AccountId, id: string): Promise<number> =>
      db.execute(sql`delete from identity.passkey where account = ${account} and id = ${id}`),

    async dropPasskeysOf(account: AccountId): Promise<void> {
      await db.execute(sql`delete from identity.passkey where account = ${account}`);
    },

    /** A new challenge in the place of an earlier one. */
    async saveChallenge(key: string, challenge: string, expires: Date): Promise<void> {
      await db.execute(sql`
        insert into identity.challenge (key, challenge, expires) values (${key}, ${challenge}, ${expires})
        on conflict (key) do update set challenge = excluded.challenge, expires = excluded.expires`);
    },

    /** The challenge, which is then gone: an answer to it counts once. */
    async takeChallenge(key: string, now: Date): Promise<string | undefined> {
      const [row] = await db.query(sql<{ challenge: string; expires: Date }>`
        delete from identity.challenge where key = ${key} returning challenge, expires`);
      return row && row.expires > now ? row.challenge : undefined;
    },

    dropOldChallenges: (now: Date): Promise<number> =>
      db.execute(sql`delete from identity.challenge where expires <= ${now}`),
  };
}

const passkeyFrom = (row: PasskeyRow): KeptPasskey => ({
  id: row.id,
  account: row.account,
  name: row.name,
  publicKey: row.public_key,
  counter: row.counter,
  transports: row.transports,
  made: row.made,
  lastUsed: row.last_used ?? undefined,
});
