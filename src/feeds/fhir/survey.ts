import { holdsFile } from "#base";
import type { Fault } from "../fault.ts";
import type { Json } from "./json.ts";

/** A reference that does not yet name an entry of the source by type and id. */
export type OpenReference = {
  readonly holder: Json;
  /** The member of the holder that has it: "reference", or "url" and the like in a Bundle. */
  readonly member: string;
  readonly text: string;
  /** Where it stands, from the resource on: participant[0].individual.reference */
  readonly path: string;
};

/** The XHTML of a narrative, or the file of an attachment, which must be looked at before they are kept. */
export type Held = {
  readonly holder: Json;
  readonly member: "div" | "data";
  /** Where it stands, from the resource on: content[0].attachment.data */
  readonly path: string;
};

/** What one walk through a resource finds. */
export type Survey = {
  /** Something that FHIR forbids and no store can hold. */
  readonly fault?: Fault;
  readonly open: readonly OpenReference[];
  readonly held: readonly Held[];
  /** Holds a zero: as text it may have been a number too small to be written out. */
  readonly zeros: boolean;
};

/** Real resources nest about fifteen deep; questionnaires somewhat deeper. */
const DEEPEST = 64;

/** Members whose value may be the fullUrl of another entry. @see https://hl7.org/fhir/R4/http.html#transaction */
const LINKS: ReadonlySet<string> = new Set(["reference", "url", "valueUri", "valueUrl"]);

type Walk = {
  readonly trail: (string | number)[];
  readonly open: OpenReference[];
  readonly held: Held[];
  readonly readTexts: boolean;
  fault: Fault | undefined;
  zeros: boolean;
};

/**
 * Walks through a parsed resource once. `readTexts`: also look for characters that FHIR forbids (they can only come
 * by an escape, so a line without a backslash and u need not be read).
 */
export function survey(resource: Json, readTexts: boolean): Survey {
  const walk: Walk = { trail: [], open: [], held: [], readTexts, fault: undefined, zeros: false };
  visitObject(resource, walk);
  return { open: walk.open, held: walk.held, zeros: walk.zeros, ...(walk.fault ? { fault: walk.fault } : {}) };
}

function visitObject(object: Json, walk: Walk): void {
  for (const member in object) {
    const value = object[member];
    if (typeof value === "string") {
      visitText(member, value, walk);
      if (LINKS.has(member) && isOpen(value)) openReference(object, member, value, walk);
      if (member === "div" || (member === "data" && holdsFile(object))) hold(object, member, walk);
    } else {
      walk.trail.push(member);
      visit(value, walk);
      walk.trail.pop();
    }
    if (walk.fault) return;
  }
}

function visit(value: unknown, walk: Walk): void {
  if (typeof value === "number") visitNumber(value, walk);
  else if (typeof value === "string") visitText("", value, walk);
  else if (typeof value !== "object" || value === null) return;
  else if (walk.trail.length > DEEPEST)
    setFault(walk, "This is nested too deeply.", `At most ${DEEPEST.toString()} levels`);
  else if (Array.isArray(value)) visitList(value, walk);
  else visitObject(value as Json, walk);
}

function visitList(items: readonly unknown[], walk: Walk): void {
  for (let at = 0; at < items.length && !walk.fault; at++) {
    walk.trail.push(at);
    visit(items[at], walk);
    walk.trail.pop();
  }
}

function visitNumber(value: number, walk: Walk): void {
  if (value === 0) walk.zeros = true;
  else if (!Number.isFinite(value)) setFault(walk, "This number is too large.", "A number of ordinary size");
}

/** @see https://hl7.org/fhir/R4/datatypes.html#string (no control characters; Unicode only) */
function visitText(member: string, text: string, walk: Walk): void {
  if (!walk.readTexts || (isClean(text) && isClean(member))) return;
  walk.trail.push(member);
  setFault(walk, "This text holds a character that FHIR does not allow.", "Unicode text without null characters");
  walk.trail.pop();
}

const isClean = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

function setFault(walk: Walk, reason: string, accepted: string): void {
  walk.fault = { path: pathOf(walk.trail), reason, accepted };
}

const isOpen = (text: string): boolean => text.startsWith("urn:") || text.startsWith("http") || text.includes("?");

function openReference(holder: Json, member: string, text: string, walk: Walk): void {
  walk.trail.push(member);
  walk.open.push({ holder, member, text, path: pathOf(walk.trail) });
  walk.trail.pop();
}

function hold(holder: Json, member: "div" | "data", walk: Walk): void {
  walk.trail.push(member);
  walk.held.push({ holder, member, path: pathOf(walk.trail) });
  walk.trail.pop();
}

/** participant, 0, individual → participant[0].individual; long paths are cut, as they are only shown. */
function pathOf(trail: readonly (string | number)[]): string {
  let path = "";
  for (const step of trail.slice(0, 12)) {
    path += typeof step === "number" ? `[${step.toString()}]` : path === "" ? step : `.${step}`;
  }
  return path.slice(0, 200);
}
