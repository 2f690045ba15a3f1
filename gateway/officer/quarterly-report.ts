import type { Sql } from '../database.ts';
import { followLog } from '../ledger/queries.ts';
import {
  FEWEST_PEOPLE,
  suppressSmall,
  type Counted,
  type CrossTable,
  type PublishedTable,
} from './suppress-small.ts';

/** Three months, `2026-K4`. */
export interface Quarter {
  readonly name: string;
  readonly from: Date;
  /** This moment itself no more. */
  readonly until: Date;
}

/** What happened in three months, without names and without small numbers. */
export interface QuarterlyReport {
  readonly quarter: Quarter;
  /** Disclosures, by purpose and by the organisation that received. */
  readonly disclosures: PublishedTable;
  readonly figures: readonly ReportFigure[];
}

/** A number; none when it is about fewer than ten residents, and not zero. */
export interface ReportFigure {
  readonly what: FigureName;
  readonly count: number | undefined;
}

export const FIGURES = ['geweigerd', 'nood', 'bezwaar', 'gestopt', 'inzage', 'datalek'] as const;
export type FigureName = (typeof FIGURES)[number];

/** The quarter of this name, in the time of the place; none when it is no name of one. */
export function quarterOf(name: string): Quarter | undefined {
  const [, year, quarter] = /^(20\d\d)-K([1-4])$/.exec(name) ?? [];
  if (year === undefined || quarter === undefined) return undefined;
  const month = (Number(quarter) - 1) * 3;
  return { name, from: amsterdam(Number(year), month), until: amsterdam(Number(year), month + 3) };
}

export function quarterAt(moment: Date): string {
  const [year = '', month = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    year: 'numeric',
    month: '2-digit',
  })
    .format(moment)
    .split('-');
  return `${year}-K${Math.ceil(Number(month) / 3)}`;
}

/** Midnight at the beginning of a month: one hour before UTC in winter, two in summer; quarters begin on both sides. */
function amsterdam(year: number, month: number): Date {
  const at = new Date(Date.UTC(year, month, 1));
  const isSummer = at.getUTCMonth() >= 3 && at.getUTCMonth() <= 9;
  return new Date(at.getTime() - (isSummer ? 2 : 1) * 3_600_000);
}

const DISCLOSURES = `
SELECT purpose.word AS purpose, partner.organisation, count(*)::int AS count, count(DISTINCT facet.subject)::int AS people
  FROM ledger_facet AS facet
  JOIN ledger_word AS event ON event.id = facet.event AND event.word = 'released'
  JOIN ledger_word AS purpose ON purpose.id = facet.purpose
  JOIN ledger_word AS recipient ON recipient.id = facet.recipient
  JOIN partner ON partner.id = recipient.word
 WHERE facet.recorded_at >= $1 AND facet.recorded_at < $2
 GROUP BY GROUPING SETS ((purpose.word, partner.organisation), (purpose.word), (partner.organisation), ())`;

interface Row extends Counted {
  readonly purpose: string | null;
  readonly organisation: string | null;
}

/** Counts a quarter from the log; everything that would tell about fewer than ten residents is left out. */
export async function quarterlyReport(sql: Sql, quarter: Quarter): Promise<QuarterlyReport> {
  await followLog(sql);
  const period = [quarter.from, quarter.until];
  const rows = await sql.query<Row>(DISCLOSURES, period);
  const [figures] = await sql.query<Readonly<Record<FigureName, Counted>>>(COUNTS, period);
  return {
    quarter,
    disclosures: suppressSmall(tableFrom(rows)),
    figures: FIGURES.map(what => ({ what, count: publishable(figures?.[what]) })),
  };
}

const publishable = (counted: Counted | undefined): number | undefined =>
  counted === undefined || (counted.count > 0 && counted.people < FEWEST_PEOPLE) ? undefined : counted.count;

const NONE: Counted = { count: 0, people: 0 };

function tableFrom(rows: readonly Row[]): CrossTable {
  const named = (key: 'purpose' | 'organisation'): readonly string[] =>
    [...new Set(rows.flatMap(row => row[key] ?? []))].sort();
  const [purposes, organisations] = [named('purpose'), named('organisation')];
  const at = (purpose: string | null, organisation: string | null): Counted => {
    const found = rows.find(row => row.purpose === purpose && row.organisation === organisation);
    return found === undefined ? NONE : { count: found.count, people: found.people };
  };
  return {
    rows: purposes,
    columns: organisations,
    cells: [...purposes, null].map(purpose =>
      [...organisations, null].map(organisation => at(purpose, organisation)),
    ),
  };
}

const counted = (count: string, people: string): string =>
  `jsonb_build_object('count', ${count}, 'people', ${people})`;

const inLog = (condition: string): string =>
  `(SELECT ${counted('count(*)', 'count(DISTINCT subject)')} FROM ledger_facet AS facet
     WHERE recorded_at >= $1 AND recorded_at < $2 AND ${condition})`;
const word = (text: string): string => `(SELECT id FROM ledger_word WHERE word = '${text}')`;

const COUNTS = `
SELECT ${inLog(`event = ${word('refused')}`)} AS geweigerd,
       ${inLog(`event = ${word('released')} AND purpose = ${word('D06')}`)} AS nood,
       (SELECT ${counted('count(*)', 'count(DISTINCT resident)')} FROM objection WHERE raised_at >= $1 AND raised_at < $2) AS bezwaar,
       (SELECT ${counted('count(*)', 'count(DISTINCT consent.resident)')} FROM consent_event JOIN consent ON consent.id = consent
         WHERE state = 'Withdrawn' AND at >= $1 AND at < $2) AS gestopt,
       (SELECT ${counted('count(*)', 'count(DISTINCT resident)')} FROM access_request
         WHERE recorded_at >= $1 AND recorded_at < $2 AND refused IS NULL) AS inzage,
       -- A breach is counted as it is: that it happened is for everyone to know.
       (SELECT ${counted('count(*)', '10')} FROM breach WHERE discovered_at >= $1 AND discovered_at < $2) AS datalek`;
