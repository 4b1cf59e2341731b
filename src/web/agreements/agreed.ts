import { createHash } from "node:crypto";
import type { App } from "#app";
import { failed, mustSucceed, succeeded, type OdsCode, type Outcome } from "#base";
import type { AgreementSettings } from "#place";
import { agreementsOf, flowChanges, type Agreement, type FlowChange } from "#sharing";
import type { TextLink } from "../parts/index.ts";
import { notFound, type Answer, type PageRequest } from "../route.ts";

export const AGREEMENTS: TextLink = { text: "Agreements", href: "/agreements" };

/** The agreements of the place as it is now: the program does not start with any that cannot be read. */
export const agreedIn = ({ directory }: App): readonly Agreement[] => mustSucceed(agreementsOf(directory.place));

/** An agreement as the place's file writes it, and as it is understood. */
export type Found = { readonly settings: AgreementSettings; readonly agreement: Agreement };

/** The agreement that the address names. */
export function findAgreement(app: App, { params }: PageRequest): Outcome<Found, Answer> {
  const settings = app.directory.place.agreements?.find(({ id }) => id === params["agreement"]);
  const agreement = agreedIn(app).find(({ id }) => id === settings?.id);
  if (!settings || !agreement) return failed(notFound("This place has no such agreement."));
  return succeeded({ settings, agreement });
}

/** The organisations that are open on a day. */
export const openOrganisations = ({ directory }: App, today: string) =>
  directory.place.organisations.filter(
    ({ opened, closed }) => !(closed && closed < today) && !(opened && opened > today),
  );

/** What organisations would come to see of each other, or see no longer, if an agreement read as this one does. */
export function changesBy(app: App, changed: AgreementSettings, day: string): readonly FlowChange[] {
  const organisations = openOrganisations(app, day).map(({ ods }) => ods);
  const others = (app.directory.place.agreements ?? []).map((one) => (one.id === changed.id ? changed : one));
  const after = mustSucceed(agreementsOf({ agreements: others }));
  return flowChanges(agreedIn(app), after, { organisations, day });
}

/** By which it is known whether somebody has changed an agreement since a page showed it. */
export const stateOf = (settings: AgreementSettings): string =>
  createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);

export const pathOf = (
  { id }: Pick<Agreement, "id">,
  step?: "if" | "sign" | "leave" | "undo",
  organisation?: OdsCode,
) => `/agreements/${id}${step ? `/${step}` : ""}${organisation ? `?organisation=${organisation}` : ""}`;
