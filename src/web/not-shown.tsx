import type { App } from "#app";
import { CLOSED_WORDS, type ClosedSources } from "#sharing";

type NotShownProps = { readonly app: App; readonly closed: readonly ClosedSources[] };

/** Whose facts a reader does not see, and why. */
export const NotShown = ({ app, closed }: NotShownProps) => (
  <>
    {closed.map(({ why, sources }) => (
      <p key={why}>
        {why === "objection"
          ? "The person chose not to share some of their record."
          : `Not shown: ${listOf(sources.map((one) => app.directory.nameOf(one)))}. ${CLOSED_WORDS[why]}`}
      </p>
    ))}
    {closed.some(({ why }) => why !== "objection") && (
      <p>
        <a href="/agreements">Who shares what with whom</a>
      </p>
    )}
  </>
);

const listOf = (names: readonly string[]): string => new Intl.ListFormat("en-GB").format(names);
