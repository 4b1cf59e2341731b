import type { App } from "#app";
import { CATEGORIES, CLOSED_WORDS, type ClosedSources, type PersonPermit } from "#sharing";
import { inSentence, listed, namesIn } from "./sharing/told.ts";

type NotShownProps = { readonly app: App; readonly closed: readonly ClosedSources[] };

/** Whose facts a reader does not see, and why. */
export const NotShown = ({ app, closed }: NotShownProps) => (
  <>
    {closed.map(({ why, sources }) => (
      <p key={why}>
        {why === "objection"
          ? "The person chose not to share some of their record."
          : `Not shown: ${listed(sources.map(namesIn(app)))}. ${CLOSED_WORDS[why]}`}
      </p>
    ))}
    {closed.some(({ why }) => why !== "objection") && (
      <p>
        <a href="/agreements">Who shares what with whom</a>
      </p>
    )}
  </>
);

type ReaderProps = { readonly app: App; readonly permit: Pick<PersonPermit, "closed" | "closedKinds"> };

/** What a reader does not see of a record that is open to them: which kinds of fact, whose facts, and why. */
export const WhatIsNotShown = ({ app, permit: { closed, closedKinds } }: ReaderProps) => (
  <>
    {(["role", "emergency"] as const).map((reason) => {
      const kinds = closedKinds.filter(({ category, why }) => why === reason && category !== "administration");
      return (
        kinds.length > 0 && (
          <p
            key={reason}
          >{`Not shown: ${kinds.map(({ category }) => inSentence(CATEGORIES[category])).join("; ")}. ${CLOSED_WORDS[reason]}`}</p>
        )
      );
    })}
    <NotShown {...{ app, closed }} />
  </>
);

/** Under a list of what is in a record: what is not in it. */
export const NotInThisList = ({ app, permit }: ReaderProps) =>
  permit.closed.length + permit.closedKinds.length > 0 && (
    <section aria-labelledby="not-shown">
      <h2 className="nhsuk-heading-s" id="not-shown">
        What you do not see
      </h2>
      <WhatIsNotShown {...{ app, permit }} />
    </section>
  );
