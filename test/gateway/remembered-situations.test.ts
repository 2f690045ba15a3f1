import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { situationsOf } from '../../gateway/disclosure/remembered-situations.ts';
import { newDatabase } from '../world/world.ts';
import {
  anew,
  at,
  consent,
  counted,
  declare,
  inform,
  known,
  MINUTE_MS,
  newcomer,
  NOON,
  question,
  twoPartners,
  wake,
  type Somebody,
} from './situation-facts.ts';

let database: Database;

beforeAll(async () => {
  database = openDatabase(await newDatabase());
  await twoPartners(database);
});
afterAll(async () => await database.close());

/** What time alone changes, each of them at noon. */
const BOUNDARIES: readonly (readonly [string, (somebody: Somebody) => Promise<unknown>])[] = [
  ['the case opens', async ({ socialCase }) => await setCase(socialCase, 'opened_at')],
  ['the case closes', async ({ socialCase }) => await setCase(socialCase, 'closed_at')],
  ['the membership begins', async ({ socialCase }) => await setMember(socialCase, 'member_from')],
  ['the membership ends', async ({ socialCase }) => await setMember(socialCase, 'member_until')],
  ['the resident is informed', async each => await inform(database, each, at(0))],
  ['a yes begins', async each => await consent(database, each, at(60), { givenAt: at(0) })],
  ['a yes ends', async each => await consent(database, each, at(0))],
  ['a renewed yes ends', async each => await consent(database, each, at(-10), { renewedUntil: at(0) })],
  [
    'a choice made beforehand is called awake',
    async each => {
      await consent(database, each, at(60), { circumstance: 'advance' });
      await wake(database, each, at(0), at(60));
    },
  ],
  [
    'a choice made beforehand sleeps again',
    async each => {
      await consent(database, each, at(60), { circumstance: 'advance' });
      await wake(database, each, at(-30), at(0));
    },
  ],
  ['a declaration begins to count', async each => await declare(database, each, at(0), null)],
  ['a declaration ends', async each => await declare(database, each, at(-30), at(0))],
];

const setCase = async (id: string, column: 'opened_at' | 'closed_at'): Promise<unknown> =>
  await database.query(`UPDATE social_case SET ${column} = $2 WHERE id = $1`, [id, at(0)]);
const setMember = async (id: string, column: 'member_from' | 'member_until'): Promise<unknown> =>
  await database.query(`UPDATE case_member SET ${column} = $2 WHERE social_case = $1`, [id, at(0)]);

describe('the same question is asked again', () => {
  it.each(BOUNDARIES)('is remembered until the very moment that %s', async (_what, happens) => {
    const { sql, readings } = counted(database);
    const somebody = await newcomer(database);
    await happens(somebody);
    const before = await situationsOf(sql)(question(somebody, at(-5)));
    const justBefore = await situationsOf(sql)(question(somebody, new Date(NOON - 1)));
    expect([justBefore, readings()]).toEqual([before, 1]);

    const after = await situationsOf(sql)(question(somebody, at(0)));
    expect(readings()).toBe(2);
    expect(known(after)).not.toEqual(known(before));
    expect(after).toEqual(await anew(database, question(somebody, at(0))));
  });

  it('is read again when the clock stands before what is remembered', async () => {
    const { sql, readings } = counted(database);
    const somebody = await newcomer(database, at(-10));
    await situationsOf(sql)(question(somebody, at(0)));
    expect((await situationsOf(sql)(question(somebody, at(-20)))).is_member).toBe(false);
    expect(readings()).toBe(2);
  });

  it('is read again after a change that concerned somebody else, and is then remembered again', async () => {
    const { sql, readings } = counted(database);
    const [one, other] = [await newcomer(database), await newcomer(database)];
    for (const each of [one, other, one, other]) await situationsOf(sql)(question(each, at(0)));
    expect(readings()).toBe(2);
    await inform(database, other, at(-1));
    for (const each of [one, other, one, other]) await situationsOf(sql)(question(each, at(0)));
    expect(readings()).toBe(4);
  });

  it('hears a withdrawal that was committed before it was asked, together with a question that is new', async () => {
    const { sql } = counted(database);
    const [one, other] = [await newcomer(database), await newcomer(database)];
    const yes = await consent(database, one, at(60));
    expect((await situationsOf(sql)(question(one, at(0)))).consents).toHaveLength(1);
    await database.query(
      `INSERT INTO consent_event (consent, position, state, at, channel) VALUES ($1, 2, 'Withdrawn', $2, 'poort')`,
      [yes, at(0)],
    );
    const both = [one, other].map(async each => await situationsOf(sql)(question(each, at(0))));
    expect((await Promise.all(both)).map(row => row.consents)).toEqual([[], []]);
  });

  it('remembers nothing of a transaction that was taken back', async () => {
    const somebody = await newcomer(database);
    const ask = question(somebody, at(0));
    const within = database.transaction(async sql => {
      await inform(sql, somebody, at(-1));
      expect((await situationsOf(sql)(ask)).is_informed).toBe(true);
      throw new Error('taken back');
    });
    await expect(within).rejects.toThrow('taken back');
    expect((await situationsOf(database)(ask)).is_informed).toBe(false);
  });
});

