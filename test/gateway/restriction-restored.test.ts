import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  reconcile,
  requireReconciled,
  RegisterBehindLedger,
  type Reconciliation,
} from '../../gateway/consent/reconcile.ts';
import { announceLift, liftRestriction, restrict } from '../../gateway/consent/restrictions.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { ask } from '../world/exchange.ts';
import { stops } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';

const HELD = 'woonprofiel.woonwens' as FieldId;
const LEFT = 'identiteit.naam';
const OPERATOR = { actor: 'beheerder', trace: { requestId: 'herstel', traceId: 'c'.repeat(32) } };
const REASONS = 'Wij keken het na met uw corporatie en met u: het klopt nu wel.';
const DAY_MS = 86_400_000;

let world: World;
/** Where the log stood before. */
let size: number;
beforeAll(async () => {
  world = await startWorld();
  expect(await released()).toEqual([LEFT, HELD]);
  size = (await world.ledger()).length;
});
afterAll(async () => await world?.close());

async function putOnHold(resident: ResidentKey): Promise<string> {
  const asked = { resident: residentId(resident), ground: 'accuracy', fields: [HELD] } as const;
  const by = { askedBy: 'resident', channel: 'portaal' } as const;
  return (await restrict({ ...asked, ...by }, OPERATOR, world.gateway.register)).id;
}

const released = async (): Promise<readonly string[]> => {
  const wish = { as: 'zayaz', about: 'anja', for: 'D01', fields: [HELD, LEFT] } as const;
  return Object.keys((await ask(world, 'wijkteam-zuidoost', wish)).answer.gegevens).sort();
};

/** Puts the tables back as they were before; the log knows better. */
async function forget(...tables: readonly string[]): Promise<void> {
  await world.database.transaction(async sql => {
    for (const table of tables) {
      await sql.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await sql.query(
        table === 'register_change'
          ? `DELETE FROM ${table} WHERE ledger_index >= ${String(size)}`
          : `DELETE FROM ${table}`,
      );
      await sql.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    }
    await sql.query('UPDATE ledger_head SET epoch = epoch + 1');
  });
}

const reconciled = async (): Promise<Reconciliation> =>
  await reconcile(OPERATOR, { ...world.gateway.register, vault: world.vault });

const count = async (what: string): Promise<number> =>
  (await world.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n ?? -1;

const restrictions = async (): Promise<readonly unknown[]> =>
  await world.database.query('SELECT id, started_at, fields, ground, asked_by FROM restriction');

const objections = async (resident: ResidentKey): Promise<number> =>
  await count(`objection WHERE channel = 'gateway' AND resident = '${residentId(resident)}'`);

const inEightDays = () => ({
  ...world.gateway.register,
  clock: () => new Date(Date.now() + 8 * DAY_MS),
});

const OLD_COPY = ['notice', 'officer_item', 'restriction', 'register_change'];

describe('a copy from before Anja had something put on hold is put back', () => {
  let restriction: string;
  let before: readonly unknown[];

  it.each([
    ['everything of it', OLD_COPY],
    ['the restriction alone', ['restriction']],
  ])(
    '%s: the gateway does not open until it is on hold again, and nothing else is closed',
    async (_what, tables) => {
      restriction = await putOnHold('anja');
      before = await restrictions();
      await forget(...tables);
      expect(await released()).toEqual([LEFT, HELD]);
      await expect(requireReconciled(world.database)).rejects.toThrow(RegisterBehindLedger);
      expect(await reconciled()).toMatchObject({ residents: 1, closed: 0, restricted: 1 });
      await requireReconciled(world.database);
      expect(await released()).toEqual([LEFT]);
      expect(await objections('anja')).toBe(0);
    },
  );

  it('holds for what it held for since then, lies before the officer, and who received is asked once more', async () => {
    expect(await restrictions()).toEqual(before);
    expect(await count(`officer_item WHERE kind = 'restriction' AND done_at IS NULL`)).toBe(1);
    expect(await count(`notice WHERE request = 'restrict' AND cause = '${restriction}'`)).toBe(2);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('is on hold still when that was lost once more, and Anja is told anew before it is lifted', async () => {
    const lift = { restriction, toldHow: 'brief', reasons: REASONS } as const;
    await announceLift(lift, OPERATOR, world.gateway.register);
    await forget(...OLD_COPY);
    expect(await reconciled()).toMatchObject({ closed: 0, restricted: 1 });
    expect(await restrictions()).toEqual(before);
    expect(await liftRestriction(restriction, OPERATOR, inEightDays())).toBe('not-announced');
    expect(await announceLift(lift, OPERATOR, world.gateway.register)).toMatchObject({
      index: expect.any(Number),
    });
  });

  it('leaves lifted what was lifted', async () => {
    await liftRestriction(restriction, OPERATOR, inEightDays());
    await forget(...OLD_COPY);
    expect(await reconciled()).toMatchObject({ closed: 0, restricted: 0 });
    expect([await released(), await objections('anja')]).toEqual([[LEFT, HELD], 0]);
  });

  it('closes everything all the same when Anja also stopped', async () => {
    await putOnHold('anja');
    await stops(world, 'anja', 'wijkteam-zuidoost', { naar: 'zayaz' });
    await forget(...OLD_COPY);
    expect(await reconciled()).toMatchObject({ restricted: 1 });
    expect(await released()).toEqual([]);
    expect(await objections('anja')).toBeGreaterThan(0);
  });
});

describe('a copy from before Jan had something put on hold is put back, and nobody can read any more what it was', () => {
  it('closes everything', async () => {
    await putOnHold('jan');
    await forget(...OLD_COPY);
    await world.database.query(`DELETE FROM subject_key WHERE resident = $1`, [residentId('jan')]);
    await reconciled();
    expect(await objections('jan')).toBeGreaterThan(0);
    expect(await count(`restriction WHERE resident = '${residentId('jan')}'`)).toBe(0);
  });
});
