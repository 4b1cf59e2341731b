/** How far the work that was started with the server has come: making a demonstration's files, and loading them. */
export type Loading = {
  readonly state: "waiting" | "making" | "loading" | "done" | "failed";
  /** What is being done now, in words. */
  readonly words: string;
  /** People whose files are written; of none where nobody is made up. */
  readonly people: { readonly done: number; readonly total: number };
  readonly files: { readonly done: number; readonly total: number | undefined };
  /** Rows read, of all that are there once every file is written. */
  readonly rows: { readonly done: number; readonly total: number | undefined };
  readonly entries: number;
  readonly rejections: number;
};

/** Whether more is to come, so that a page that shows it should ask again. */
export const isUnderWay = (loading: Loading | undefined): loading is Loading =>
  loading !== undefined && loading.state !== "done" && loading.state !== "failed";

/** How far the load is, in tens of per cent, so that what is told aloud does not talk all the time. */
export function showProgress({ state, words, rows, people }: Loading): string {
  if (state === "done") return "Everything is loaded.";
  if (state === "failed") return "Loading stopped.";
  if (people.total === 0) return words;
  const { done, total } = rows.total ? { done: rows.done, total: rows.total } : people;
  const tens = total ? 10 * Math.floor((10 * done) / total) : 0;
  return rows.total ? `Loading: ${tens}% of the rows are loaded.` : `Making up people: ${tens}% are made.`;
}