const minute = fc.integer({ min: -8, max: 8 }).map(each => at(each * 5));
const later = fc.option(minute, { nil: null });

/** What may happen to somebody, at any moment from any moment on. */
const change = fc.oneof(
  fc.tuple(minute).map(
    ([from]) =>
      async (each: Somebody) =>
        await inform(database, each, from),
  ),
  fc.tuple(minute, minute, later, fc.constantFrom('ordinary', 'advance')).map(
    ([givenAt, until, renewedUntil, circumstance]) =>
      async (each: Somebody) =>
        void (await consent(database, each, until, { givenAt, renewedUntil, circumstance })),
  ),
  fc.tuple(minute, minute).map(
    ([from, until]) =>
      async (each: Somebody) =>
        await wake(database, each, from, until),
  ),
  fc.tuple(minute, later).map(
    ([from, until]) =>
      async (each: Somebody) =>
        await declare(database, each, from, until),
  ),
  fc.tuple(minute, later).map(([opened, closed]) => async ({ socialCase }: Somebody) => {
    await database.query('UPDATE social_case SET opened_at = $2, closed_at = $3 WHERE id = $1', [
      socialCase,
      opened,
      closed,
    ]);
  }),
  fc.tuple(minute, later).map(([from, until]) => async ({ socialCase }: Somebody) => {
    await database.query(
      `INSERT INTO case_member VALUES ($1, 'zayaz', 'mw-2', $2, $3) ON CONFLICT (social_case, partner, professional, member_from)
       DO UPDATE SET member_until = EXCLUDED.member_until`,
      [socialCase, from, until],
    );
  }),
  fc.constant(async ({ id }: Somebody) => {
    await database.query(
      `INSERT INTO minority VALUES ($1, 'from-12', now()) ON CONFLICT (resident) DO UPDATE SET enabled_by = 'po-1', enabled_at = now()`,
      [id],
    );
  }),
  fc.constant(async ({ id }: Somebody) => {
    await database.query(
      `INSERT INTO objection (id, resident, purpose, raised_at) VALUES ($1, $2, 'D02', now())`,
      [randomUUID(), id],
    );
  }),
);

const step = fc.record({
  who: fc.nat({ max: 2 }),
  change: fc.option(change, { nil: undefined, freq: 2 }),
  now: minute,
  purpose: fc.constantFrom('D01', 'D02'),
  professional: fc.constantFrom('mw-1', 'mw-2'),
  direction: fc.constantFrom('ask' as const, 'bring' as const),
  namesCase: fc.boolean(),
});

describe('whatever changed, and whatever the time', () => {
  it('gives the same answer as who looks anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async steps => {
        const people = [await newcomer(database), await newcomer(database)];
        const stranger = { id: '', koppelsleutel: randomUUID(), socialCase: randomUUID() };
        for (const each of steps) {
          const somebody = people[each.who];
          if (somebody !== undefined) await each.change?.(somebody);
          const { koppelsleutel, socialCase } = somebody ?? stranger;
          const asked = { ...each, koppelsleutel, socialCase: each.namesCase ? socialCase : undefined };
          // Twice: what the first made it remember is what the second is told.
          for (const now of [each.now, new Date(each.now.getTime() + 5 * MINUTE_MS)]) {
            const told = await situationsOf(database)(question(asked, now));
            expect(known(told)).toEqual(known((await anew(database, question(asked, now))) ?? told));
          }
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
