import { showNumber } from "./parts/index.ts";

/** "97%", "0.4%", "none", "all": a share in so many words that small ones do not vanish; empty where there is nothing to count. */
export function showShare({ count, of }: { readonly count: number; readonly of: number }): string {
  if (of === 0) return "";
  if (count === 0) return "0%";
  if (count === of) return "100%";
  const percent = (100 * count) / of;
  // Neither "all" nor "none" may be said of what is not.
  if (percent > 99.9) return "over 99.9%";
  if (percent < 0.1) return count < 1 ? "under 0.1%" : `${showNumber(count)} (under 0.1%)`;
  return `${percent < 10 || percent > 90 ? percent.toFixed(1) : percent.toFixed(0)}%`;
}
