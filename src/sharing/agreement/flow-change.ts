import type { OdsCode } from "#base";
import { PURPOSES, type Purpose } from "../purpose.ts";
import type { Agreement } from "./agreement.ts";
import {
  createOpenings,
  extentOf,
  keyOf,
  kindsUnder,
  type Extent,
  type Kind,
  type Opening,
  type Viewer,
} from "./opening.ts";

/** What some come to see, or see no longer, of what others hold: the same for all of these, and for these purposes. */
export type FlowChange = {
  readonly kind: "opened" | "closed";
  readonly purposes: readonly Purpose[];
  readonly holders: readonly OdsCode[];
  /** Nobody's organisation: people themselves. */
  readonly viewers: readonly Viewer[];
  readonly extent: Extent;
};

/** What organisations come to see of each other, or see no longer, when agreements change. It never asks about whom. */
export function flowChanges(
  before: readonly Agreement[],
  after: readonly Agreement[],
  { organisations, day }: { readonly organisations: readonly OdsCode[]; readonly day: string },
): readonly FlowChange[] {
  const single = (Object.keys(PURPOSES) as Purpose[]).flatMap((purpose) => {
    const was = createOpenings(before, { purpose, day });
    const is = createOpenings(after, { purpose, day });
    const difference = createDifferences();
    const viewers = purpose === "own-record" ? [undefined] : organisations;
    return organisations.flatMap((holder) =>
      viewers
        .filter((viewer) => viewer !== holder)
        .flatMap((viewer) =>
          difference(was(holder, viewer), is(holder, viewer)).map((one) => ({
            ...one,
            ...{ purposes: [purpose], holders: [holder], viewers: [viewer] },
          })),
        ),
    );
  });
  return united(single);
}

type Difference = Pick<FlowChange, "kind" | "extent">;

/** What is opened and closed between two openings, worked out once for all pairs under the same agreements. */
function createDifferences(): (was: Opening, is: Opening) => readonly Difference[] {
  const known = new Map<string, readonly Difference[]>();
  return (was, is) => {
    const [old, fresh] = [agreementsIn(was), agreementsIn(is)];
    const key = `${keyOf(old)} / ${keyOf(fresh)}`;
    let differences = known.get(key);
    if (differences === undefined) {
      differences = differencesBetween(kindsUnder(old), kindsUnder(fresh));
      known.set(key, differences);
    }
    return differences;
  };
}

const agreementsIn = (opening: Opening): readonly Agreement[] => (opening.open ? opening.by : []);

function differencesBetween(old: readonly Kind[], fresh: readonly Kind[]): readonly Difference[] {
  const [opened, closed] = [without(fresh, old), without(old, fresh)];
  return [
    ...(opened.length > 0 ? [{ kind: "opened", extent: extentOf(opened) } as const] : []),
    ...(closed.length > 0 ? [{ kind: "closed", extent: extentOf(closed) } as const] : []),
  ];
}

const without = (these: readonly Kind[], those: readonly Kind[]): readonly Kind[] => {
  const taken = new Set(those.map(({ category, sensitivity }) => `${category} ${sensitivity}`));
  return these.filter(({ category, sensitivity }) => !taken.has(`${category} ${sensitivity}`));
};

/** First all who see the same of one holder, then all holders of whom the same is seen, then all purposes. */
function united(changes: readonly FlowChange[]): readonly FlowChange[] {
  const byHolder = unitedBy(changes, "viewers");
  return unitedBy(unitedBy(byHolder, "holders"), "purposes");
}

function unitedBy(changes: readonly FlowChange[], part: "viewers" | "holders" | "purposes"): readonly FlowChange[] {
  const alike = Map.groupBy(changes, (one) => JSON.stringify({ ...one, viewers: one.viewers.map(named), [part]: "" }));
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    switch (part) {
      case "viewers":
        return { ...first, viewers: [first, ...others].flatMap(({ viewers }) => viewers) };
      case "holders":
        return { ...first, holders: [first, ...others].flatMap(({ holders }) => holders) };
      case "purposes":
        return { ...first, purposes: [first, ...others].flatMap(({ purposes }) => purposes) };
    }
  });
}

const named = (viewer: Viewer): string => viewer ?? "people themselves";
