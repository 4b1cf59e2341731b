import type { App } from "#app";
import { failed, succeeded, type Outcome } from "#base";
import type { ActPermit } from "#sharing";
import type { TextLink } from "../parts/index.ts";
import { refusedPage } from "../refused-page.tsx";
import type { Answer, PageRequest } from "../route.ts";
import { LOG } from "./address.ts";

/** A page of the privacy officers': where it stands. */
export type OfficerPage = { readonly title: string; readonly breadcrumbs?: readonly TextLink[] };

/** May whoever asks look after the log? Else the page that says who may. */
export async function asOfficer(
  app: App,
  request: PageRequest,
  { title, breadcrumbs = [LOG] }: OfficerPage,
): Promise<Outcome<ActPermit, Answer>> {
  const permit = await app.sharing.mayAct({ actor: request.actor.id, what: "access log" });
  if (permit.ok) return succeeded(permit.value);
  const { message } = permit.problem;
  return failed(refusedPage(app, request, { message, title, breadcrumbs, role: "information-governance" }));
}
