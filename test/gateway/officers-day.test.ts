import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { findSignals } from '../../gateway/oversight/find-signals.ts';
import { observe } from '../../gateway/oversight/observe.ts';
import { AS_DELIVERED } from '../../gateway/oversight/review-policy.ts';
import { fillLedger } from '../world/fill-ledger.ts';
import { newDatabase } from '../world/world.ts';

const ENTRIES = 100_000;
const NOW = new Date('2026-11-20T16:00:00Z');
const at = (hour: number, minute = 0): Date => new Date(Date.UTC(2026, 10, 19, hour, minute));
const tagOf = (name: string): Buffer => createHash('sha256').update(name).digest();

interface Planted {
  readonly who: string;
  readonly about: string;
  readonly at: Date;
  readonly event?: 'released' | 'refused';
  readonly facts?: readonly string[];
  readonly purpose?: string;
}

const many = (count: number, one: (place: number) => Planted): readonly Planted[] =>
  Array.from({ length: count }, (_, place) => one(place));

/** One incident of each kind, each by an employee of its own. */
const INCIDENTS: readonly Planted[] = [
  { who: 'S1', about: 'zonder-casus', at: at(9), facts: ['casuslid'] },
  { who: 'S5', about: 'x', at: at(3) },
  ...many(200, place => ({ who: 'S6', about: 'y', at: at(8 + (place % 8), place % 60) })),
  { who: 'S7', about: 'z', at: at(10), purpose: 'D06' },
  ...many(45, place => ({ who: 'S8', about: `mens-${String(place)}`, at: at(11, place) })),
  ...many(12, place => ({
    who: 'S9',
    about: `nee-${String(place)}`,
    at: at(12, place),
    event: 'refused' as const,
  })),
  ...many(4, place => ({ who: 'S10', about: 'steeds', at: at(13, place), event: 'refused' as const })),
];

const PLANT = `
INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject, actor, actor_salt, actor_tag)
SELECT (each ->> 'index')::bigint, (each ->> 'at')::timestamptz, each ->> 'leaf', sha256(''), sha256(''), 'x',
       decode(each ->> 'subject', 'hex'), 'x', sha256(''), decode(each ->> 'actor', 'hex')
  FROM jsonb_array_elements($1::jsonb) AS each`;

const rowOf = (
  { who, about, at: moment, event = 'released', facts = [], purpose = 'D01' }: Planted,
  place: number,
) => ({
  index: ENTRIES + place,
  at: moment,
  subject: tagOf(about).toString('hex'),
  actor: tagOf(`planter-${who}`).toString('hex'),
  leaf: JSON.stringify({
    event,
    purpose,
    policyVersion: 'a',
    sender: 'gemeente',
    recipient: 'planter',
    facts: { true: facts },
    fields: { 'zorg.diagnose': { decision: event === 'released' ? 'released' : 'withheld' } },
  }),
});

let database: Database;
beforeAll(async () => {
  database = openDatabase(await newDatabase());
  await fillLedger(database, ENTRIES, NOW);
  const rows = [...INCIDENTS].sort((one, other) => one.at.getTime() - other.at.getTime()).map(rowOf);
  await database.query(PLANT, [JSON.stringify(rows)]);
  await database.query('UPDATE ledger_head SET size = $1', [ENTRIES + rows.length]);
  await database.query('INSERT INTO resident (id) VALUES ($1)', [randomUUID()]);
}, 90_000);
afterAll(async () => {
  await database?.close();
});

describe('an officer’s day, on a log of a hundred thousand entries', () => {
  it('finds every incident that was planted, by who did it, and of those kinds nothing else', async () => {
    const period = { from: new Date(NOW.getTime() - 7 * 86_400_000), until: NOW };
    const found = findSignals(await observe(database, period, () => tagOf('zonder-casus')), AS_DELIVERED);
    const planted = new Map(
      INCIDENTS.map(({ who }) => [tagOf(`planter-${who}`).toString('hex'), who] as const),
    );
    const byPlanter = found.flatMap(({ actor = '', signal }) =>
      planted.get(actor) === signal ? [signal] : [],
    );
    expect(new Set(byPlanter)).toEqual(new Set(['S1', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10']));
    // The rest of this log goes on all night and has emergencies; besides those it is quiet.
    const others = found.filter(({ actor = '' }) => !planted.has(actor)).map(({ signal }) => signal);
    expect(others.filter(signal => signal !== 'S5' && signal !== 'S7')).toEqual([]);
  });
});
