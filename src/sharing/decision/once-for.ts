/** The same function, which works its answer out once for each list: everybody of one standing is given the same list. */
export function onceFor<List extends object, Answer>(answer: (list: List) => Answer): (list: List) => Answer {
  const known = new WeakMap<List, { readonly answer: Answer }>();
  return (list) => {
    let kept = known.get(list);
    if (kept === undefined) known.set(list, (kept = { answer: answer(list) }));
    return kept.answer;
  };
}
