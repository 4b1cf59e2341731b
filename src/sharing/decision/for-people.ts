import type { Cell, Decision } from "./decide.ts";
import { onceFor } from "./once-for.ts";
import { shows, UNTIL_RELEASED } from "./role.ts";

type Allowed = Decision & { readonly allowed: true };

/**
 * What of a decision goes to people, whoever takes it to them: what may tell of others, or do harm, only once two have
 * said so. Of what people read themselves it takes nothing.
 */
export const forPeople: (decision: Allowed) => Allowed = onceFor(({ open, closed }) => {
  const waits = ({ category, sensitivity }: Cell) => shows(UNTIL_RELEASED, category, sensitivity);
  const waiting = [...(closed.get("until released") ?? []), ...open.filter(waits)];
  return {
    allowed: true,
    open: open.filter((cell) => !waits(cell)),
    closed: waiting.length === 0 ? closed : new Map([...closed, ["until released", waiting] as const]),
  };
});
