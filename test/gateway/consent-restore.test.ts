import { afterEach, describe, expect, it } from '@jest/globals';
import { migrateCommand } from '../../gateway/command-line/migrate.ts';
import {
  reconcile,
  requireReconciled,
  RegisterBehindLedger,
  type Reconciliation,
} from '../../gateway/consent/reconcile.ts';
import { openRegister } from '../../gateway/consent/open-register.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { spoken, type Spoken } from '../command-line/spoken.ts';
import { ask } from '../world/exchange.ts';
import { says, stops } from '../world/resident-says.ts';
import { keysOfSecrets } from '../../gateway/keys/keys-of-secrets.ts';
import { startWorld, type World } from '../world/world.ts';

const FIELDS = ['identiteit.naam'];
const ASKING = { as: 'zayaz', about: 'jan', for: 'D01', fields: FIELDS } as const;
const OPERATOR = { actor: 'beheerder', trace: { requestId: 'herstel', traceId: 'c'.repeat(32) } };

let world: World;
afterEach(async () => await world.close());

/** Jan said yes and stopped; then the tables of an older backup are put back over the newer ones. */
async function restored(...forget: readonly string[]): Promise<void> {
  world = await startWorld();
  await says(world, {
    who: 'jan',
    at: 'wijkteam-zuidoost',
    purpose: 'D01',
    from: 'wijkteam-zuidoost',
    to: 'zayaz',
    fields: FIELDS,
  });
  await stops(world, 'jan', 'wijkteam-zuidoost', { naar: 'zayaz' });
  await world.database.transaction(async sql => {
    await sql.query('ALTER TABLE consent_event DISABLE TRIGGER USER');
    await sql.query('ALTER TABLE register_change DISABLE TRIGGER USER');
    for (const statement of forget) await sql.query(statement);
    await sql.query('ALTER TABLE consent_event ENABLE TRIGGER USER');
    await sql.query('ALTER TABLE register_change ENABLE TRIGGER USER');
  });
}

/** As an operator does it, on this world's database. */
async function migrated(): Promise<Spoken> {
  process.env['DATABASE_URL'] = world.databaseUrl;
  try {
    return await spoken(migrateCommand, []);
  } finally {
    delete process.env['DATABASE_URL'];
  }
}

const reconciled = async (): Promise<Reconciliation> =>
  await reconcile(OPERATOR, { ...world.gateway.register, vault: world.vault });

const WITHDRAWAL = `DELETE FROM consent_event WHERE state = 'Withdrawn' AND ledger_index IS NOT NULL`;
const CHANGES = 'DELETE FROM register_change WHERE ledger_index > 0';

describe('a backup from before Jan stopped is put back', () => {
  it.each([
    ['the events alone', [WITHDRAWAL]],
    ['the events and the list of changes', [WITHDRAWAL, CHANGES]],
  ])('%s: the gateway does not open', async (_name, forget) => {
    await restored(...forget);
    await expect(
      openRegister(world.gateway.register, world.secrets, keysOfSecrets(world.secrets).receipts),
    ).rejects.toThrow(RegisterBehindLedger);
  });

  it('and `migrate` says so too', async () => {
    await restored(WITHDRAWAL, CHANGES);
    const { exit, error } = await migrated();
    expect(exit).toBe(1);
    expect(error).toContain('wijkpoort toestemming herstel');
  });

  it('opens again once it was reconciled, and Jan’s yes is not back', async () => {
    await restored(WITHDRAWAL, CHANGES);
    const { missing, residents, closed } = await reconciled();
    expect({ residents, closed }).toEqual({ residents: 1, closed: 2 });
    expect(missing).toBeGreaterThanOrEqual(1);
    await requireReconciled(world.database);
    const { answer } = await ask(world, 'wijkteam-zuidoost', ASKING);
    expect(answer.gegevens).toEqual({});
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('closes for Jan alone: what Anja decided stands', async () => {
    await restored(WITHDRAWAL);
    await reconciled();
    const { answer } = await ask(world, 'wijkteam-zuidoost', { ...ASKING, about: 'anja' });
    expect(Object.keys(answer.gegevens)).toEqual(FIELDS);
    const objections = await world.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM objection WHERE channel = 'gateway' AND resident <> $1`,
      [residentId('jan')],
    );
    expect(objections).toEqual([{ n: 0 }]);
  });
});

describe('nothing was put back', () => {
  it('the gateway opens', async () => {
    await restored();
    expect(await migrated()).toMatchObject({ exit: 0, error: '' });
    await expect(requireReconciled(world.database)).resolves.toBeUndefined();
  });
});
