import { sql, type Database } from "#db";
import type { Checkpoint } from "./checkpoint.ts";

type CheckpointRow = Omit<Checkpoint, "hash" | "signature"> & { readonly hash: Buffer; readonly signature: Buffer };

export function checkpointStore(db: Database) {
  return {
    /** The checkpoint that was made last; undefined where none ever was. */
    async lastCheckpoint(): Promise<Checkpoint | undefined> {
      const [row] = await db.query(sql<CheckpointRow>`
        select at, position, hash, key, signature from sharing.log_checkpoint order by id desc limit 1`);
      return row && checkpointOf(row);
    },

    /** All of them, in the order in which they were made. */
    async checkpoints(): Promise<readonly Checkpoint[]> {
      const rows = await db.query(sql<CheckpointRow>`
        select at, position, hash, key, signature from sharing.log_checkpoint order by id`);
      return rows.map(checkpointOf);
    },

    async saveCheckpoint({ at, position, hash, key, signature }: Checkpoint): Promise<void> {
      await db.query(sql`
        insert into sharing.log_checkpoint (at, position, hash, key, signature)
        values (${at}, ${position}, ${Buffer.from(hash, "hex")}, ${key}, ${Buffer.from(signature, "base64")})`);
    },
  };
}

const checkpointOf = ({ hash, signature, ...rest }: CheckpointRow): Checkpoint => ({
  ...rest,
  hash: hash.toString("hex"),
  signature: signature.toString("base64"),
});
