import type { MySay } from '../../portal/my-say-page.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { consentsOf } from './consent-store.ts';
import { noticesOf } from './notice-store.ts';

interface ObjectionRow {
  readonly purpose: string;
  readonly raised_at: Date;
  readonly decide_by: Date | null;
  readonly dismissed_at: Date | null;
  readonly upheld_at: Date | null;
  readonly withdrawn_at: Date | null;
  readonly reasons: string | null;
}

/** Everything a resident decided, who was told, and what the officer said to it: for this resident's own eyes. */
export async function readMySay(
  sql: Sql,
  resident: string,
  { purposes, fields }: Pick<Handreiking, 'purposes' | 'fields'>,
): Promise<MySay> {
  const names = await partnerNames(sql);
  const named = (id: string): string => names.get(id) ?? id;
  const labels = (ids: readonly FieldId[]): readonly string[] => ids.map(id => fields.get(id)?.name ?? id);
  const why = (id: string): string => purposes.get(id)?.description ?? id;
  const reasons = await reasonsByDecision(sql, resident);
  const objections = await sql.query<ObjectionRow>(
    `SELECT purpose, raised_at, decide_by, dismissed_at, upheld_at, withdrawn_at, reasons FROM objection
      WHERE resident = $1 ORDER BY raised_at`,
    [resident],
  );
  return {
    decisions: (await consentsOf(sql, resident)).map(consent => ({
      state: consent.state,
      from: named(consent.sender),
      to: named(consent.recipient),
      why: why(consent.purpose),
      what: labels(consent.fields),
      at: consent.at,
      until: consent.validUntil,
      officerSaid: reasons.get(consent.id),
    })),
    notices: (await noticesOf(sql, resident)).map(notice => ({
      to: named(notice.recipient),
      request: notice.request,
      state: notice.state,
      what: labels(notice.fields),
      answer: notice.answeredWith,
    })),
    objections: objections.map(row => ({
      why: why(row.purpose),
      at: row.raised_at,
      state: stateOf(row),
      decideBy: row.decide_by ?? undefined,
      officerSaid: row.reasons ?? undefined,
    })),
  };
}

function stateOf({
  dismissed_at,
  upheld_at,
  withdrawn_at,
}: ObjectionRow): MySay['objections'][number]['state'] {
  if (withdrawn_at !== null) return 'withdrawn';
  if (upheld_at !== null) return 'upheld';
  return dismissed_at === null ? 'open' : 'dismissed';
}

async function partnerNames(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; name: string }>('SELECT id, name FROM partner');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Why the officer let a decision count that the resident opposed, or did not. */
async function reasonsByDecision(sql: Sql, resident: string): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ about: string; reasons: string }>(
    `SELECT about, reasons FROM officer_item
      WHERE resident = $1 AND kind = 'resident-opposes' AND reasons IS NOT NULL`,
    [resident],
  );
  return new Map(rows.map(({ about, reasons }) => [about, reasons]));
}
