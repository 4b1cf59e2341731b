/**
 * How a parameter goes to the driver. Lists of numbers are written here: the driver puts each in quotes, and writes the
 * same list anew each time, which for the hundreds of cells that go with each statement costs more than the statement.
 * @see https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT
 */
export function parameterOf(value: unknown): unknown {
  if (!Array.isArray(value) || !isNumbers(value)) return value;
  return Object.isFrozen(value) ? keptLiteral(value) : literal(value);
}

const isNumbers = (list: readonly unknown[]): list is readonly number[] =>
  list.every((item) => typeof item === "number");

const literal = (list: readonly number[]): string => `{${list.join(",")}}`;

/** Of lists that nobody can change any more. */
const written = new WeakMap<readonly number[], string>();

function keptLiteral(list: readonly number[]): string {
  let text = written.get(list);
  if (text === undefined) written.set(list, (text = literal(list)));
  return text;
}
