import type { FeedDraft, MappingDraft, Sample } from "#feeds";
import { feedId, odsCode } from "#base";
import type { Directory } from "#place";
import { CATEGORIES, SENSITIVITIES } from "#sharing";
import type { FormFaults } from "./faults.ts";

type Form = Readonly<Record<string, string>>;

/** Words that stand for pages in the addresses of feeds. */
const TAKEN = new Set(["mapping"]);

/** A name as a short name: small letters, digits and dashes. */
export const shortName = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");

/** What the form says of the feed and of how private it is, and what is wrong with it. */
export function readFeed(
  form: Form,
  { draft, feed, before }: Pick<Sample, "draft" | "feed" | "before">,
  directory: Directory,
) {
  const faults = new Map<string, string>();
  const name = form["name"]?.trim() ?? "";
  if (name === "") faults.set("name", "Enter what the feed is called");
  const id = before?.id ?? feedId(form["id"]?.trim() ?? "");
  if (!before) checkId(id, directory, faults);
  const several = before && before.organisations.length > 1 ? before.organisations : undefined;
  const organisations = several ?? senderIn(form, directory);
  if (!organisations) faults.set("source", "Choose who sends these files");
  const changed: FeedDraft = {
    ...feed,
    ...{ id, name, folder: before?.folder ?? id },
    ...(organisations && { organisations }),
    ...rhythmIn(form, faults),
  };
  return { value: { feed: changed, draft: withLabels(draft, form) }, faults: faults satisfies FormFaults };
}

function rhythmIn(form: Form, faults: Map<string, string>): Pick<FeedDraft, "deliveries" | "expectedEveryDays"> {
  const deliveries = (["increments", "snapshot"] as const).find((one) => one === form["deliveries"]);
  if (!deliveries) faults.set("deliveries", "Choose what each file holds");
  const days = Number(form["days"]?.trim() ?? "");
  const isCount = Number.isInteger(days) && days >= 1 && days <= LONGEST_RHYTHM;
  if (!isCount) faults.set("days", "Enter a whole number of days, such as 31");
  return { ...(deliveries && { deliveries }), ...(isCount && { expectedEveryDays: days }) };
}

/** Days: ten years. */
const LONGEST_RHYTHM = 3660;

function checkId(id: string, directory: Directory, faults: Map<string, string>): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    faults.set("id", "Enter a short name of small letters, digits and dashes, such as befriending");
  } else if (TAKEN.has(id) || directory.place.feeds.some((one) => one.id === id || one.folder === id)) {
    faults.set("id", "Enter another short name: this one is taken");
  }
}

function senderIn(form: Form, directory: Directory) {
  const organisation = directory.organisation(odsCode(form["source"] ?? ""));
  return organisation && [organisation.ods];
}

function withLabels(
  { category: _category, sensitivity: _sensitivity, ...draft }: MappingDraft,
  form: Form,
): MappingDraft {
  const { category = "", sensitivity = "" } = form;
  return {
    ...draft,
    ...(Object.hasOwn(CATEGORIES, category) && { category }),
    ...(Object.hasOwn(SENSITIVITIES, sensitivity) && sensitivity !== "normal" && { sensitivity }),
  };
}
