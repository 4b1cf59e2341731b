import { generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIELDS, type EventFields } from "./access-event.ts";
import { digestOf } from "./canonical-form.ts";
import { chained, hashAfter, START, type Place } from "./chain.ts";
import type { PlaceWithEvent } from "./chain-store.ts";
import { signCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Finding, Verification } from "./finding.ts";
import { createVerifier } from "./verification.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519", {
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

type Log = readonly PlaceWithEvent[];

const text = fc.option(fc.string({ unit: "grapheme", maxLength: 12 }), { nil: null });

/** Logs of 2 to 30 rows in which every field may say anything; each row has a number of its own. */
const logs = fc
  .array(fc.array(text, { minLength: FIELDS.length - 1, maxLength: FIELDS.length - 1 }), {
    minLength: 2,
    maxLength: 30,
  })
  .map((rows) => logOf(rows.map((fields, n): EventFields => [String(n + 1), ...fields])));

const logOf = (events: readonly EventFields[]): Log =>
  chained(START, events).map((place, n) => ({ ...place, event: events[n] }));

const checkpointAt = (log: Log, position: number): Checkpoint =>
  signCheckpoint(privateKey, { at: new Date(0), position, hash: at(log, position - 1).hash });

function verified(log: Log, checkpoints: readonly (Checkpoint | undefined)[] = []): Verification {
  const verifier = createVerifier({ checkpoints, publicKey });
  log.forEach(verifier.look);
  return verifier.end({ events: [], passed: 0, waiting: 0 });
}

function at(log: Log, index: number): PlaceWithEvent {
  const place = log[index];
  if (!place) throw new Error("The log has no such place.");
  return place;
}

const renumbered = (log: Log): Log => log.map((place, n) => ({ ...place, position: n + 1 }));
const without = (log: Log, index: number): Log => log.filter((_, n) => n !== index);
const changed = (log: Log, index: number, change: Partial<PlaceWithEvent>): Log =>
  log.with(index, { ...at(log, index), ...change });

/** What was found, and where; of a pair, both places. */
const told = ({ findings }: Verification): readonly unknown[] =>
  findings.map((one: Finding) => {
    switch (one.kind) {
      case "swapped":
        return [one.kind, one.where.position, one.other.position];
      case "removed":
        return [one.kind, one.from, one.to];
      case "truncated":
        return [one.kind, one.end, one.checkpoint];
      case "rewritten":
        return [one.kind, one.after, one.checkpoint];
      case "added":
        return [one.kind, one.where.seq];
      case "bad checkpoint":
      case "bad line":
        return [one.kind, one.line];
      case "cut short":
        return [one.kind];
      case "altered":
      case "deleted":
      case "inserted":
      case "hash altered":
      case "broken":
      case "unknown form":
        return [one.kind, one.where.position];
    }
  });

/** An index of a log, and another. */
const somewhere = fc.tuple(logs, fc.nat(), fc.nat()).map(([log, one, two]) => {
  const first = one % log.length;
  return { log, first, second: (first + 1 + (two % (log.length - 1))) % log.length };
});

describe("a log that nobody touched", () => {
  it("is well, and is signed as far as its last checkpoint", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        const found = verified(log, [checkpointAt(log, first + 1)]);
        expect(found).toMatchObject({ places: log.length, end: log.length, signedTo: first + 1, unnamed: 0 });
        expect(found.findings).toEqual([]);
      }),
    );
  });

  it("is well where it is empty", () => {
    expect(verified([])).toMatchObject({ places: 0, end: 0, findings: [], hash: "0".repeat(64) });
  });
});

