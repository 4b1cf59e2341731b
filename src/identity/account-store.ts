import type { ActorId } from "#base";
import { sql, type Database } from "#db";
import type { Account, AccountId } from "./account.ts";

/** An account with what its password is held against. */
export type KeptAccount = Account & {
  readonly password: string;
  /** Until when a password that somebody else made is good. */
  readonly oneTimeUntil: Date | undefined;
};

export type NewAccount = Pick<
  KeptAccount,
  "id" | "actor" | "name" | "password" | "oneTimeUntil" | "demonstration" | "made"
>;

type AccountRow = {
  id: AccountId;
  actor: ActorId;
  name: string;
  password: string;
  one_time_until: Date | null;
  demonstration: boolean;
  made: Date;
  locked_at: Date | null;
};

const columns = sql.raw("id, actor, name, password, one_time_until, demonstration, made, locked_at");

export function accountStore(db: Database) {
  const one = async (rows: Promise<readonly AccountRow[]>): Promise<KeptAccount | undefined> => {
    const [row] = await rows;
    return row && accountFrom(row);
  };
  return {
    accountById: (id: AccountId): Promise<KeptAccount | undefined> =>
      one(db.query(sql<AccountRow>`select ${columns} from identity.account where id = ${id}`)),

    accountNamed: (name: string): Promise<KeptAccount | undefined> =>
      one(db.query(sql<AccountRow>`select ${columns} from identity.account where name = ${name}`)),

    async accounts(): Promise<readonly KeptAccount[]> {
      const rows = await db.query(sql<AccountRow>`select ${columns} from identity.account order by name`);
      return rows.map(accountFrom);
    },

    /** False where the name is somebody's already. */
    async addAccount(account: NewAccount): Promise<boolean> {
      const { id, actor, name, password, oneTimeUntil, demonstration, made } = account;
      const added = await db.execute(sql`
        insert into identity.account (id, actor, name, password, one_time_until, demonstration, made, password_set)
        values (${id}, ${actor}, ${name}, ${password}, ${oneTimeUntil ?? null}, ${demonstration}, ${made}, ${made})
        on conflict (name) do nothing`);
      return added === 1;
    },

    /** `oneTimeUntil`: it was made by somebody else. */
    async setPassword(id: AccountId, password: string, oneTimeUntil: Date | undefined, at: Date): Promise<void> {
      await db.execute(sql`
        update identity.account set password = ${password}, one_time_until = ${oneTimeUntil ?? null},
          password_set = ${at} where id = ${id}`);
    },

    async setLocked(id: AccountId, at: Date | undefined): Promise<void> {
      await db.execute(sql`update identity.account set locked_at = ${at ?? null} where id = ${id}`);
    },
  };
}

const accountFrom = (row: AccountRow): KeptAccount => ({
  id: row.id,
  actor: row.actor,
  name: row.name,
  password: row.password,
  oneTimeUntil: row.one_time_until ?? undefined,
  mustChange: row.one_time_until !== null,
  demonstration: row.demonstration,
  made: row.made,
  lockedAt: row.locked_at ?? undefined,
});
