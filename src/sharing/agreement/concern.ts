import type { OdsCode } from "#base";
import { PURPOSES, type Purpose } from "../purpose.ts";
import { hasSigned, statusOf, type Agreement } from "./agreement.ts";

/** Something about an agreement that somebody should see to. */
export type Concern = { readonly agreement: Agreement } & (
  | { readonly kind: "not signed"; readonly organisations: readonly OdsCode[] }
  | { readonly kind: "left"; readonly organisations: readonly OdsCode[] }
  | { readonly kind: "ends soon"; readonly to: string }
  | { readonly kind: "ended"; readonly to: string }
  | { readonly kind: "review is due"; readonly since: string }
  | { readonly kind: "no impact assessment" }
  | { readonly kind: "no privacy notice" }
);

/** Days before its end on which an agreement is said to end. */
export const DAYS_OF_NOTICE = 90;

const DAY = 86_400_000;
const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** What somebody should see to on a day. Of an agreement that has ended, that it has: nothing else about it matters. */
export const concernsAbout = (agreements: readonly Agreement[], day: string): readonly Concern[] =>
  agreements.flatMap((agreement): readonly Concern[] => {
    const { to, review } = agreement;
    if (to !== undefined && statusOf(agreement, day) === "ended") return [{ kind: "ended", agreement, to }];
    return [
      ...concernsAboutParties(agreement, day),
      ...(to !== undefined && to <= daysFrom(day, DAYS_OF_NOTICE)
        ? [{ kind: "ends soon", agreement, to } as const]
        : []),
      ...(review <= day ? [{ kind: "review is due", agreement, since: review } as const] : []),
      ...(has(agreement, "dpia") ? [] : [{ kind: "no impact assessment", agreement } as const]),
      ...(has(agreement, "privacy-notice") ? [] : [{ kind: "no privacy notice", agreement } as const]),
    ];
  });

function concernsAboutParties(agreement: Agreement, day: string): readonly Concern[] {
  const outside = agreement.parties.filter((one) => !hasSigned(one, day));
  const hasLeft = ({ left }: (typeof outside)[number]) => left !== undefined && left <= day;
  const codes = (parties: typeof outside) => parties.map(({ organisation }) => organisation);
  const [left, notSigned] = [codes(outside.filter(hasLeft)), codes(outside.filter((one) => !hasLeft(one)))];
  return [
    ...(notSigned.length > 0 ? [{ kind: "not signed", agreement, organisations: notSigned } as const] : []),
    ...(left.length > 0 ? [{ kind: "left", agreement, organisations: left } as const] : []),
  ];
}

const has = ({ documents }: Agreement, kind: Agreement["documents"][number]["kind"]): boolean =>
  documents.some((one) => one.kind === kind);

/** Purposes for which no agreement is in force: for them, each organisation sees its own alone. */
export const purposesWithout = (agreements: readonly Agreement[], day: string): readonly Purpose[] =>
  (Object.keys(PURPOSES) as Purpose[]).filter(
    (purpose) => !agreements.some((one) => one.purposes.has(purpose) && statusOf(one, day) === "in force"),
  );