describe("a log in which something was changed", () => {
  it("tells which row was altered, whichever field of whichever row it was", () => {
    fc.assert(
      fc.property(somewhere, fc.nat(FIELDS.length - 1), text, ({ log, first }, field, value) => {
        const event = at(log, first).event ?? [];
        fc.pre(event[field] !== value);
        expect(told(verified(changed(log, first, { event: event.with(field, value) })))).toEqual([
          ["altered", first + 1],
        ]);
      }),
    );
  });

  it("tells a row that says nothing from one that says nothing in words", () => {
    const event: EventFields = FIELDS.map(() => null);
    const log = logOf([event]);
    expect(told(verified(changed(log, 0, { event: event.with(5, "") })))).toEqual([["altered", 1]]);
    expect(told(verified(changed(log, 0, { event: event.with(5, "null") })))).toEqual([["altered", 1]]);
  });

  it("tells which row was deleted", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        expect(told(verified(changed(log, first, { event: undefined })))).toEqual([["deleted", first + 1]]);
      }),
    );
  });

  it("tells which places were removed from the chain, and from its end by the checkpoint", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        const last = first === log.length - 1;
        expect(told(verified(without(log, first), [checkpointAt(log, log.length)]))).toEqual([
          last ? ["truncated", log.length - 1, log.length] : ["removed", first + 1, first + 1],
        ]);
      }),
    );
  });

  it("tells where a place was removed although the later ones were numbered anew", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        fc.pre(first < log.length - 1);
        expect(told(verified(renumbered(without(log, first))))).toEqual([["broken", first + 1]]);
      }),
    );
  });

  it("tells which two rows were changed about", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first, second }) => {
        const swapped = changed(changed(log, first, { event: at(log, second).event }), second, {
          event: at(log, first).event,
        });
        const pair = [first + 1, second + 1].sort((a, b) => a - b);
        expect(told(verified(swapped))).toEqual([["swapped", ...pair]]);
      }),
    );
  });

  it("tells which two places were changed about, neighbours too", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first, second }) => {
        const swapped = renumbered(log.with(first, at(log, second)).with(second, at(log, first)));
        const pair = [first + 1, second + 1].sort((a, b) => a - b);
        expect(told(verified(swapped))).toEqual([["swapped", ...pair]]);
      }),
    );
  });

  it("tells which place was inserted, with whatever hash", () => {
    fc.assert(
      fc.property(somewhere, fc.boolean(), ({ log, first }, isComputed) => {
        const event: EventFields = ["0", ...FIELDS.slice(1).map(() => "false")];
        const digest = digestOf(event);
        const before = first === 0 ? START.hash : at(log, first - 1).hash;
        const place: Place = {
          position: 0,
          seq: "0",
          form: 1,
          digest,
          hash: isComputed ? hashAfter(before, digest) : digest,
        };
        expect(told(verified(renumbered(log.toSpliced(first, 0, { ...place, event }))))).toEqual([
          ["inserted", first + 1],
        ]);
      }),
    );
  });

  it("tells a hash that was altered from a row that was", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        fc.pre(first < log.length - 1);
        const altered = changed(log, first, { hash: digestOf([]) });
        expect(told(verified(altered))).toEqual([["hash altered", first + 1]]);
      }),
    );
  });

  it("tells that its end is gone, by the checkpoint", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        const cut = log.slice(0, first);
        expect(told(verified(cut, [checkpointAt(log, log.length)]))).toEqual([["truncated", first, log.length]]);
        expect(verified(cut).findings).toEqual([]);
      }),
    );
  });

  it("tells that everything after a change was computed anew, by the checkpoints on both sides of it", () => {
    fc.assert(
      fc.property(somewhere, ({ log, first }) => {
        const events = log.map((one) => one.event ?? []);
        const rewritten = logOf(
          events.with(first, [...(at(log, first).event ?? [])].with(11, "Another reason, made up.")),
        );
        const before = first > 0 ? [checkpointAt(log, first)] : [];
        const found = told(verified(rewritten, [...before, checkpointAt(log, log.length)]));
        expect(found).toEqual([["rewritten", first, log.length]]);
      }),
    );
  });

  it("is never well after several changes at once", () => {
    const change = fc.constantFrom("alter", "delete", "remove", "swap");
    fc.assert(
      fc.property(
        logs,
        fc.array(fc.tuple(change, fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }),
        (log, changes) => {
          const spoilt = changes.reduce((so, [kind, one, two]) => spoil(so, kind, one, two), log);
          const isSame = spoilt.length === log.length && spoilt.every((place, n) => isSamePlace(place, at(log, n)));
          const found = verified(spoilt, [checkpointAt(log, log.length)]);
          expect(found.findings.length > 0 || found.unnamed > 0).toBe(!isSame);
        },
      ),
    );
  });
});

const isSamePlace = (one: PlaceWithEvent, other: PlaceWithEvent): boolean =>
  one.hash === other.hash && one.event === other.event;

function spoil(log: Log, kind: "alter" | "delete" | "remove" | "swap", one: number, two: number): Log {
  if (log.length < 2) return [];
  const [first, second] = [one % log.length, two % log.length];
  switch (kind) {
    case "alter":
      return changed(log, first, { event: FIELDS.map(() => "altered") });
    case "delete":
      return changed(log, first, { event: undefined });
    case "remove":
      return renumbered(without(log, first));
    case "swap":
      return first === second ? log : renumbered(log.with(first, at(log, second)).with(second, at(log, first)));
  }
}

describe("checkpoints", () => {
  const log = logOf([["1"], ["2"], ["3"]]);
  const checkpoint = checkpointAt(log, 2);

  it("that were altered, or signed by another key, are named and not believed", () => {
    const other = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const foreign = signCheckpoint(other, checkpoint);
    const alterations: readonly (Checkpoint | undefined)[] = [
      { ...checkpoint, position: 3 },
      { ...checkpoint, hash: at(log, 0).hash },
      { ...checkpoint, at: new Date(1) },
      { ...foreign, key: checkpoint.key },
      foreign,
      undefined,
    ];
    for (const altered of alterations) {
      const found = verified(log, [checkpoint, altered]);
      expect(told(found)).toEqual([["bad checkpoint", 2]]);
      expect(found).toMatchObject({ checkpoints: 1, signedTo: 2 });
    }
  });
});

describe("a place in a form that is not known", () => {
  it("is told as such, not as altered", () => {
    const log = logOf([["1"], ["2"]]);
    expect(told(verified(changed(log, 1, { form: 2 })))).toEqual([["unknown form", 2]]);
  });
});
