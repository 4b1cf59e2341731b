import type { App } from "#app";
import { failed, succeeded } from "#base";
import type { LookedAt, PersonPermit } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { problem, type PageRequest, type Route } from "../route.ts";
import { choosingSteps, type ChoiceDesk, type ChoiceFrame } from "../sharing/choosing-steps.tsx";

const hrefOf = ({ params }: PageRequest): string => `/people/${params["person"] ?? ""}/sharing`;

/** What the person chose is written down by those who care for them, a question a page, or taken back. */
const DESK: ChoiceDesk<PageRequest> = { told: "a carer", hrefOf, read };

export const personChoiceRoutes: readonly Route[] = choosingSteps(DESK).map((step) => ({
  ...step,
  path: `/people/:person/sharing${step.path}`,
}));

async function read<T>(app: App, request: PageRequest, what: LookedAt, work: (permit: PersonPermit) => Promise<T>) {
  const reading = await readPerson(app, request, what, async (permit) =>
    permit.purpose === "direct-care" ? succeeded(await work(permit)) : failed(problem(NOT_THEIRS)),
  );
  if (!reading.ok) return failed(reading.problem);
  const { value, person, feeds } = reading.value;
  if (!value.ok) return failed(value.problem);
  const frame: ChoiceFrame = (step) => (
    <PersonPage
      {...{ app, request, person, feeds }}
      {...step}
      breadcrumbs={[{ text: "Who can see what", href: hrefOf(request) }]}
    />
  );
  return succeeded({ value: value.value, frame });
}

const NOT_THEIRS = {
  kind: "refused" as const,
  message: "Choices are written down for the person by those who care for them.",
};
