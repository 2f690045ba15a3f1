import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import { forgetPastTerms } from '../../gateway/keep-terms.ts';
import { planKeeping } from '../../gateway/officer/keeping-plan.ts';
import { startWorld, type World } from '../world/world.ts';

const DENIED = '42501';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await closedLongAgo('lin');
  for (const days of [30.1, 29.9]) await delivered(days);
  for (const resident of ['lin', 'anja'] as const) await woken(resident);
  for (const [number, years] of [
    ['MB-00000001', 5.1],
    ['MB-00000002', 4.9],
  ] as const)
    await paid(number, years);
});
afterAll(async () => await world?.close());

const sql = async (text: string, ...values: readonly unknown[]): Promise<unknown> =>
  await world.database.query(text, values);

const closedLongAgo = async (resident: 'lin'): Promise<unknown> =>
  await sql(
    `UPDATE social_case SET closed_at = now() - interval '366 days' WHERE resident = $1`,
    residentId(resident),
  );

/** A delivery that had to wait and ended this many days ago. */
const delivered = async (days: number): Promise<unknown> =>
  await sql(
    `INSERT INTO waiting_delivery (id, sender, recipient, state, created_at, deadline, next_attempt_at, ended_at)
     SELECT gen_random_uuid(), 'zayaz', 'farent', 'delivered', at, at + interval '1 day', at, at
       FROM (SELECT now() - $1 * interval '1 day' AS at) AS moment`,
    days,
  );

const woken = async (resident: 'lin' | 'anja'): Promise<unknown> =>
  await sql(
    `WITH called AS (
       INSERT INTO waakvlam_call (id, social_case, noted_by, called_at, due_at)
       SELECT gen_random_uuid(), id, 'mw-1', now() - interval '2 years', now() - interval '2 years'
         FROM social_case WHERE resident = $1 LIMIT 1 RETURNING id)
     INSERT INTO waakvlam_event (id, call, what, noted_by, at)
     SELECT gen_random_uuid(), id, 'klaar', 'mw-1', now() FROM called`,
    residentId(resident),
  );

const paid = async (number: string, years: number): Promise<unknown> =>
  await sql(
    `INSERT INTO maatwerkbudget (number, amount_cents, vuistregel, aim, asked_by, asked_on)
     VALUES ($1, 100, 'w', 'a', 'wijkteam-zuidoost', (now() - $2 * interval '1 year')::date)`,
    number,
    years,
  );

const count = async (table: string): Promise<number> => {
  const [row] = await world.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return row?.n ?? -1;
};

const counts = async (): Promise<readonly number[]> =>
  await Promise.all(
    ['waiting_delivery', 'waakvlam_call', 'waakvlam_event', 'maatwerkbudget'].map(
      async each => await count(each),
    ),
  );

const due = async (): Promise<object> =>
  Object.fromEntries(
    (await planKeeping(world.database, new Date())).parts.map(({ kind, due: number }) => [kind, number]),
  );

describe('what is over and past its term', () => {
  it('goes, by who serves requests; what is not past it stays, and whoever names a day to come gets no more', async () => {
    expect(await counts()).toEqual([2, 2, 2, 2]);
    expect(await due()).toMatchObject({ bezorgd: 1, oproepen: 1, budget: 1 });
    await forgetPastTerms(world.gateway.database, new Date(Date.now() + 50 * 365 * 86_400_000));
    expect(await counts()).toEqual([1, 1, 1, 1]);
    expect(await due()).toMatchObject({ bezorgd: 0, oproepen: 0, budget: 0 });
  });

  it.each(['waiting_delivery', 'waakvlam_call', 'waakvlam_event', 'maatwerkbudget'])(
    'goes no other way: who serves requests cannot remove from %s',
    async table => {
      await expect(world.gateway.database.query(`DELETE FROM ${table}`)).rejects.toMatchObject({
        code: DENIED,
      });
    },
  );

  it('and a call cannot be removed by the owner either', async () => {
    await expect(sql('DELETE FROM waakvlam_call')).rejects.toMatchObject({ code: DENIED });
    await expect(sql(`UPDATE waakvlam_event SET what = 'opgepakt'`)).rejects.toMatchObject({ code: DENIED });
  });
});
