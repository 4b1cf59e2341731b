import type { PatientId } from "#base";
import { areSlipsOfOneDate } from "../matching/contradiction.ts";

/** A key by which a registration is found to be compared. */
export type BlockKey = {
  readonly key: string;
  /**
   * The registration's one date of birth, packed (see packedDate). None where it says no date or several, or the key is
   * an NHS number: that vouches for another date.
   */
  readonly born?: number | undefined;
};

/** A registration as it stands under a key. */
export type BlockMember = { readonly patient: PatientId; readonly born?: number | undefined };

/** A key of some registrations, with all who share it. */
export type Block = { readonly own: readonly BlockMember[]; readonly members: readonly BlockMember[] };

export type Blocks = {
  readonly blocks: readonly Block[];
  /** Of the keys that too many share: those whose own they are. */
  readonly passedOver: readonly (readonly BlockMember[])[];
};

/** Two registrations to be compared. */
export type PatientPair = readonly [PatientId, PatientId];

/**
 * The pairs of registrations that share a key, each once, without those that were surely born on other days: they share
 * no NHS number, so that another date forbids a link, whatever else agrees.
 */
export function pairsIn({ blocks, passedOver }: Blocks): readonly PatientPair[] {
  const perhapsVouched = new Set(
    passedOver.flat().flatMap(({ patient, born }) => (born === undefined ? [patient] : [])),
  );
  const numbers = new Map<PatientId, number>();
  const numberOf = (patient: PatientId): number => {
    const known = numbers.get(patient) ?? numbers.size;
    numbers.set(patient, known);
    return known;
  };
  const seen = new Set<number>();
  const pairs: PatientPair[] = [];
  for (const { own, members } of blocks) {
    for (const mine of own) {
      const isHeldToDate = mine.born !== undefined && !perhapsVouched.has(mine.patient);
      for (const theirs of members) {
        if (theirs.patient === mine.patient) continue;
        if (isHeldToDate && areBornApart(mine.born, theirs.born)) continue;
        const [one, other] = [numberOf(mine.patient), numberOf(theirs.patient)];
        const pair = Math.min(one, other) * MOST + Math.max(one, other);
        if (!seen.has(pair)) pairs.push([mine.patient, theirs.patient]);
        seen.add(pair);
      }
    }
  }
  return pairs;
}

/** More registrations than are ever compared at once. */
const MOST = 2 ** 26;

const areBornApart = (mine: number | undefined, theirs: number | undefined): boolean =>
  mine !== undefined && theirs !== undefined && mine !== theirs && !areSlipsOfOneDate(mine, theirs);
