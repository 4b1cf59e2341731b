/** The least and the greatest; a little room on both sides where they are equal, so that a scale has a length. */
export function extent(numbers: readonly number[]): readonly [number, number] {
  const least = Math.min(...numbers);
  const greatest = Math.max(...numbers);
  return least === greatest ? [least - 1, greatest + 1] : [least, greatest];
}
