const MOST_REMEMBERED = 10_000;

/** The same function, which keeps its answers and gives them again, for as long as there is room. */
export function remembered<Answer>(work: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>();
  return question => {
    const before = known.get(question);
    if (before !== undefined) return before;
    const answer = work(question);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(question, answer);
    return answer;
  };
}
