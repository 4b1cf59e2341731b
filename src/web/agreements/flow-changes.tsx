import type { App } from "#app";
import type { FlowChange } from "#sharing";
import { EmptyState, Heading } from "../parts/index.ts";
import { capital, showCategories, showPurposes, showWho, withPrivate } from "./words.ts";

type ChangesProps = { readonly app: App; readonly changes: readonly FlowChange[]; readonly why?: string };

/** What would be seen that is not, and no longer what is, in sentences; by purpose, never by person. */
export const FlowChanges = ({ app, changes, why = "" }: ChangesProps) => {
  if (changes.length === 0) {
    return <EmptyState>{`Nobody would see more or less than today. ${why}`.trim()}</EmptyState>;
  }
  const opened = changes.filter(({ kind }) => kind === "opened");
  const closed = changes.filter(({ kind }) => kind === "closed");
  return (
    <>
      <Sentences app={app} heading="Would be seen" changes={opened} />
      <Sentences app={app} heading="Would be seen no longer" changes={closed} />
      <p className="nhsuk-hint">
        Only as far as each role needs it, and as the person’s own choices allow. Other agreements go on as they are.
      </p>
    </>
  );
};

const Sentences = ({ app, heading, changes }: ChangesProps & { readonly heading: string }) => {
  if (changes.length === 0) return undefined;
  const byPurposes = Map.groupBy(changes, ({ purposes }) => purposes.join(" "));
  return (
    <section>
      <Heading level={2}>{heading}</Heading>
      {[...byPurposes].map(([key, alike]) => (
        <section key={key}>
          <Heading level={3}>{showPurposes(alike[0]?.purposes ?? [])}</Heading>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {alike.map((change) => (
              <li key={JSON.stringify(change)}>{showChange(app, change)}</li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
};

/** "First Surgery and Testborough Hospital would see, of what the council holds: all 17 kinds of fact." */
function showChange({ directory }: App, { kind, holders, viewers, extent }: FlowChange): string {
  const would = kind === "opened" ? "would see" : "would no longer see";
  return capital(
    `${showWho(directory, viewers)} ${would}, of what ${showWho(directory, holders)} ${holders.length === 1 ? "holds" : "hold"}: ${showCategories(extent.categories)}${withPrivate(extent)}.`,
  );
}
