import { sql, type Database } from "#db";
import type { IssuerKeys } from "./issuer-keys.ts";

/** Something that the embedded issuer keeps for a while, in its own words. */
export type Issued = {
  readonly model: string;
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly uid: string | undefined;
  readonly grant: string | undefined;
  readonly expires: Date | undefined;
};

type IssuedRow = { payload: Record<string, unknown>; consumed: Date | null };
type KeyRow = { jwk: IssuerKeys["jwk"]; cookie_key: string; client_secret: string };

/** What the embedded issuer keeps. Times are the database's, for the issuer keeps its own clock. */
export function issuerStore(db: Database) {
  const found = async (rows: Promise<readonly IssuedRow[]>): Promise<Record<string, unknown> | undefined> => {
    const [row] = await rows;
    return row && { ...row.payload, ...(row.consumed && { consumed: Math.floor(row.consumed.getTime() / 1000) }) };
  };
  return {
    saveIssued: async ({ model, id, payload, uid, grant, expires }: Issued): Promise<void> => {
      await db.execute(sql`
        insert into identity.issued (model, id, payload, uid, grant_id, expires)
        values (${model}, ${id}, ${JSON.stringify(payload)}, ${uid ?? null}, ${grant ?? null}, ${expires ?? null})
        on conflict (model, id) do update set payload = excluded.payload, uid = excluded.uid,
          grant_id = excluded.grant_id, expires = excluded.expires`);
    },

    findIssued: (model: string, id: string) =>
      found(
        db.query(sql<IssuedRow>`
          select payload, consumed from identity.issued
          where model = ${model} and id = ${id} and (expires is null or expires > now())`),
      ),

    findIssuedByUid: (model: string, uid: string) =>
      found(
        db.query(sql<IssuedRow>`
          select payload, consumed from identity.issued
          where uid = ${uid} and model = ${model} and (expires is null or expires > now())`),
      ),

    /** Marks a code as used: false where it was before, so that of two who come at once one is the first. */
    consumeIssued: async (model: string, id: string): Promise<boolean> =>
      (await db.execute(sql`
        update identity.issued set consumed = now() where model = ${model} and id = ${id} and consumed is null`)) === 1,

    dropIssued: async (model: string, id: string): Promise<void> => {
      await db.execute(sql`delete from identity.issued where model = ${model} and id = ${id}`);
    },

    dropGrant: async (model: string, grant: string): Promise<void> => {
      await db.execute(sql`delete from identity.issued where model = ${model} and grant_id = ${grant}`);
    },

    dropExpiredIssued: (): Promise<number> => db.execute(sql`delete from identity.issued where expires <= now()`),

    /** The issuer's keys; those given, where there are none yet. */
    async issuerKeys(fresh: () => IssuerKeys, at: Date): Promise<IssuerKeys> {
      const kept = await keysIn(db);
      if (kept) return kept;
      const { jwk, cookieKey, clientSecret } = fresh();
      await db.execute(sql`
        insert into identity.issuer_key (jwk, cookie_key, client_secret, made)
        values (${JSON.stringify(jwk)}, ${cookieKey}, ${clientSecret}, ${at}) on conflict do nothing`);
      const made = await keysIn(db);
      if (!made) throw new Error("The issuer's keys were neither found nor made.");
      return made;
    },
  };
}

async function keysIn(db: Database): Promise<IssuerKeys | undefined> {
  const [row] = await db.query(sql<KeyRow>`select jwk, cookie_key, client_secret from identity.issuer_key`);
  return row && { jwk: row.jwk, cookieKey: row.cookie_key, clientSecret: row.client_secret };
}
