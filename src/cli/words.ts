const NUMBER = new Intl.NumberFormat("en-GB");

/** 12,345. */
export const showNumber = (number: number): string => NUMBER.format(Math.round(number));

/** "1 file", "12,345 files". */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${showNumber(number)} ${number === 1 ? one : many}`;

/** "3.2 s", "2 min 5 s". */
export function showDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
