import type { Sql } from '../database.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER = /MB-[0-9A-Z]{8}/g;

/** What was asked under a number, and what was decided; nothing of a person. */
export interface BudgetRequest {
  readonly number: string;
  readonly amountCents: number;
  readonly vuistregel: string;
  readonly aim: string;
  readonly askedOn: string;
  readonly outcome: 'toegekend' | 'afgewezen' | undefined;
  readonly decidedBy: string | undefined;
  readonly decidedOn: string | undefined;
}

/** A number that says nothing of anybody. */
export const budgetNumber = (randomBytes: (size: number) => Buffer): string =>
  `MB-${[...randomBytes(8)].map(byte => LETTERS[byte % LETTERS.length] ?? '0').join('')}`;

/** The numbers that stand in these texts, each once. */
export const numbersIn = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap(text => text.match(NUMBER) ?? [])),
];

export async function askBudget(
  request: Pick<BudgetRequest, 'number' | 'amountCents' | 'vuistregel' | 'aim' | 'askedOn'>,
  partner: string,
  sql: Sql,
): Promise<void> {
  const { number, amountCents, vuistregel, aim, askedOn } = request;
  await sql.query(
    `INSERT INTO maatwerkbudget (number, amount_cents, vuistregel, aim, asked_by, asked_on)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [number, amountCents, vuistregel, aim, partner, askedOn],
  );
}

/** What was decided, once; what was decided before stays. */
export async function decideBudget(
  {
    number,
    outcome,
    by,
    on,
  }: { readonly number: string; readonly outcome: string; readonly by: string; readonly on: string },
  partner: string,
  sql: Sql,
): Promise<void> {
  await sql.query(
    `UPDATE maatwerkbudget SET outcome = $2, decided_by = $3, decided_on = $4
      WHERE number = $1 AND asked_by = $5 AND outcome IS NULL`,
    [number, outcome, by, on, partner],
  );
}

interface Row {
  readonly number: string;
  readonly amount_cents: number;
  readonly vuistregel: string;
  readonly aim: string;
  readonly asked_on: string;
  readonly outcome: 'toegekend' | 'afgewezen' | null;
  readonly decided_by: string | null;
  readonly decided_on: string | null;
}

/** These requests, the newest first. */
export async function budgetsOf(numbers: readonly string[], sql: Sql): Promise<readonly BudgetRequest[]> {
  const rows = await sql.query<Row>(
    `SELECT number, amount_cents, vuistregel, aim, asked_on::text, outcome, decided_by, decided_on::text
       FROM maatwerkbudget WHERE number = ANY ($1)`,
    [numbers],
  );
  return numbers.toReversed().flatMap(number => {
    const row = rows.find(each => each.number === number);
    return row === undefined
      ? []
      : [
          {
            number,
            amountCents: row.amount_cents,
            vuistregel: row.vuistregel,
            aim: row.aim,
            askedOn: row.asked_on,
            outcome: row.outcome ?? undefined,
            decidedBy: row.decided_by ?? undefined,
            decidedOn: row.decided_on ?? undefined,
          },
        ];
  });
}
