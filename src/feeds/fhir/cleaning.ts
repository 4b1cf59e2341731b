import type { Fault } from "../fault.ts";
import { faultOfFile } from "./attachment.ts";
import { cleanNarrative } from "./narrative.ts";
import type { Held } from "./survey.ts";

/** What was done to the narratives and attachments of a resource: `changed` when it is no longer as it was received. */
export type Cleaning = { readonly changed: boolean; readonly faults: readonly Fault[] };

export const NOTHING_HELD: Cleaning = { changed: false, faults: [] };

/** Cleans narratives and takes out files that may not be kept, in the resource itself. */
export async function cleanHeld(type: string, held: readonly Held[]): Promise<Cleaning> {
  if (held.length === 0) return NOTHING_HELD;
  let changed = false;
  const faults: Fault[] = [];
  for (const one of held) {
    const fault = one.member === "div" ? cleanDiv(one) : await dropUnfit(one);
    if (fault) changed = true;
    if (fault && fault !== "rewritten") faults.push({ ...fault, path: `${type}.${one.path}` });
  }
  return { changed, faults };
}

type Wrong = Omit<Fault, "path">;

function cleanDiv({ holder }: Held): Wrong | "rewritten" | undefined {
  const cleaned = cleanNarrative(String(holder.div));
  switch (cleaned.kind) {
    case "clean":
      return undefined;
    case "rewritten":
      holder.div = cleaned.div;
      return "rewritten";
    case "cleaned":
      if (cleaned.div === undefined) delete holder.div;
      else holder.div = cleaned.div;
      return { reason: cleaned.reason, accepted: NARRATIVE };
  }
}

const NARRATIVE = "Text, headings, lists, tables, links and pictures of its own, as XHTML within a div";

async function dropUnfit({ holder }: Held): Promise<Wrong | undefined> {
  const fault = await faultOfFile(String(holder.data), holder.contentType);
  if (fault) delete holder.data;
  return fault;
}
