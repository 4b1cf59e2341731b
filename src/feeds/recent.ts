/**
 * Asks anew only where the last answer is older than so many milliseconds; those who ask meanwhile share one answer. For
 * what many pages show at their foot and counting takes longer than the page. What failed is not kept.
 */
export function recent<Answer>(ask: () => Promise<Answer>, milliseconds: number): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly until: number } | undefined;
  return () => {
    if (kept === undefined || performance.now() >= kept.until) {
      const answer = ask();
      kept = { answer, until: performance.now() + milliseconds };
      answer.catch(() => (kept = undefined));
    }
    return kept.answer;
  };
}
