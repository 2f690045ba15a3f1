import { afterEach, describe, expect, it } from '@jest/globals';
import { mapLeavesOf } from '../../adapters/sandbox/held-values.ts';
import type { SandboxOptions } from '../../adapters/sandbox/sandbox-server.ts';
import { checkContent } from '../../gateway/disclosure/content-check.ts';
import { readWordList } from '../../gateway/handreiking-folder.ts';
import type { FieldValue } from '../../policies/vocabulary.ts';
import { ask } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

const TELLING = 'Een rustig huis, want sinds de psychose kan zij niet tegen geluid.';
const HOME = {
  as: 'zayaz',
  about: 'anja',
  for: 'D01',
  fields: ['identiteit.naam', 'woonprofiel.woonwens', 'zorg.begeleidingsvoorwaarden'],
} as const;

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** The wijkteam wrote this down as the wish for a home. */
const wroteDown =
  (text: string) =>
  (partner: string, options: SandboxOptions): SandboxOptions => {
    if (partner !== 'wijkteam-zuidoost') return options;
    const files = [...options.residents.files].map(
      ([key, file]) =>
        [key, mapLeavesOf(file, (value, path) => (path.at(-1) === 'woonwens' ? text : value))] as const,
    );
    return { ...options, residents: { ...options.residents, files: new Map(files) } };
  };

describe('a professional wrote an illness into the wish for a home', () => {
  it('then that field stays behind, and the others go', async () => {
    world = await startWorld({ adjust: wroteDown(TELLING) });
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', HOME);
    expect(Object.keys(answer.gegevens)).toEqual(['identiteit.naam', 'zorg.begeleidingsvoorwaarden']);
    expect(answer.nietBeschikbaar).toEqual(['woonprofiel.woonwens']);
    expect(entry.leaf.fields['woonprofiel.woonwens']).toEqual({ decision: 'content-stopped', rule: '1.7' });
  });

  it('then nothing of what was written is in the answer, the ledger or the log, not even what kind of thing it was', async () => {
    world = await startWorld({ adjust: wroteDown(TELLING) });
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', HOME);
    const told = JSON.stringify([answer, entry, world.logged]);
    for (const word of ['psychose', 'geluid', 'ziekte']) expect(told).not.toContain(word);
  });
});

describe('an ordinary wish for a home', () => {
  it('goes as it was written', async () => {
    world = await startWorld({ adjust: wroteDown('Een rustig huis, dicht bij haar zus.') });
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME);
    expect(answer.gegevens['woonprofiel.woonwens']).toBe('Een rustig huis, dicht bij haar zus.');
  });
});

describe('the check of free text', () => {
  it('tells the sender what to leave out, how to write it instead, and where it stands', async () => {
    const list = await readWordList();
    const values = new Map<`${string}.${string}`, FieldValue>([['casus.acties', ['Zus belt.', TELLING]]]);
    const { passed, stopped } = checkContent(list, values);
    expect(passed.size).toBe(0);
    const [advice] = stopped.get('casus.acties') ?? [];
    expect(advice?.leaveOut).toMatch(/\w/);
    expect(advice?.rewrite).toMatch(/\w/);
    expect(advice?.places.map(({ start, end }) => TELLING.slice(start, end))).toEqual(['psychose']);
  });

  it('leaves alone what is not free text, whatever it says', async () => {
    const list = await readWordList();
    const { passed } = checkContent(list, new Map([['zorg.begeleidingsvoorwaarden', TELLING]]));
    expect(passed.get('zorg.begeleidingsvoorwaarden')).toBe(TELLING);
  });
});
