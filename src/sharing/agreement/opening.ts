import type { OdsCode } from "#base";
import { CATEGORIES, SENSITIVITIES, type Category, type Sensitivity } from "../category.ts";
import type { Purpose } from "../purpose.ts";
import { covers, type Agreement } from "./agreement.ts";
import { refusalBetween, standingsUnder, strongestOf, type NoFlow } from "./flow.ts";

/** Who sees what an organisation holds: another one, or people themselves (none). */
export type Viewer = OdsCode | undefined;

/** A kind of fact: a category with a sensitivity. */
export type Kind = { readonly category: Category; readonly sensitivity: Sensitivity };

/** So much of what an organisation holds. */
export type Extent = {
  readonly categories: readonly Category[];
  /** Those beyond the ordinary, in any of the categories. */
  readonly privateKinds: readonly Sensitivity[];
};

/** What agreements open between two, all of them together; where nothing, why each agreement between them opens nothing. */
export type Opening =
  | { readonly open: true; readonly by: readonly Agreement[]; readonly extent: Extent }
  | { readonly open: false; readonly why: NoFlow; readonly refusals: readonly Refusal[] };

export type Refusal = { readonly agreement: Agreement; readonly why: NoFlow };

/** How many categories there are to share. */
export const POSSIBLE = Object.keys(CATEGORIES).length;

const EVERY_SENSITIVITY = Object.keys(SENSITIVITIES) as Sensitivity[];

const EVERY_KIND: readonly Kind[] = (Object.keys(CATEGORIES) as Category[]).flatMap((category) =>
  EVERY_SENSITIVITY.map((sensitivity) => ({ category, sensitivity })),
);

/** The kinds of fact that these agreements cover between them. What is restricted is shared by nobody. */
export const kindsUnder = (agreements: readonly Agreement[]): readonly Kind[] =>
  EVERY_KIND.filter(
    ({ category, sensitivity }) =>
      sensitivity !== "restricted" && agreements.some((one) => covers(one, category, sensitivity)),
  );

export function extentOf(kinds: readonly Kind[]): Extent {
  const sensitivities = new Set(kinds.map(({ sensitivity }) => sensitivity));
  return {
    categories: [...new Set(kinds.map(({ category }) => category))],
    privateKinds: EVERY_SENSITIVITY.filter((one) => one !== "normal" && sensitivities.has(one)),
  };
}

/**
 * What agreements open for a purpose on a day, between any holder and any other viewer: as the flow reader says kind by
 * kind, but for all kinds at once, and worked out once for all pairs under the same agreements.
 */
export function createOpenings(
  agreements: readonly Agreement[],
  { purpose, day }: { readonly purpose: Purpose; readonly day: string },
): (holder: OdsCode, viewer: Viewer) => Opening {
  const concerned = agreements
    .filter((one) => one.purposes.has(purpose))
    .map((agreement) => ({ agreement, standings: standingsUnder(agreement, day) }));
  const known = new Map<string, Opening>();
  return (holder, viewer) => {
    const refusals: Refusal[] = [];
    const by: Agreement[] = [];
    for (const { agreement, standings } of concerned) {
      const why = refusalBetween(standings, holder, viewer);
      if (why === undefined) by.push(agreement);
      else if (why !== "no agreement") refusals.push({ agreement, why });
    }
    if (by.length === 0) return { open: false, why: strongestOf(new Set(refusals.map(({ why }) => why))), refusals };
    const key = keyOf(by);
    let opening = known.get(key);
    if (opening === undefined) {
      opening = { open: true, by, extent: extentOf(kindsUnder(by)) };
      known.set(key, opening);
    }
    return opening;
  };
}

/** The same for the same agreements. */
export const keyOf = (agreements: readonly Agreement[]): string => agreements.map(({ id }) => id).join(" ");
