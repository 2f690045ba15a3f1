import { expect } from '@jest/globals';
import { PassThrough } from 'node:stream';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { ledgerProveCommand } from '../../gateway/command-line/ledger-prove.ts';
import type { World } from './world.ts';

/** The file with everything that stands about a resident, as the officer makes it for them. */
export async function fileAbout(world: World, resident: ResidentKey): Promise<string> {
  const stdout = new PassThrough();
  const koppelsleutel = await world.koppelsleutel('zayaz', resident);
  const words = ['--partner', 'zayaz', '--koppelsleutel', koppelsleutel, '--door', 'po-1'];
  const exit = await ledgerProveCommand.run(words, {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    forPeople: false,
  });
  expect(exit).toBe(0);
  return String(stdout.read());
}
