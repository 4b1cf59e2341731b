import type { DELIVERY_MECHANISMS, SERVICE_TYPES } from "./value-lists.ts";

/** What the codes of a service mean to whoever reads the record; the codes themselves stay with the entry. */
const SERVICES: Readonly<Record<string, string>> = {
  "Short Term Support: ST-Max": "Short-term support to regain independence",
  "Long Term Support: Nursing Care": "Long-term support in a nursing home",
  "Long Term Support: Residential Care": "Long-term support in a care home",
  "Long Term Support: Community": "Long-term support in the community",
  "Long Term Support: Prison": "Long-term support in prison",
  "Short Term Support: Ongoing Low Level": "Ongoing low-level support",
  "Short Term Support: Other Short Term": "Other short-term support",
  "Carer Support: Direct to Carer": "Support given to the carer",
  "Carer Support: Support involving the person cared-for": "Support for the carer through the person cared for",
} satisfies Record<(typeof SERVICE_TYPES)[number], string>;

const MECHANISMS: Readonly<Record<string, string>> = {
  "Direct Payment": "by direct payment",
  "CASSR Managed Personal Budget": "from a personal budget that the council manages",
  "CASSR Commissioned Support": "arranged by the council",
} satisfies Record<(typeof DELIVERY_MECHANISMS)[number], string>;

/** "Hourly" and the like, as councils write it, to what is counted. */
const UNITS: readonly (readonly [RegExp, one: string, many: string])[] = [
  [/hour/i, "hour", "hours"],
  [/session/i, "session", "sessions"],
  [/day|daily/i, "day", "days"],
  [/visit/i, "visit", "visits"],
  [/meal/i, "meal", "meals"],
];

export type PackageFacts = {
  /** The service component, in the council's own words. */
  readonly component: string;
  readonly description: string;
  /** Service type and delivery mechanism as the value lists spell them. */
  readonly serviceType: string | undefined;
  readonly mechanism: string | undefined;
  readonly provider: string;
  readonly unitsPerWeek: number | undefined;
  readonly costFrequency: string;
};

export type PackageWords = { readonly title: string; readonly description: string };

/**
 * "Home Support", "Long-term support in the community, 14 hours a week, by direct payment". Says nothing twice and
 * nothing that the row does not say.
 */
export function packageWords(facts: PackageFacts): PackageWords {
  const { component, serviceType, mechanism } = facts;
  const service = serviceType && SERVICES[serviceType];
  const title = component || facts.description || service || "Care and support";
  const said = new Set([title.toLowerCase(), component.toLowerCase()]);
  const paid = mechanism && !said.has(mechanism.toLowerCase()) ? MECHANISMS[mechanism] : undefined;
  const parts = [
    said.has(facts.description.toLowerCase()) ? undefined : facts.description,
    service === title ? undefined : service,
    weekly(facts),
    paid,
    facts.provider === "" ? undefined : `given by ${facts.provider}`,
  ].filter((part) => part !== undefined && part !== "");
  const [first = "", ...others] = parts;
  return { title, description: [capital(first), ...others].join(", ") };
}

/** A cost by the week says how often it is paid, not how much is given. */
function weekly({ unitsPerWeek, costFrequency }: PackageFacts): string | undefined {
  if (unitsPerWeek === undefined || unitsPerWeek === 0 || /week/i.test(costFrequency)) return undefined;
  const [, one, many] = UNITS.find(([pattern]) => pattern.test(costFrequency)) ?? [undefined, "unit", "units"];
  return `${unitsPerWeek.toString()} ${unitsPerWeek === 1 ? one : many} a week`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
