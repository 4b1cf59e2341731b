import type { SuppliedEntry } from "#record";

/** When the newest of these was written; a time in the future is no news. */
export function newest(entries: readonly SuppliedEntry[], received: Date): Date | undefined {
  return entries.reduce<Date | undefined>(
    (last, { recorded }) => (recorded <= received && (!last || recorded > last) ? recorded : last),
    undefined,
  );
}
