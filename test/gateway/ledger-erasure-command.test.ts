import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { EXIT, type Command } from '../../gateway/command-line/command.ts';
import { ledgerEraseCommand } from '../../gateway/command-line/ledger-erase.ts';
import { ledgerRetentionCommand } from '../../gateway/command-line/ledger-retention.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { startExportedWorld, type ExportedWorld } from '../world/exported-world.ts';

let open: ExportedWorld;
beforeAll(async () => {
  open = await startExportedWorld();
});
afterAll(async () => await open.close());

async function run(command: Command, words: readonly string[]): Promise<readonly [number, unknown]> {
  const stdout = new PassThrough();
  const terminal = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), forPeople: false };
  const code = await command.run(words, terminal);
  return [code, JSON.parse(String(stdout.read()))];
}

describe('an officer who erases a resident from the command line', () => {
  it.each([
    [['--partner', 'zayaz', '--koppelsleutel', 'x'], /Noem --partner, --koppelsleutel en --door/],
    [['--partner', 'zayaz', '--koppelsleutel', 'x', '--door', 'po-1'], /kent niemand/],
  ])('hears what was meant: %j', async (words, said) => {
    await expect(ledgerEraseCommand.run(words, {} as never)).rejects.toThrow(said);
  });

  it('erases whom the partner knows under that koppelsleutel, and nobody else', async () => {
    const { world } = open;
    const koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
    const words = ['--partner', 'zayaz', '--koppelsleutel', koppelsleutel, '--door', 'po-1'];
    const [code, said] = await run(ledgerEraseCommand, words);
    expect([code, said]).toEqual([EXIT.yes, { gewist: 3, nummer: 6 }]);
    const subjects = (await world.ledger()).map(({ personal }) => personal['subject']);
    expect(subjects).not.toContain(residentId('anja'));
    expect(subjects).toContain(residentId('kees'));
    expect(await verifyLedger(world.database)).toMatchObject({ entries: 7, fault: undefined });
    expect((await world.ledger()).at(-1)?.personal['assertedActor']).toBe('officer: po-1');
    expect(await run(ledgerEraseCommand, words)).toEqual([EXIT.yes, { gewist: 0 }]);
    expect(await world.ledger()).toHaveLength(7);
  });
});

describe('an officer who looks what is kept too long', () => {
  it('hears that nothing is, in a ledger of today', async () => {
    const [code, said] = await run(ledgerRetentionCommand, []);
    expect([code, said]).toMatchObject([EXIT.yes, { regels: 0, weg: 0, maanden: [] }]);
  });

  it('is asked who does it, before anything goes', async () => {
    await expect(ledgerRetentionCommand.run(['--uitvoeren'], {} as never)).rejects.toThrow(/--door/);
  });
});
