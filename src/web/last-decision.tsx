import { isVerdict, showVerdict } from "./link-words.tsx";
import { Button, NotificationBanner } from "./parts/index.ts";
import { numberIn, type PageRequest } from "./route.ts";

/** What the address of a page carries of the decision that was just made. */
const CARRIED = ["done", "decision", "second"] as const;

/** The same for the next address; empty where nothing was decided. */
export const saidOfLast = ({ query }: PageRequest): string =>
  new URLSearchParams(
    CARRIED.flatMap((name): [string, string][] => {
      const said = query.get(name);
      return said === null ? [] : [[name, said]];
    }),
  ).toString();

/** What was decided last, and the way to take it back. */
export function LastDecision({ request: { query } }: { readonly request: PageRequest }) {
  const [done, decision] = [query.get("done"), query.get("decision") ?? ""];
  if (query.has("undone")) {
    return (
      <NotificationBanner variant="success" heading="The decision is undone">
        Links are as if it had never been made.
      </NotificationBanner>
    );
  }
  if (query.has("confirmed")) return <NotificationBanner variant="success" heading="The decision stands now" />;
  if (!isVerdict(done) || numberIn(decision) === 0) return undefined;
  return (
    <NotificationBanner variant="success" heading={`Decided: ${showVerdict(done).toLowerCase()}`}>
      {query.has("second") && <p>It waits for a second person: nothing has changed until somebody else confirms it.</p>}
      <form className="ws-inline-form" action={`/links/decisions/${decision}/undo`} method="post">
        <Button variant="secondary" small shortcut="u">
          Undo
        </Button>
      </form>
    </NotificationBanner>
  );
}
