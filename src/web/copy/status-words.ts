/** How an entry stands, as FHIR's lists say it, in plain words. @see https://hl7.org/fhir/R4/terminologies-valuesets.html */
const WORDS: Readonly<Record<string, string>> = {
  active: "Holds now",
  amended: "Final, changed since",
  arrived: "There now",
  booked: "Booked",
  cancelled: "Cancelled",
  completed: "Done",
  confirmed: "Confirmed",
  corrected: "Final, corrected",
  current: "Holds now",
  draft: "Not final",
  final: "Final",
  finished: "Over",
  fulfilled: "Took place",
  inactive: "Does not hold now",
  "in-progress": "Going on",
  intended: "Planned",
  "not-done": "Not done",
  "not-taken": "Not taken",
  noshow: "Did not come",
  onhold: "On hold",
  "on-hold": "On hold",
  onleave: "On leave",
  pending: "Waiting",
  planned: "Planned",
  preliminary: "Not final",
  proposed: "Proposed",
  recurrence: "Come back",
  registered: "Waiting for a result",
  relapse: "Come back",
  remission: "Better for now",
  resolved: "Over",
  revoked: "Withdrawn",
  stopped: "Stopped",
  superseded: "Replaced",
  triaged: "Seen first",
  unknown: "Not known",
  waitlist: "On a waiting list",
};

/** What is not in the lists is shown as its source wrote it, without dashes. */
export function statusWords(status: string | undefined): string {
  if (status === undefined) return "";
  return Object.hasOwn(WORDS, status) ? (WORDS[status] ?? status) : status.replaceAll("-", " ");
}
