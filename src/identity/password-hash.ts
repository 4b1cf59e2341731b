import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * argon2id with 19 MiB, two passes, one lane: OWASP's first choice where memory is dear.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const COSTS = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

type Costs = typeof COSTS;

/** A password as it is kept: "$argon2id$v=19$m=…,t=…,p=…$salt$hash". Takes about 30 ms of a processor. */
export async function hashOfPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COSTS);
  const { memory, passes, parallelism } = COSTS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

const KEPT = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/;

/** Whether this is the password of which that is kept. Throws where what is kept is none of ours. */
export async function isPasswordOf(kept: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = KEPT.exec(kept) ?? [];
  if (salt === undefined || hash === undefined)
    throw new Error("A kept password is not written as argon2id writes it.");
  const expected = Buffer.from(hash, "base64");
  const costs = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, "base64"), expected.length, costs), expected);
}

/** One way of writing it, whatever keyboard it was typed on. @see NIST SP 800-63B 5.1.1.2 */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize("NFKC"), "utf8");

function derive(password: string, nonce: Buffer, tagLength: number, costs: Costs): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message: bytesOf(password), nonce, tagLength, ...costs }, (error, derived) => {
      if (error) reject(error);
      else resolve(Buffer.from(derived));
    });
  });
}

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
