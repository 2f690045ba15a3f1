import { expect } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { EXIT } from '../../gateway/command-line/command.ts';
import { ledgerExportCommand } from '../../gateway/command-line/ledger-export.ts';
import { ask, bring } from './exchange.ts';
import { becomeOperatorOf } from './operator-of.ts';
import { startWorld, type World } from './world.ts';

/** One exported line. */
export type Line = Readonly<Record<string, unknown>>;

export const TRACE = `${'a'.repeat(31)}1`;
export const PARENT = 'b'.repeat(16);
export const REGISTER = 'https://register.voorbeeld.nl';

/** A gateway in which six things happened, and the command that exports its ledger. */
export interface ExportedWorld {
  readonly world: World;
  /** The lines of one export, by the words of the command. */
  readonly exported: (...words: readonly string[]) => Promise<readonly Line[]>;
  readonly close: () => Promise<void>;
}

export async function startExportedWorld(): Promise<ExportedWorld> {
  const world = await startWorld();
  const stepBack = await becomeOperatorOf(world);
  await sixExchanges(world);
  return {
    world,
    exported,
    close: async () => {
      await stepBack();
      await world.close();
    },
  };
}

/** A release, somebody not at the table, nobody known, a signal brought, a release on a trace of the caller, and a turning away. */
async function sixExchanges(world: World): Promise<void> {
  const anja = {
    as: 'zayaz',
    about: 'anja',
    for: 'D01',
    fields: ['woonprofiel.woonwens', 'identiteit.bsn'],
  } as const;
  await ask(world, 'wijkteam-zuidoost', anja);
  await ask(world, 'wijkteam-zuidoost', { ...anja, professional: 'mw-999' });
  await ask(world, 'wijkteam-zuidoost', {
    ...anja,
    about: { koppelsleutel: '00000000-0000-4000-8000-000000000000' },
  });
  await bring(world, 'schuldhulp', {
    as: 'zayaz',
    about: 'kees',
    for: 'D05',
    professional: 'mw-212',
    fields: ['identiteit.naam', 'wonen.huurachterstand'],
  });
  await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.tokenFor('zayaz')}`,
      'content-type': 'application/json',
      traceparent: `00-${TRACE}-${PARENT}-00`,
    },
    body: JSON.stringify({
      doel: 'D01',
      betrokkene: await world.koppelsleutel('zayaz', 'anja'),
      van: 'wijkteam-zuidoost',
      velden: ['woonprofiel.woonwens'],
      namens: { medewerker: 'mw-417' },
    }),
  });
  await world.sendAs('zayaz', '/v1/verstrekkingen', { doel: 'D99' });
}

async function exported(...words: readonly string[]): Promise<readonly Line[]> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let text = '';
  stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const code = await ledgerExportCommand.run([...words, '--register', REGISTER], {
    stdin: new PassThrough(),
    stdout,
    stderr,
    forPeople: false,
  });
  expect(code).toBe(EXIT.yes);
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Line);
}
