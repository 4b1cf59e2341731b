import type { NhsNumber, OdsCode, PersonId } from "#base";
import type { LinkMethod, Patient } from "./patient.ts";

/** A person as their registrations give them: what stands in the strip at the top of every page about them. */
export type Person = {
  readonly id: PersonId;
  readonly family: string;
  readonly given: string;
  readonly title?: string;
  readonly gender?: Patient["gender"];
  readonly born?: string;
  /** The day; true where no source says which. */
  readonly died?: string | true;
  readonly nhsNumber?: NhsNumber;
  readonly address?: string;
  readonly phone?: string;
  readonly practice?: OdsCode;
  /** Every registration, the leading one first. */
  readonly registrations: readonly PersonRegistration[];
};

/** One source's registration of the person, and how it was linked. */
export type PersonRegistration = Patient & { readonly method: LinkMethod; readonly reason: string };

/** Who a person is, from their registrations. `isPractice` tells GP practices from other sources. */
export function personOf(
  id: PersonId,
  registrations: readonly PersonRegistration[],
  isPractice: (source: OdsCode) => boolean,
): Person {
  const ordered = [...registrations].sort(leadingFirst(isPractice));
  const first = <K extends keyof Patient>(field: K): Patient[K] | undefined =>
    ordered.find((one) => one[field] !== undefined)?.[field];
  const home = ordered.find((one) => one.address !== undefined || one.postcode !== undefined);
  return {
    id,
    family: first("family") ?? "Name not given",
    given: first("given") ?? "",
    ...optional("title", first("title")),
    ...optional("gender", first("gender")),
    ...optional("born", first("born")),
    ...optional("died", first("died") ?? (ordered.some((one) => one.deceased) || undefined)),
    ...optional("nhsNumber", first("nhsNumber")),
    ...optional("phone", first("phone")),
    ...optional("practice", first("practice")),
    ...optional("address", home && [home.address, home.postcode].filter(Boolean).join(", ")),
    registrations: ordered,
  };
}

/** The practice with whom the person is registered leads; then other practices; then the one written last. */
function leadingFirst(isPractice: (source: OdsCode) => boolean) {
  const rank = (one: Patient) => (isPractice(one.source) ? 0 : 2) + (one.active ? 0 : 1);
  return (a: Patient, b: Patient): number =>
    rank(a) - rank(b) || b.recorded.getTime() - a.recorded.getTime() || (a.id < b.id ? -1 : 1);
}

const optional = <K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: T };
