import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, type Command } from '../../gateway/command-line/command.ts';
import { partnerCertificateCommand } from '../../gateway/command-line/partner-certificate.ts';
import { partnerResumeCommand, partnerSuspendCommand } from '../../gateway/command-line/partner-change.ts';
import { partnerReceiptsCommand } from '../../gateway/command-line/partner-receipts.ts';
import { keepRegisterOnce } from '../../gateway/consent/keep-register.ts';
import { suspendPartner } from '../../gateway/identity/suspend-partner.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { spoken } from '../command-line/spoken.ts';
import { newCertificateRequest } from '../world/certificate-request.ts';
import { becomeOperatorOf } from '../world/operator-of.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let stepBack: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  world = await startWorld();
  stepBack = await becomeOperatorOf(world);
  folder = mkdtempSync(join(tmpdir(), 'wijkpoort-aanvraag-'));
});
afterAll(async () => {
  await stepBack();
  rmSync(folder, { recursive: true });
  await world.close();
});

/** What came in the log meanwhile: what happened, to which partner, why, and who did it. */
async function recorded(work: () => Promise<unknown>): Promise<readonly unknown[]> {
  const before = (await world.ledger()).length;
  await work();
  return (await world.ledger()).slice(before).map(({ leaf, personal }) => {
    const { event, recipient, reason } = leaf;
    return [event, recipient, reason, personal['assertedActor']];
  });
}

const run = async (command: Command, words: string): Promise<number> =>
  (await spoken(command, `${words} --door beheer-1`.split(' '))).exit;

const request = (name: string): string => {
  const file = join(folder, name);
  writeFileSync(file, newCertificateRequest().request);
  return file;
};

const refuse = async (): Promise<void> => await Promise.reject(new Error('the log is full'));

describe('an operator on a machine without the keys of the installation', () => {
  it('hears where to do it, and nothing changes', async () => {
    const own = process.env['WIJKPOORT_MAP'];
    process.env['WIJKPOORT_MAP'] = join(folder, 'leeg');
    try {
      await expect(run(partnerSuspendCommand, 'zayaz --reden datalek')).rejects.toThrow(
        'waar een poort draait',
      );
    } finally {
      process.env['WIJKPOORT_MAP'] = own;
    }
    expect(await world.database.query('SELECT id FROM partner WHERE suspended_at IS NOT NULL')).toEqual([]);
  });
});

describe('an operator who changes what a partner may, from the command line', () => {
  it.each<[string, Command, () => string, string]>([
    ['suspends', partnerSuspendCommand, () => 'zayaz --reden datalek', 'partner-geschorst-datalek'],
    ['resumes', partnerResumeCommand, () => 'zayaz', 'partner-hervat'],
    [
      'takes another certificate beside it',
      partnerCertificateCommand,
      () => `zayaz --aanvraag ${request('een')} --naast`,
      'certificaat-erbij',
    ],
    [
      'takes another certificate in its place',
      partnerCertificateCommand,
      () => `zayaz --aanvraag ${request('twee')}`,
      'certificaat-vervangen',
    ],
    ['agrees on receipts', partnerReceiptsCommand, () => 'zayaz --binnen 24', 'ontvangstbewijs-afgesproken'],
    ['ends that', partnerReceiptsCommand, () => 'zayaz --einde', 'ontvangstbewijs-beeindigd'],
  ])('stands in the log with it: who, which partner and what: %s', async (_what, command, words, reason) => {
    let exit: number | undefined;
    const lines = await recorded(async () => {
      exit = await run(command, words());
    });
    expect([exit, lines]).toEqual([EXIT.yes, [['switched', 'zayaz', reason, 'beheer-1']]]);
  });

  it('leaves no entry of what did not happen', async () => {
    const lines = await recorded(async () => {
      expect(await run(partnerResumeCommand, 'zayaz')).toBe(EXIT.no);
      expect(await run(partnerCertificateCommand, `niemand --aanvraag ${request('een')}`)).toBe(EXIT.no);
    });
    expect(lines).toEqual([]);
    expect((await verifyLedger(world.database)).fault).toBeUndefined();
  });

  it('changes nothing that the log does not take', async () => {
    const change = { by: 'beheer-1', now: new Date(), record: refuse };
    await expect(suspendPartner(world.database, 'zayaz', 'verzoek', change)).rejects.toThrow('full');
    expect(await world.database.query(`SELECT FROM partner WHERE suspended_at IS NOT NULL`)).toEqual([]);
  });
});

describe('a partner whose agreement is over', () => {
  it('stands in the log as suspended by the gateway itself', async () => {
    await world.database.query(
      `INSERT INTO partner_agreement (partner, article, reference, from_day, until_day)
       VALUES ('farent', '26', 'SOK-1', '2020-01-01', '2020-12-31')`,
    );
    const lines = await recorded(async () => await keepRegisterOnce(world.gateway.register, new Map()));
    expect(lines).toEqual([['switched', 'farent', 'partner-geschorst-afspraak-voorbij', 'poort']]);
  });
});
