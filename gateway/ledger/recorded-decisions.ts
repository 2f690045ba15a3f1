import type { RecordedDecision } from '../../policies/replay/recorded-decision.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import type { FieldRecord, RecordedFacts } from './entry.ts';

interface Row {
  readonly index: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly leaf: {
    readonly purpose: string;
    readonly fields: Readonly<Record<FieldId, FieldRecord>>;
    readonly facts?: RecordedFacts;
  };
}

const PAGE = 2_000;

/** What of a field's record means that the rules opened it, whatever became of its value afterwards. */
const OPENED: ReadonlySet<FieldRecord['decision']> = new Set([
  'released',
  'opened',
  'empty-at-source',
  'content-stopped',
  'not-obtained',
]);

/**
 * Every decision in the ledger from `begin` on, in order, with the roles the partners have in the registry. No person comes along: an entry
 * says what was known, not about whom. Memory stays flat.
 */
export async function* recordedDecisions(sql: Sql, begin = 0): AsyncGenerator<RecordedDecision> {
  for (let from = begin; ;) {
    const rows = await sql.query<Row>(
      `SELECT index, leaf::jsonb AS leaf, sender.role AS from, recipient.role AS to
         FROM ledger_entry
         LEFT JOIN partner AS sender ON sender.id = leaf::jsonb ->> 'sender'
         LEFT JOIN partner AS recipient ON recipient.id = leaf::jsonb ->> 'recipient'
        WHERE index >= $1 ORDER BY index LIMIT $2`,
      [from, PAGE],
    );
    for (const row of rows) {
      if (row.from !== null && row.to !== null && Object.keys(row.leaf.fields).length > 0) {
        yield decisionIn(row.leaf, row.from, row.to);
      }
      from = Number(row.index) + 1;
    }
    if (rows.length < PAGE) return;
  }
}

function decisionIn({ purpose, fields, facts }: Row['leaf'], from: string, to: string): RecordedDecision {
  // What a resident had restricted says nothing about a handreiking.
  const asked = (Object.keys(fields) as FieldId[]).filter(
    field => facts?.restricted?.includes(field) !== true,
  );
  return {
    purpose,
    from,
    to,
    asked,
    opened: asked.filter(field => OPENED.has(fields[field]?.decision ?? 'never')),
    facts:
      facts === undefined ? undefined : { true: facts.true, false: facts.false, consented: facts.consent },
  };
}
