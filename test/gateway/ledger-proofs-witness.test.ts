import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { newestCheckpoint } from '../../gateway/ledger/checkpoint-store.ts';
import { openCheckpoint } from '../../gateway/ledger/checkpoint.ts';
import { ForgetfulLedger } from '../../gateway/ledger/forgetful-ledger.ts';
import { isSignedBy } from '../../gateway/ledger/note.ts';
import { openRememberedCheckpoints } from '../../gateway/ledger/remembered-checkpoints.ts';
import { originHash } from '../../gateway/ledger/witness-client.ts';
import type { RunningWitness } from '../world/running-witness.ts';
import { appendEntries, ORIGIN, withoutTriggers } from './ledger-log.ts';
import { keyFrom, LOG_KEY, openWitnessedLog, type WitnessedLog } from './witnessed-log.ts';

let log: WitnessedLog;
beforeEach(async () => {
  log = await openWitnessedLog();
});
afterEach(async () => await log.close());

const post = async (url: string, body: string): Promise<readonly [number, string, string | null]> => {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return [response.status, await response.text(), response.headers.get('content-type')];
};

describe('a log with a witness', () => {
  it('publishes checkpoints that the witness signed too, as it grows, and as it starts again', async () => {
    const witness = await log.startWitness();
    const rememberedIn = log.at('getuigenis');
    const first = await log.open({ witnesses: [witness], rememberedIn });
    for (const size of [3, 300, 301]) {
      await appendEntries(log.database, size);
      await first.publisher.publish();
      const opened = openCheckpoint((await newestCheckpoint(log.database))?.note ?? '', LOG_KEY);
      expect(opened).toMatchObject({ size });
      expect(opened !== undefined && isSignedBy(opened.note, keyFrom(witness.key))).toBe(true);
    }
    const ours = JSON.parse(await readFile(rememberedIn, 'utf8')) as Record<string, string>;
    expect(ours[ORIGIN]).toMatch(/\n301\n[^]*\n— getuige/);
    const shown = await (await fetch(`${witness.url}/${originHash(ORIGIN)}/checkpoint`)).text();
    expect(openCheckpoint(shown, LOG_KEY)).toMatchObject({ size: 301 });
    await first.publisher.stop();
    const { publisher } = await log.open({ witnesses: [witness] });
    await appendEntries(log.database, 400);
    await publisher.publish();
    expect(publisher.alarm()).toBeUndefined();
    expect(publisher.witnessedRecently(log.now())).toBe(true);
  });

  it('finds its way when the witness knows an older checkpoint than it thinks', async () => {
    const witness = await log.startWitness();
    const { publisher } = await log.open({ witnesses: [witness] });
    await appendEntries(log.database, 5);
    await publisher.publish();
    await log.database.transaction(
      async sql => await withoutTriggers(sql, ['DELETE FROM ledger_cosignature']),
    );
    await appendEntries(log.database, 9);
    await publisher.publish();
    expect((await newestCheckpoint(log.database))?.note.match(/^— getuige/gm)).toHaveLength(1);
  });

  it('hears it when the witness has seen another history, raises the alarm, and may release nothing any more', async () => {
    const witness = await log.startWitness();
    await post(witness.url, `old 0\n\n${await log.otherHistory(4)}`);
    const { publisher } = await log.open({ witnesses: [] });
    await appendEntries(log.database, 6);
    await publisher.publish();
    await publisher.stop();
    await expect(log.open({ witnesses: [witness] })).rejects.toThrow(ForgetfulLedger);
  });

  it('raises the alarm when that shows only while it runs', async () => {
    const witness = await log.startWitness();
    const { publisher } = await log.open({ witnesses: [witness] });
    await post(witness.url, `old 0\n\n${await log.otherHistory(4)}`);
    await appendEntries(log.database, 6);
    expect(publisher.witnessedRecently(log.now())).toBe(true);
    await publisher.publish();
    expect(publisher.alarm()).toBe('another-history');
    expect(publisher.witnessedRecently(log.now())).toBe(false);
    expect(log.told).toEqual(['another history']);
  });
});

