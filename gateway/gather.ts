/** How many questions one reading answers at most. */
const MOST_AT_ONCE = 256;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers many questions with one reading; `read` answers in the order of the questions. What is asked while a reading is under
 * way waits for the next, so every answer was read after it was asked for. No timer: who is alone waits for nobody. When a
 * reading fails, each question is read again by itself, so that one bad question spoils no other's answer.
 */
export function gather<Question, Answer>(
  read: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = [];
  let isReading = false;
  const readAll = async (): Promise<void> => {
    isReading = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      await answerTogether(batch, read);
    }
    isReading = false;
  };
  return async question =>
    await new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isReading) void readAll();
    });
}

async function answerTogether<Question, Answer>(
  batch: readonly Waiting<Question, Answer>[],
  read: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): Promise<void> {
  try {
    const answers = await read(batch.map(({ question }) => question));
    if (answers.length !== batch.length) throw new Error('a reading answers every question');
    for (const [n, answer] of answers.entries()) batch[n]?.resolve(answer);
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error);
    else await Promise.all(batch.map(async each => await answerTogether([each], read)));
  }
}
