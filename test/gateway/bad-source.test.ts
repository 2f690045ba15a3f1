import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { impatient, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { SENT, turnedAway } from './door.ts';

/** These say nothing until one gives up. */
const SILENT: readonly (Misbehaviour | undefined)[] = ['slow', 'never-ending'];

/** Every partner's system misbehaves in the same way; `during` sees the world, which is closed afterwards. */
async function inWorldOf(misbehaviour: Misbehaviour | undefined, during: (world: World) => Promise<void>) {
  const world = await startWorld({
    adjust: (_partner, options) => ({ ...options, ...(misbehaviour === undefined ? {} : { misbehaviour }) }),
    ...(SILENT.includes(misbehaviour) ? { systems: impatient } : {}),
  });
  try {
    await during(world);
  } finally {
    await world.close();
  }
}

const ask = async (world: World, betrokkene: string): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/verstrekkingen', {
    doel: 'D01',
    van: 'wijkteam-zuidoost',
    betrokkene,
    velden: ['identiteit.naam', 'woonprofiel.woonwens', 'zorg.diagnose'],
    namens: { medewerker: 'mw-417' },
  });

const bringKees = async (world: World): Promise<WireAnswer> =>
  await world.sendAs('zayaz', '/v1/meldingen', {
    doel: 'D05',
    naar: 'schuldhulp',
    betrokkene: await world.koppelsleutel('zayaz', 'kees'),
    velden: ['identiteit.naam', 'wonen.huurachterstand'],
    namens: { medewerker: 'mw-212' },
  });

const BEHAVIOURS: readonly (readonly [Misbehaviour, string, string])[] = [
  ['down', 'bron-niet-bereikbaar', 'unreachable'],
  ['overloaded', 'bron-niet-bereikbaar', 'unreachable'],
  ['slow', 'bron-te-traag', 'too-slow'],
  ['never-ending', 'bron-te-traag', 'too-slow'],
  ['redirect', 'bron-antwoordt-onjuist', 'nonsense'],
  ['nonsense', 'bron-antwoordt-onjuist', 'nonsense'],
  ['error-in-200', 'bron-antwoordt-onjuist', 'nonsense'],
  ['web-page', 'bron-antwoordt-onjuist', 'nonsense'],
  ['too-deep', 'bron-antwoordt-onjuist', 'nonsense'],
  ['too-much', 'bron-antwoordt-onjuist', 'too-large'],
  ['more-pages', 'bron-antwoordt-onjuist', 'too-large'],
  ['other-person', 'bron-antwoordt-onjuist', 'other-person'],
  ['stranger-beside', 'bron-antwoordt-onjuist', 'other-person'],
];

describe.each(BEHAVIOURS)('the source is %s', (misbehaviour, code, reason) => {
  it(`the caller hears ${code} and gets nothing; the ledger says ${reason}; of nobody it hears the same`, async () => {
    await inWorldOf(misbehaviour, async world => {
      const known = await world.koppelsleutel('zayaz', 'anja');
      const real = await turnedAway(world, code, async () => await ask(world, known));
      expect(real.answer.text).not.toMatch(/Anja|Verzonnen|woonwens/);
      expect(real.lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['source-failed', reason]]);
      expect(real.lines[0]?.leaf.fields).toMatchObject({
        'identiteit.naam': { decision: 'not-obtained' },
        'woonprofiel.woonwens': { decision: 'not-obtained' },
        'zorg.diagnose': { decision: 'never' },
      });

      const imitated = await turnedAway(world, code, async () => await ask(world, randomUUID()));
      expect({ ...imitated.problem, instance: '' }).toEqual({ ...real.problem, instance: '' });
      expect(imitated.lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['refused', reason]]);
      expect(world.logged.join('')).not.toContain('unexpected-error');
    });
  });
});

describe.each(['talkative', 'shuffled'] as const)('the source is %s', misbehaviour => {
  it('the caller gets what it may, in the order in which it asked, and nothing more', async () => {
    await inWorldOf(misbehaviour, async world => {
      const { status, json } = await ask(world, await world.koppelsleutel('zayaz', 'anja'));
      expect(status).toBe(200);
      const { gegevens } = json as Schemas['Verstrekking'];
      expect(Object.keys(gegevens)).toEqual(['identiteit.naam', 'woonprofiel.woonwens']);
      expect(gegevens['identiteit.naam']).toBe('Anja Verzonnen');
    });
  });
});

describe('what is brought cannot be delivered', () => {
  it('the sender hears that it waits; the ledger says what was released, and then that it did not arrive', async () => {
    const world = await startWorld({
      adjust: (partner, options) => ({
        ...options,
        ...(partner === 'wijkteam-zuidoost' ? { misbehaviour: 'overloaded' as const } : {}),
      }),
    });
    const answer = await bringKees(world);
    expect([answer.status, answer.text.includes('wacht'), answer.text.includes('Kees')]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await world.ledger()).map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([
      ['released', undefined],
      ['not-delivered', 'unreachable'],
    ]);
    expect(world.sandbox.receivedSignals()).toEqual([]);
    await world.close();
  });
});

describe('a partner whose system does not know our key', () => {
  it('answers nothing that we use, and what it said stays with it', async () => {
    const world = await startWorld({
      systems: systems =>
        Object.fromEntries(Object.entries(systems).map(([id, system]) => [id, { ...system, apiKey: SENT }])),
    });
    const known = await world.koppelsleutel('zayaz', 'anja');
    const turned = await turnedAway(world, 'bron-niet-bereikbaar', async () => await ask(world, known));
    expect(turned.lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['source-failed', 'refused']]);
    await world.close();
  });
});

describe('a source that was switched off', () => {
  it('is unreachable, and that is all that anybody hears', async () => {
    await inWorldOf(undefined, async world => {
      const known = await world.koppelsleutel('zayaz', 'anja');
      await world.sandbox.close();
      const { lines } = await turnedAway(world, 'bron-niet-bereikbaar', async () => await ask(world, known));
      expect(lines.map(({ leaf }) => [leaf.event, leaf.reason])).toEqual([['source-failed', 'unreachable']]);
    });
  });
});
