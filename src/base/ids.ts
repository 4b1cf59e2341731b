import { hash, randomUUID } from "node:crypto";

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A person, over all the agencies that know them. UUID. */
export type PersonId = Branded<string, "PersonId">;
/** One source's registration of a person (FHIR Patient). UUID v5 of (source, "Patient", source's id). */
export type PatientId = Branded<string, "PatientId">;
/** One FHIR resource in the record. UUID v5 of (source, type, source's id). */
export type EntryId = Branded<string, "EntryId">;
/** An organisation's code in the Organisation Data Service, such as E84012, or 306 for a council. */
export type OdsCode = Branded<string, "OdsCode">;
/** A member of staff, or a person acting for themselves. Given by the place. */
export type ActorId = Branded<string, "ActorId">;
export type FeedId = Branded<string, "FeedId">;
/** One file or batch received. Counts up within a place. */
export type DeliveryId = Branded<number, "DeliveryId">;
/** One act that sealed, erased or gave back. Counts up within a place. */
export type ActId = Branded<number, "ActId">;
/** Interned (source organisation, category, sensitivity). */
export type CellId = Branded<number, "CellId">;

export const odsCode = (text: string): OdsCode => text as OdsCode;
export const actorId = (text: string): ActorId => text as ActorId;
export const feedId = (text: string): FeedId => text as FeedId;
export const deliveryId = (number: number): DeliveryId => number as DeliveryId;
export const actId = (number: number): ActId => number as ActId;
export const cellId = (number: number): CellId => number as CellId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Before the ids of people who act for themselves or for one who let them in. No id of staff holds a full stop. */
const PUBLIC = "public.";

/** An id for somebody who acts for themselves, or for one who let them in. It says nothing of them. */
export const newPublicActor = (): ActorId => `${PUBLIC}${randomUUID()}` as ActorId;
/** Whether whoever acts is not staff. */
export const isPublicActor = (actor: ActorId): boolean => actor.startsWith(PUBLIC);

/** A person's id as it stands in a URL; undefined when it is not one. */
export const personIdIn = (text: string): PersonId | undefined => (UUID.test(text) ? (text as PersonId) : undefined);

/** A registration's id as it stands in a URL; undefined when it is not one. */
export const patientIdIn = (text: string): PatientId | undefined => (UUID.test(text) ? (text as PatientId) : undefined);

/** An entry's id as it stands in a URL; undefined when it is not one. */
export const entryIdIn = (text: string): EntryId | undefined => (UUID.test(text) ? (text as EntryId) : undefined);

/** The id of a source's resource: the same source, type and id always give the same entry. */
export const entryIdOf = (source: OdsCode, type: string, sourceId: string): EntryId =>
  uuidV5(`${source}|${type}|${sourceId}`) as EntryId;

/** The id of a source's registration of a person; equal to the id of its Patient entry. */
export const patientIdOf = (source: OdsCode, sourceId: string): PatientId =>
  uuidV5(`${source}|Patient|${sourceId}`) as PatientId;

/** The id of the person first known by this patient. Says nothing about the patient's own numbers. */
export const personIdFoundedBy = (patient: PatientId): PersonId => uuidV5(`person|${patient}`) as PersonId;

/** Wholestory's own namespace, made once at random. */
const NAMESPACE = Buffer.from("6f1b3c0e2f7d4a3f9a4be7f1c25d80a6", "hex").toString("latin1");

/** Name-based UUID in Wholestory's namespace. */
export const uuidV5 = (name: string): string => uuidV5In(NAMESPACE, name);

/**
 * Name-based UUID in any namespace, given as its 16 bytes, one character each.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
export function uuidV5In(namespace: string, name: string): string {
  const digest = hash("sha1", Buffer.from(namespace + latin1OfUtf8(name), "latin1"), "hex");
  const variant = ((parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** UTF-8 bytes, one character each, so that ASCII names (nearly all) are hashed without a second copy. */
const latin1OfUtf8 = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- the whole ASCII range is meant
  /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");

/**
 * A new UUID that sorts by the moment at which it was made, so that an index of many grows at one end.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function uuidV7(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, "0");
  // What follows the version is as random in version 4, of which the runtime keeps some ready.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
