import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { race, startSecondGateway, type RaceResult } from '../race/race.ts';
import { startWorld, type World } from '../world/world.ts';

const rounds = Number(process.env['RACE_ROUNDS'] ?? '60');
const isLong = process.env['RACE_ROUNDS'] !== undefined;
const tellProgress = (round: number): void => {
  if (round % 1_000 === 0) process.stdout.write(`${round}\n`);
};
const patience = 60_000 + rounds * 600;

let world: World;
let second: Awaited<ReturnType<typeof startSecondGateway>>;
let result: RaceResult;
beforeAll(async () => {
  world = await startWorld();
  second = await startSecondGateway(world);
  result = await race(world, second.url, rounds, Math.random, isLong ? tellProgress : undefined);
  if (isLong) {
    const { violations, ...counts } = result;
    process.stdout.write(`${JSON.stringify({ ...counts, violations: violations.length })}\n`);
  }
}, patience);
afterAll(async () => {
  await second.stop();
  await world.close();
});

// For every release: what the newest decision of that resident before it was, in the order of the ledger alone.
const ORDER = `
SELECT count(*)::int AS all, count(*) FILTER (WHERE newest.state = 'Withdrawn')::int AS late
  FROM ledger_entry JOIN subject_of ON tag = subject, LATERAL (
    SELECT state FROM consent_event JOIN consent ON consent.id = consent_event.consent
     WHERE consent.resident = subject_of.resident AND consent.recipient = 'zayaz' AND ledger_index < ledger_entry.index
     ORDER BY ledger_index DESC LIMIT 1
  ) AS newest
 WHERE leaf::jsonb ->> 'event' = 'released'`;

describe('residents stop while a corporation keeps asking two gateways on one database', () => {
  it('nothing is released after a withdrawal that was committed, on either gateway', () => {
    expect(result.violations).toEqual([]);
    expect(result.rounds).toBe(rounds);
  });

  it('was a race: some were released just before, some came too late', () => {
    expect(result.releasedBefore).toBeGreaterThan(rounds / 10);
    expect(result.refused).toBeGreaterThan(rounds);
  });

  it(
    'and the ledger shows which came first, without a gap',
    async () => {
      expect((await verifyLedger(world.database)).fault).toBeUndefined();
      await world.database.query('CREATE TABLE subject_of (resident uuid, tag bytea PRIMARY KEY)');
      const key = Buffer.from(world.secrets.subjectKey, 'hex');
      for (const { id } of await world.database.query<{ id: string }>('SELECT id FROM resident')) {
        const tag = createHmac('sha256', key).update(id).digest();
        await world.database.query('INSERT INTO subject_of VALUES ($1, $2)', [id, tag]);
      }
      const [released] = await world.database.query<{ all: number; late: number }>(ORDER);
      expect(released?.all).toBe(result.releasedBefore);
      expect(released?.late).toBe(0);
    },
    patience,
  );
});