describe('the switch on recent witnesses', () => {
  const longestUnwitnessedMs = 60_000;

  it('stops releases when no witness has signed for that long, and lets them go on when one does', async () => {
    const witness = await log.startWitness();
    const { publisher } = await log.open({ witnesses: [witness], longestUnwitnessedMs });
    await appendEntries(log.database, 2);
    await publisher.publish();
    expect(publisher.witnessedRecently(log.laterBy(60_000))).toBe(true);
    expect(publisher.witnessedRecently(log.laterBy(61_000))).toBe(false);
    log.passTime(61_000);
    await publisher.publish();
    expect(publisher.witnessedRecently(log.now())).toBe(true);
  });

  it('stops them when the witness cannot be reached, but not before the log has an entry', async () => {
    const witness = await log.startWitness();
    await witness.stop();
    const { publisher } = await log.open({ witnesses: [witness], longestUnwitnessedMs });
    await publisher.publish();
    expect(publisher.witnessedRecently(log.now())).toBe(true);
    await appendEntries(log.database, 1);
    await publisher.publish();
    expect(publisher.witnessedRecently(log.now())).toBe(false);
    expect(publisher.alarm()).toBeUndefined();
  });

  it('does not count when it is off', async () => {
    const { publisher } = await log.open({});
    await appendEntries(log.database, 1);
    await publisher.publish();
    expect(publisher.witnessedRecently(log.laterBy(9_999_999))).toBe(true);
  });
});

describe('a witness', () => {
  let witness: RunningWitness;
  let note: string;
  beforeEach(async () => {
    witness = await log.startWitness();
    await appendEntries(log.database, 7);
    const { publisher } = await log.open({ witnesses: [witness] });
    await publisher.publish();
    note = (await newestCheckpoint(log.database))?.note ?? '';
  });

  it('says which size it knows when asked from another', async () => {
    expect(await post(witness.url, `old 0\n\n${note}`)).toEqual([409, '7\n', 'text/x.tlog.size']);
  });

  it('signs the same checkpoint once more, and no other of that size', async () => {
    expect(await post(witness.url, `old 7\n\n${note}`)).toEqual([
      200,
      expect.stringMatching(/^— getuige/),
      expect.anything(),
    ]);
    expect(await post(witness.url, `old 7\n\n${await log.otherHistory(7)}`)).toMatchObject([
      422,
      '',
      expect.anything(),
    ]);
    expect(log.told).toEqual(['another history']);
  });

  it.each([
    [400, 'nothing', () => ''],
    [400, 'a size that is no number', () => `old x\n\n${note}`],
    [400, 'a later size than the checkpoint', () => `old 8\n\n${note}`],
    [400, 'a proof that is none', () => `old 7\nAAAA\n\n${note}`],
    [403, 'a signature that is not of the log', () => `old 7\n\n${note.replace(/\n7\n/, '\n8\n')}`],
    [404, 'another log', () => `old 7\n\n${note.replaceAll(ORIGIN, 'elders.example')}`],
    [422, 'a growth without its proof', () => `old 7\n${'A'.repeat(43)}=\n\n${note}`],
  ])('answers %i to %s', async (status, _name, body) => {
    expect((await post(witness.url, body()))[0]).toBe(status);
  });

  it('still knows after it went down what it saw before, and does not start on a memory it cannot read', async () => {
    await witness.stop();
    const again = await log.startWitness();
    expect(await post(again.url, `old 0\n\n${note}`)).toEqual([409, '7\n', 'text/x.tlog.size']);
    await writeFile(log.at('stuk.json'), (await readFile(log.at('getuige.json'), 'utf8')).slice(0, 40));
    await expect(openRememberedCheckpoints(log.at('stuk.json'))).rejects.toThrow(SyntaxError);
  });

  it('signs one of two that come at once', async () => {
    const [one, two] = await Promise.all([log.otherHistory(3), log.otherHistory(3)]);
    const fresh = await log.startWitness('vers.json');
    const answers = await Promise.all(
      [one, two].map(async each => await post(fresh.url, `old 0\n\n${each}`)),
    );
    // Whichever came first.
    expect(answers.map(([status]) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });
});
