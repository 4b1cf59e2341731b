import type { OdsCode } from "#base";
import type { Organisation, OrganisationKind } from "#place";
import type { Purpose } from "../purpose.ts";
import type { Agreement } from "./agreement.ts";
import { standingsUnder } from "./flow.ts";
import { createOpenings, type Opening, type Viewer } from "./opening.ts";

/** Organisations of one kind that stand alike: they are in the same agreements, which the same of them have signed. */
export type Alike = { readonly kind: OrganisationKind; readonly organisations: readonly [OdsCode, ...OdsCode[]] };

/** What a column sees of what a row holds. */
export type MatrixCell =
  /** Its own; `among`: what organisations that stand alike see of each other. */
  { readonly own: true; readonly among: Opening | undefined } | { readonly own: false; readonly opening: Opening };

/** Who sees what of whom for a purpose on a day. */
export type SharingMatrix = {
  readonly holders: readonly Alike[];
  /** Organisations as they stand as holders, or people themselves alone (none). */
  readonly viewers: readonly (Alike | undefined)[];
  /** Row by row. */
  readonly cells: readonly (readonly MatrixCell[])[];
};

/**
 * The matrix of all organisations that are open on the day. Whoever carries on a closed one's work stands for it. One's
 * own record is read by people themselves, so that for it there is one column.
 */
export function sharingMatrix(
  agreements: readonly Agreement[],
  {
    organisations,
    purpose,
    day,
  }: { readonly organisations: readonly Organisation[]; readonly purpose: Purpose; readonly day: string },
): SharingMatrix {
  const holders = standingAlike(agreements, { organisations, purpose, day });
  const viewers = purpose === "own-record" ? [undefined] : holders;
  const openingOf = createOpenings(agreements, { purpose, day });
  const cells = holders.map((holder) => viewers.map((viewer) => cellOf(holder, viewer, openingOf)));
  return { holders, viewers, cells };
}

function cellOf(
  holder: Alike,
  viewer: Alike | undefined,
  openingOf: (holder: OdsCode, viewer: Viewer) => Opening,
): MatrixCell {
  const [first, second] = holder.organisations;
  if (holder !== viewer) return { own: false, opening: openingOf(first, viewer?.organisations[0]) };
  return { own: true, among: second === undefined ? undefined : openingOf(first, second) };
}

/** What agreements open depends on how two are parties to them, so that whoever is so in the same way stands alike. */
function standingAlike(
  agreements: readonly Agreement[],
  { organisations, purpose, day }: Parameters<typeof sharingMatrix>[1],
): readonly Alike[] {
  const concerned = agreements.filter((one) => one.purposes.has(purpose)).map((one) => standingsUnder(one, day));
  const stands = (ods: OdsCode) => concerned.map(({ standingOf }) => standingOf(ods));
  const open = organisations.filter(({ opened, closed }) => !(closed && closed < day) && !(opened && opened > day));
  const alike = Map.groupBy(open, ({ ods, kind }) => [kind, ...stands(ods)].join(", "));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ kind: first.kind, organisations: [first.ods, ...others.map(({ ods }) => ods)] as const }] : [],
  );
}
