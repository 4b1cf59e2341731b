import { stretchOf } from "#base";
import type { OrganisationKind, RetentionRule } from "#place";
import type { Category } from "#sharing";

/** What is known of a source's registration of somebody when it is asked how long it may be kept. */
export type RetentionFacts = {
  readonly kind: OrganisationKind;
  /** As the registration says: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly born: string | undefined;
  readonly died: string | undefined;
  /** Died, though the registration may not say when. */
  readonly deceased: boolean;
  /** Each category of which it holds entries. */
  readonly categories: readonly { readonly category: Category; readonly last: LastEntry }[];
};

/** The day of the newest entry, YYYY-MM-DD; null where care goes on. */
export type LastEntry = string | null;

/** What may be erased, by which rule (the one that ran out last), and since when. */
export type Due = {
  /** The whole registration, or its entries of one category. */
  readonly scope: "registration" | Category;
  readonly rule: string;
  /** YYYY-MM-DD. */
  readonly since: string;
};

/**
 * What of a registration has been kept for as long as it may be. All rules that hold for it must have run out, and
 * whatever is not known keeps it: undecided means no. It is due whole only when no category must be kept longer.
 * @see docs/place-file.md (retention)
 */
export function retentionDue(facts: RetentionFacts, rules: readonly RetentionRule[], today: string): readonly Due[] {
  const own = rules.filter((rule) => rule.organisations.includes(facts.kind));
  const whole = runOut(
    own.filter((rule) => rule.category === "all"),
    facts,
    newestOf(facts.categories.map((one) => one.last)),
    today,
  );
  const categories = facts.categories.flatMap(({ category, last }) => {
    const its = own.filter((rule) => rule.category === category);
    return its.length === 0 ? [] : [{ scope: category, end: runOut(its, facts, last, today) }];
  });
  if (whole && categories.every((one) => one.end !== undefined)) return [{ scope: "registration", ...whole }];
  return categories.flatMap(({ scope, end }) => (end ? [{ scope, ...end }] : []));
}

type End = Pick<Due, "rule" | "since">;

/** When the last of these rules ran out; undefined where one has not, or cannot be told. */
function runOut(
  rules: readonly RetentionRule[],
  facts: RetentionFacts,
  last: LastEntry | undefined,
  today: string,
): End | undefined {
  const holding = holdingFor(rules, facts, last);
  // Of birth alone nothing follows: somebody who is cared for today may have been born long ago.
  if (last === undefined || last === null || holding.every((rule) => rule.from === "birth")) return undefined;
  const ends = holding.map((rule) => ({ rule: rule.id, since: endOf(rule, facts, last) }));
  const known = ends.flatMap(({ rule, since }) => (since !== undefined && since <= today ? [{ rule, since }] : []));
  if (known.length < ends.length) return undefined;
  return known.reduce((latest, one) => (one.since > latest.since ? one : latest));
}

/** Rules that hold for this person: those from death take the place of those from the last entry, once they have died. */
function holdingFor(
  rules: readonly RetentionRule[],
  { born, deceased }: RetentionFacts,
  last: LastEntry | undefined,
): readonly RetentionRule[] {
  const afterDeath = deceased && rules.some((rule) => rule.from === "death");
  return rules.filter(({ from, ifLastAtAge }) => {
    switch (from) {
      case "death":
        return afterDeath;
      case "last-entry":
        return !afterDeath;
      case "birth":
        return ifLastAtAge === undefined || wasThatOld(born, last, ifLastAtAge);
    }
  });
}

/** Whoever may have been that old counts as being it. */
function wasThatOld(born: string | undefined, last: LastEntry | undefined, age: number): boolean {
  const earliest = born === undefined ? undefined : stretchOf(born)?.from;
  if (!earliest || last === undefined || last === null) return true;
  return yearsAfter(dayOf(earliest), age) <= last;
}

function endOf({ from, keepYears }: RetentionRule, facts: RetentionFacts, last: string): string | undefined {
  const counted = from === "last-entry" ? last : from === "death" ? facts.died : facts.born;
  const stretch = counted === undefined ? undefined : stretchOf(counted);
  // Of a year or a month the last day counts.
  return stretch && yearsAfter(dayOf(new Date(stretch.to.getTime() - 1)), keepYears);
}

const newestOf = (all: readonly LastEntry[]): LastEntry | undefined =>
  all.includes(null) ? null : [...all].sort().at(-1);

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The same day so many years later; of 29 February the day after, where that year has none. */
function yearsAfter(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, "0")}${day.slice(4)}`;
  return stretchOf(later) ? later : later.replace("02-29", "03-01");
}
