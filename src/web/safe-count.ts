import type { SafeCount } from "#people";
import { showNumber } from "./parts/index.ts";
import { showShare } from "./share.ts";

/** "1,234"; "fewer than 10"; "not shown", where another would follow from it. */
export function showSafeCount(count: SafeCount): string {
  if (count === "few") return "fewer than 10";
  return count === "withheld" ? "not shown" : showNumber(count);
}

/** "1,234 people", "fewer than 10 people". */
export const countedSafely = (count: SafeCount, one: string, many = `${one}s`): string =>
  `${showSafeCount(count)} ${count === 1 ? one : many}`;

/** "12 (3.1%)": the share only where both are shown. */
export function showSafeShare(count: SafeCount, of: SafeCount): string {
  const shown = showSafeCount(count);
  if (typeof count !== "number" || typeof of !== "number" || of === 0) return shown;
  return `${shown} (${showShare({ count, of })})`;
}
