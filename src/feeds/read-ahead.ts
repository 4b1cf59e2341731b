/**
 * The same readings, each read while the one before is being saved: the program and the database then work at the same
 * time. No more than one waits. Whoever stops early ends the reading too.
 */
export async function* readAhead<T>(readings: AsyncIterable<T>): AsyncGenerator<T> {
  const reader = readings[Symbol.asyncIterator]();
  let next = begin(reader);
  try {
    for (;;) {
      const reading = await next;
      if (reading.done === true) return;
      next = begin(reader);
      yield reading.value;
    }
  } finally {
    await reader.return?.();
  }
}

function begin<T>(reader: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = reader.next();
  // It may fail while the reading before is being saved, when nobody waits for it yet.
  next.catch(() => undefined);
  return next;
}
