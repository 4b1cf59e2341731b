import type { App } from "#app";
import { personIdIn } from "#base";
import { readReason, type ClaimKind } from "#sharing";
import { lockedPage, type LetInFaults } from "../locked-page.tsx";
import { notFound, problem, redirect, type Answer, type PageRequest, type Route } from "../route.ts";

/** Being let in by one's own word: a relationship that nothing shows, or an emergency. */
export const letInRoutes: readonly Route[] = [{ method: "POST", path: "/people/:person/let-in", answer: letIn }];

async function letIn(app: App, request: PageRequest): Promise<Answer> {
  const { form, actor } = request;
  const id = personIdIn(request.params["person"] ?? "");
  const person = id && (await app.people.presentId(id));
  if (!person) return notFound("There is no record of this person.");
  const kind = app.sharing.mayClaim(actor.id).find((one) => one === form["kind"]);
  const reason = readReason(form["reason"] ?? "");
  if (kind === undefined || !reason.ok) {
    const faults: LetInFaults = {
      ...(kind === undefined && { kind: "Choose why you need this record" }),
      ...(!reason.ok && { reason: `${reason.problem.message} ${reason.problem.remedy ?? ""}`.trim() }),
    };
    return lockedPage(app, request, { person, problem: NOT_YET, form, faults });
  }
  const claimed = await claim(app, request, { kind, person, reason: reason.value });
  return claimed.ok ? redirect(`/people/${person}`) : problem(claimed.problem);
}

const NOT_YET = { kind: "refused" as const, message: "Nothing was opened: something is missing below." };

const claim = (
  app: App,
  { actor }: PageRequest,
  { kind, person, reason }: { kind: ClaimKind; person: Parameters<App["sharing"]["claim"]>[1]; reason: string },
) => app.sharing.claim({ actor: actor.id, kind }, person, reason);
