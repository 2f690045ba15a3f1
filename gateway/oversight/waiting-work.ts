import type { Sql } from '../database.ts';
import type { KeptPolicy } from './review-policies.ts';
import type { ReviewPolicy } from './review-policy.ts';
import type { ReviewRun } from './review-log.ts';

/** What asks for attention without being about one person: who goes through the log, and what stands still. */
export interface Chore {
  readonly kind: string;
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly isSerious: boolean;
  readonly href: string;
}

const HOUR_MS = 3_600_000;

/** A log that nobody reviews is itself a finding: that is what others were fined for. */
export function reviewChores(
  policies: readonly KeptPolicy[],
  policy: ReviewPolicy,
  last: Pick<ReviewRun, 'at'> | undefined,
  now: Date,
): readonly Chore[] {
  const hours = last === undefined ? undefined : Math.floor((now.getTime() - last.at.getTime()) / HOUR_MS);
  const isLate = hours === undefined || hours >= policy.everyHours;
  const [newest] = policies;
  const href = '/werk/signalen';
  return [
    ...(isLate
      ? [
          {
            kind: 'Controle',
            sentence: 'Het logboek is niet op tijd nagelopen.',
            reasons: [
              hours === undefined
                ? 'Het is nog nooit nagelopen.'
                : `De vorige keer is ${String(hours)} uur geleden.`,
              `Volgens het controlebeleid gebeurt het elke ${String(policy.everyHours)} uur.`,
            ],
            isSerious: hours === undefined || hours >= 2 * policy.everyHours,
            href,
          },
        ]
      : []),
    ...(newest === undefined || newest.adoptedBy === undefined
      ? [
          {
            kind: 'Controlebeleid',
            sentence:
              newest === undefined
                ? 'Er is nog geen controlebeleid vastgesteld.'
                : 'Een voorstel voor het controlebeleid wacht op een tweede.',
            reasons: ['Controle telt pas als zij systematisch is en is vastgesteld.'],
            isSerious: false,
            href,
          },
        ]
      : []),
  ];
}

const FAILING = `
SELECT sender.word AS sender, count(*)::int AS times FROM ledger_facet JOIN ledger_word AS sender ON sender.id = sender
 WHERE recorded_at >= $1 AND event = (SELECT id FROM ledger_word WHERE word = 'source-failed')
 GROUP BY sender.word HAVING count(*) >= 3 ORDER BY times DESC LIMIT 20`;
const RECEIPTS = `
SELECT partner, count(*)::int AS times FROM counter_receipt WHERE outcome NOT IN ('matches', 'received-before') AND received_at >= $1
 GROUP BY partner ORDER BY times DESC LIMIT 20`;

/** Sources that fail, and receipts that did not come or do not match. */
export async function partnerChores(
  sql: Sql,
  nameOf: (partner: string) => string,
  now: Date,
): Promise<readonly Chore[]> {
  const failing = await sql.query<{ sender: string; times: number }>(FAILING, [
    new Date(now.getTime() - 24 * HOUR_MS),
  ]);
  const receipts = await sql.query<{ partner: string; times: number }>(RECEIPTS, [
    new Date(now.getTime() - 7 * 24 * HOUR_MS),
  ]);
  return [
    ...failing.map(({ sender, times }) => ({
      kind: 'Bron',
      sentence: `De bron van ${nameOf(sender)} antwoordt niet goed.`,
      reasons: [`${String(times)} keer in de laatste 24 uur.`],
      isSerious: false,
      href: `/werk/logboek?partner=${sender}&gebeurtenis=source-failed`,
    })),
    ...receipts.map(({ partner, times }) => ({
      kind: 'Ontvangstbewijs',
      sentence: `Wat ${nameOf(partner)} zegt te hebben gekregen, klopt niet met het logboek of blijft uit.`,
      reasons: [`${String(times)} keer in de laatste zeven dagen.`],
      isSerious: false,
      href: `/werk/logboek?partner=${partner}`,
    })),
  ];
}
