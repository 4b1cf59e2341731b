import type { StaffRole } from "#place";
import { CATEGORIES, type Category, type Sensitivity } from "../category.ts";
import type { Purpose } from "../purpose.ts";
import type { Asker } from "../standing/standing.ts";

/** Kinds of fact: every category here with every sensitivity here. */
export type View = {
  readonly categories: "all" | ReadonlySet<Category>;
  readonly sensitivities: "all" | ReadonlySet<Sensitivity>;
};

const only = <T>(...these: readonly T[]): ReadonlySet<T> => new Set(these);

const ORDINARY: View = { categories: "all", sensitivities: only("normal") };
const EVERYTHING: View = { categories: "all", sensitivities: "all" };

/** Social workers and coordinators have no need of readings, operations and vaccinations. */
const FOR_SOCIAL_CARE = only<Category>(
  ...(["demographics", "about-me", "alerts", "allergies", "problems", "medicines", "contacts", "admissions"] as const),
  ...(["referrals", "social-care", "plans", "social-context", "documents"] as const),
);
const FOR_COORDINATING = only<Category>(...[...FOR_SOCIAL_CARE].filter((one) => one !== "documents"));

/** What saves lives where nobody can be asked. */
const FOR_EMERGENCIES = only<Category>(
  ...(["demographics", "alerts", "allergies", "problems", "medicines", "admissions", "plans"] as const),
);

const AGAINST_HARM: View = {
  categories: "all",
  sensitivities: only("normal", "mental-health", "substances", "abuse", "safeguarding", "third-party"),
};
const IN_STUDIES: View = { categories: "all", sensitivities: only("normal", "mental-health", "substances") };
const FOR_LINKING: readonly View[] = [ORDINARY, { categories: only("demographics"), sensitivities: "all" }];

type RoleViews = Readonly<Partial<Record<StaffRole, readonly View[]>>>;

/**
 * What each role may see for each purpose, as far as agreements and the person allow it. Who is not named sees nothing.
 * Nobody sees what is withheld until someone decides, whatever stands here.
 */
const VIEWS: Readonly<Record<Purpose, RoleViews>> = {
  "direct-care": {
    gp: [EVERYTHING],
    nurse: [
      {
        categories: "all",
        sensitivities: only("normal", "sexual-health", "mental-health", "substances", "third-party"),
      },
    ],
    therapist: [{ categories: "all", sensitivities: only("normal", "mental-health") }],
    "social-worker": [{ ...AGAINST_HARM, categories: FOR_SOCIAL_CARE }],
    coordinator: [{ categories: FOR_COORDINATING, sensitivities: only("normal") }],
  },
  // Nobody acts as the person: see OWN_VIEW.
  "own-record": {},
  "data-quality": { "data-quality": [ORDINARY], engineer: [ORDINARY] },
  linkage: { "data-quality": FOR_LINKING },
  "records-management": { "information-governance": [EVERYTHING] },
  "risk-stratification": { analyst: [IN_STUDIES] },
  commissioning: { analyst: [IN_STUDIES] },
  "invoice-validation": { analyst: [IN_STUDIES] },
  evaluation: { analyst: [IN_STUDIES] },
  safeguarding: { gp: [AGAINST_HARM], "social-worker": [AGAINST_HARM] },
  "legal-disclosure": { "information-governance": [EVERYTHING] },
};

export const viewsOf = (role: StaffRole, purpose: Purpose): readonly View[] => VIEWS[purpose][role] ?? [];

/** Who does something for a purpose at all. */
export const rolesFor = (purpose: Purpose): readonly StaffRole[] => Object.keys(VIEWS[purpose]) as StaffRole[];

/** People themselves: all that is about them, however private. Single entries can be kept from them by a ruling. */
export const OWN_VIEW: View = {
  categories: "all",
  sensitivities: only(...(["normal", "sexual-health", "fertility", "gender", "mental-health", "substances"] as const)),
};

/**
 * What may tell of others, or do harm, as its source or a rule labels it: people see an entry of it once two have said
 * so. Of what is about somebody else, their consent is asked, or whether it is reasonable without; of abuse and
 * safeguarding, whether it could cause serious harm.
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/2/part/3 (paragraph 16)
 * @see https://www.legislation.gov.uk/ukpga/2018/12/schedule/3 (parts 2, 3 and 5)
 */
export const UNTIL_RELEASED: View = { categories: "all", sensitivities: only("abuse", "safeguarding", "third-party") };

/** Whom the person let in: what is ordinary, in these parts of the record. */
export const proxyView = (scope: readonly Category[]): View => ({
  categories: new Set(scope),
  sensitivities: ORDINARY.sensitivities,
});

/**
 * Which roles may take a copy of what they see away with them, for each purpose: information governance alone, to answer
 * a person who asks what is held about them.
 */
const COPIES: Readonly<Partial<Record<Purpose, ReadonlySet<StaffRole>>>> = {
  "legal-disclosure": only("information-governance"),
};

/** Parts of the record that are the whole of it, as far as anybody is let in: organisations and staff are no part. */
export const isWholeRecord = (scope: readonly Category[]): boolean =>
  (Object.keys(CATEGORIES) as Category[]).every((one) => one === "administration" || scope.includes(one));

/** People take copies of their own record, and so may whom they let into the whole of it; of staff, who stands above. */
export function takesCopies(asker: Asker, purpose: Purpose): boolean {
  switch (asker.kind) {
    case "self":
      return purpose === "own-record";
    case "proxy":
      return purpose === "own-record" && isWholeRecord(asker.scope);
    case "staff":
      return COPIES[purpose]?.has(asker.role) ?? false;
  }
}

/** Roles that may break the glass, and what they then see. */
export const EMERGENCY_ROLES: ReadonlySet<StaffRole> = only("gp", "nurse", "therapist", "social-worker");
export const EMERGENCY_VIEW: View = { categories: FOR_EMERGENCIES, sensitivities: ORDINARY.sensitivities };

export const shows = ({ categories, sensitivities }: View, category: Category, sensitivity: Sensitivity): boolean =>
  (categories === "all" || categories.has(category)) && (sensitivities === "all" || sensitivities.has(sensitivity));
