import { z } from "zod";
import { ORGANISATION_KINDS } from "./organisation-kind.ts";

/** The shape of one line of a retention schedule in a place's file. */
export const retentionShape = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/, "small letters, digits and dashes"),
    organisations: z.array(z.enum(ORGANISATION_KINDS)).min(1),
    category: z.string().min(1).default("all"),
    keepYears: z.int().positive(),
    from: z.enum(["last-entry", "death", "birth"]),
    ifLastAtAge: z.int().positive().exactOptional(),
  })
  .refine(
    ({ from, ifLastAtAge }) => from === "birth" || ifLastAtAge === undefined,
    "ifLastAtAge goes with from: birth",
  );

/**
 * How long what organisations of a kind sent is kept: so many years from a registration's last entry, the person's
 * death or their birth. A line for a category goes before those for all. `ifLastAtAge`: only for those who were that
 * old or older at the last entry. Which categories there are is checked when the program starts.
 */
export type RetentionRule = z.infer<typeof retentionShape>;

const HEALTH: RetentionRule["organisations"] = ["acute-trust", "community-trust"];

/**
 * What holds where the place file says nothing: lines of the Records Management Code of Practice 2021 for records of
 * patients and of people in social care, as far as they can be told by the kind of organisation. Kinds that are not
 * named are kept.
 * @see https://transform.england.nhs.uk/information-governance/guidance/records-management-code/records-management-code-of-practice
 */
export const CODE_OF_PRACTICE: readonly RetentionRule[] = [
  rule("adult-health", HEALTH, { keepYears: 8, from: "last-entry" }),
  rule("childrens-health", HEALTH, { keepYears: 25, from: "birth" }),
  rule("last-seen-at-17", HEALTH, { keepYears: 26, from: "birth", ifLastAtAge: 17 }),
  rule("mental-health", ["mental-health-trust"], { keepYears: 20, from: "last-entry" }),
  rule("mental-health-after-death", ["mental-health-trust"], { keepYears: 10, from: "death" }),
  rule("gp-after-death", ["gp-practice"], { keepYears: 10, from: "death" }),
  rule("adult-social-care", ["council"], { keepYears: 8, from: "last-entry" }),
];

function rule(
  id: string,
  organisations: RetentionRule["organisations"],
  term: Pick<RetentionRule, "keepYears" | "from" | "ifLastAtAge">,
): RetentionRule {
  return { id, organisations, category: "all", ...term };
}
