import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** A key and its certificate, as PEM. */
export type Certified = {
  readonly key: string;
  readonly certificate: string;
  readonly secret: KeyObject;
  readonly name: string;
};

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);
const identifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, "hex"));
const YES = element(0x01, Buffer.from([255]));

/** ecdsa-with-SHA256, commonName, basicConstraints, subjectAltName. */
const [ECDSA, COMMON_NAME, CONSTRAINTS, OTHER_NAME] = ["2a8648ce3d040302", "550403", "551d13", "551d11"] as const;

const named = (name: string): Buffer =>
  sequence(element(0x31, sequence(identifier(COMMON_NAME), element(0x0c, Buffer.from(name)))));
const time = (text: string): Buffer => element(0x18, Buffer.from(text));

/**
 * A certificate for this machine, signed by an authority, or by itself as an authority. Good from 2020 to 2099.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function aCertificate(name: string, authority?: Certified): Certified {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(identifier(ECDSA));
  const extensions = authority
    ? sequence(identifier(OTHER_NAME), element(0x04, sequence(element(0x82, Buffer.from("localhost")))))
    : sequence(identifier(CONSTRAINTS), YES, element(0x04, sequence(YES)));
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(authority?.name ?? name),
    sequence(time("20200101000000Z"), time("20991231235959Z")),
    named(name),
    publicKey.export({ type: "spki", format: "der" }),
    element(0xa3, sequence(extensions)),
  );
  const signature = sign("sha256", content, authority?.secret ?? privateKey);
  const whole = sequence(content, algorithm, element(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    secret: privateKey,
    name,
  };
}
