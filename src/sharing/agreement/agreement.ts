import { failed, succeeded, type OdsCode, type Outcome } from "#base";
import type { AgreementSettings, Place } from "#place";
import { isCategory, isSensitivity, type Category, type Sensitivity } from "../category.ts";
import { isPurpose, type Purpose } from "../purpose.ts";

/** What organisations have agreed to share with one another, and what for. */
export type Agreement = Omit<AgreementSettings, "purposes" | "categories" | "sensitivities"> & {
  readonly purposes: ReadonlySet<Purpose>;
  readonly categories: "all" | ReadonlySet<Category>;
  readonly sensitivities: ReadonlySet<Sensitivity>;
};

export type Party = Agreement["parties"][number];

/** How an agreement stands on a day. */
export type AgreementStatus = "not begun" | "in force" | "ended";

export const statusOf = ({ from, to }: Agreement, day: string): AgreementStatus => {
  if (day < from) return "not begun";
  return to !== undefined && day > to ? "ended" : "in force";
};

/** Whether a party has signed by a day and not left since. */
export const hasSigned = ({ signed, left }: Party, day: string): boolean =>
  signed !== undefined && signed.on <= day && (left === undefined || day < left);

export const partyOf = ({ parties }: Agreement, organisation: OdsCode): Party | undefined =>
  parties.find((one) => one.organisation === organisation);

export const covers = (agreement: Agreement, category: Category, sensitivity: Sensitivity): boolean =>
  (agreement.categories === "all" || agreement.categories.has(category)) && agreement.sensitivities.has(sensitivity);

/** The agreements of a place, or what is wrong with how they are written. */
export function agreementsOf({ agreements = [] }: Pick<Place, "agreements">): Outcome<readonly Agreement[]> {
  const faults = agreements.flatMap(({ id, purposes, categories, sensitivities }) => [
    ...purposes.filter((one) => !isPurpose(one)).map((one) => `${id}: ${one} is no purpose`),
    ...(categories === "all" ? [] : categories)
      .filter((one) => !isCategory(one))
      .map((one) => `${id}: ${one} is no category`),
    ...sensitivities.filter((one) => !isSensitivity(one)).map((one) => `${id}: ${one} is no sensitivity`),
    ...sensitivities.filter((one) => one === "restricted").map(() => `${id}: what is restricted is shared by nobody`),
  ]);
  if (faults.length > 0) {
    return failed({ kind: "invalid", message: `The place's agreements have faults. ${faults.join("; ")}` });
  }
  return succeeded(
    agreements.map((one) => ({
      ...one,
      purposes: new Set(one.purposes.filter(isPurpose)),
      categories: one.categories === "all" ? one.categories : new Set(one.categories.filter(isCategory)),
      sensitivities: new Set(one.sensitivities.filter(isSensitivity)),
    })),
  );
}
