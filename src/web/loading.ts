/** How far the work that was started with the server has come: making a demonstration's files, and loading them. */
export type Loading = {
  readonly state: "waiting" | "making" | "loading" | "done" | "failed";
  /** What is being done now, in words. */
  readonly words: string;
  /** People whose files are written. */
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
