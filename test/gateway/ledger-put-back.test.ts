import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { ForgetfulLedger } from '../../gateway/ledger/forgetful-ledger.ts';
import { appendEntries, withoutTriggers } from './ledger-log.ts';
import { openWitnessedLog, type WitnessedLog } from './witnessed-log.ts';

let log: WitnessedLog;
beforeEach(async () => {
  log = await openWitnessedLog();
});
afterEach(async () => await log.close());

describe('a backup that was put back', () => {
  const cut = [
    'DELETE FROM ledger_entry WHERE index >= 8',
    'DELETE FROM ledger_checkpoint',
    'DELETE FROM ledger_cosignature',
    "UPDATE ledger_tail SET size = 0, hashes = ''",
  ];

  async function restore(): Promise<void> {
    await log.database.transaction(async sql => {
      const [head] = await sql.query<{ frontier: Buffer[] }>('SELECT frontier FROM ledger_head');
      await withoutTriggers(sql, cut);
      await sql.query('UPDATE ledger_head SET size = 8, frontier = ARRAY[$1::bytea]', [head?.frontier[0]]);
    });
  }

  it('refuses to start behind the checkpoint in our own file', async () => {
    const rememberedIn = log.at('getuigenis');
    await appendEntries(log.database, 12);
    const { publisher } = await log.open({ rememberedIn });
    await publisher.publish();
    await publisher.stop();
    await (await log.open({ rememberedIn })).publisher.stop();
    await restore();
    await expect(log.open({ rememberedIn })).rejects.toThrow(
      /vergeetachtig: het heeft 8 regels, maar .* van 12 regels/,
    );
  });

  it('refuses to start behind the checkpoint that a witness knows', async () => {
    const witness = await log.startWitness();
    await appendEntries(log.database, 12);
    const { publisher } = await log.open({ witnesses: [witness] });
    await publisher.publish();
    await publisher.stop();
    await restore();
    await expect(log.open({ witnesses: [witness] })).rejects.toThrow(ForgetfulLedger);
  });

  it('refuses to start when the log has grown past it with another history', async () => {
    const rememberedIn = log.at('getuigenis');
    await appendEntries(log.database, 12);
    const { publisher } = await log.open({ rememberedIn });
    await publisher.publish();
    await publisher.stop();
    await restore();
    await appendEntries(log.database, 20);
    await expect(log.open({ rememberedIn })).rejects.toThrow(/zijn eerste 12 regels zijn niet de regels/);
  });

  it('is noticed while the gateway runs: nothing more is signed', async () => {
    await appendEntries(log.database, 12);
    const { publisher } = await log.open({ rememberedIn: log.at('getuigenis') });
    await publisher.publish();
    await restore();
    await publisher.publish();
    expect(publisher.alarm()).toBe('forgetful');
    expect(publisher.witnessedRecently(log.now())).toBe(false);
    expect(log.logged.join('')).toContain('ForgetfulLedger');
    expect(await newestCheckpoint(log.database)).toBeUndefined();
  });
});
