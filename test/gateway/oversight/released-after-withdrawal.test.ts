import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../../gateway/demo/seed.ts';
import type { Odd } from '../../../gateway/oversight/find-signals.ts';
import { observe } from '../../../gateway/oversight/observe.ts';
import { ask } from '../../world/exchange.ts';
import { says, stops } from '../../world/resident-says.ts';
import { startWorld, type World } from '../../world/world.ts';

const FIELDS = ['identiteit.naam'];
const HOUR_MS = 3_600_000;
const YES = {
  who: 'jan',
  at: 'wijkteam-zuidoost',
  purpose: 'D01',
  from: 'wijkteam-zuidoost',
  to: 'zayaz',
  fields: FIELDS,
} as const;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world?.close());

/** Jan's name to the corporation; resolves to where it stands in the log, and whether it left. */
async function askForJan(): Promise<{ readonly index: number; readonly left: boolean }> {
  const { answer, entry } = await ask(world, 'wijkteam-zuidoost', {
    as: 'zayaz',
    about: 'jan',
    for: 'D01',
    fields: FIELDS,
  });
  return { index: entry.index, left: Object.keys(answer.gegevens).length > 0 };
}

async function afterWithdrawal(): Promise<readonly Odd[]> {
  const now = Date.now();
  const period = { from: new Date(now - HOUR_MS), until: new Date(now + HOUR_MS) };
  const { odd } = await observe(world.database, period, world.gateway.register.subjectTag);
  return odd.filter(({ signal }) => signal === 'S12');
}

/** What was released while the register had lost that Jan stopped, as after an old copy was put back; then it knows again. */
async function whileForgotten<T>(work: () => Promise<T>): Promise<T> {
  const stopped = `state = 'Withdrawn'`;
  await unguarded(
    `CREATE TABLE lost_stop AS SELECT * FROM consent_event WHERE ${stopped}`,
    `DELETE FROM consent_event WHERE ${stopped}`,
  );
  const done = await work();
  await unguarded(
    'INSERT INTO consent_event OVERRIDING SYSTEM VALUE SELECT * FROM lost_stop',
    'DROP TABLE lost_stop',
  );
  return done;
}

const unguarded = async (...statements: readonly string[]): Promise<void> =>
  await world.database.transaction(async sql => {
    await sql.query('ALTER TABLE consent_event DISABLE TRIGGER USER');
    for (const statement of statements) await sql.query(statement);
    await sql.query('ALTER TABLE consent_event ENABLE TRIGGER USER');
    await sql.query('UPDATE ledger_head SET epoch = epoch + 1');
  });

describe('an officer who goes through a log in which Jan stopped', () => {
  it('finds nothing while the gateway held to it, whatever left before', async () => {
    await says(world, YES);
    expect((await askForJan()).left).toBe(true);
    await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
    expect((await askForJan()).left).toBe(false);
    expect(await afterWithdrawal()).toEqual([]);
  });

  it('finds what left after that all the same, and to whom, without opening anyone', async () => {
    const { index, left } = await whileForgotten(askForJan);
    expect(left).toBe(true);
    const subject = world.gateway.register.subjectTag(residentId('jan')).toString('hex');
    expect(await afterWithdrawal()).toMatchObject([{ signal: 'S12', index, partner: 'zayaz', subject }]);
  });

  it('finds no more than that once Jan says yes anew', async () => {
    const [found] = await afterWithdrawal();
    await says(world, YES);
    expect((await askForJan()).left).toBe(true);
    expect(await afterWithdrawal()).toEqual([found]);
  });
});
