import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compare } from '../../policies/compare/compare.ts';
import { decideAll } from '../../policies/decide.ts';
import { loadHandreiking } from '../../policies/load.ts';
import { factsIn } from '../../policies/situations.ts';
import { compileTable } from '../../policies/table.ts';
import { versionOf } from '../../policies/version.ts';
import { shipped, shippedFiles } from '../policies/handreiking.ts';
import { says } from '../world/resident-says.ts';
import { startWorld, type World } from '../world/world.ts';
import { asking, fieldsIn } from './planted-world.ts';

// The trap: a rule or a yes hangs on something too coarse or too fine: a whole record, a container, the number of a version.

let world: World;
beforeAll(async () => {
  // Every source tells more than it is asked.
  world = await startWorld({ adjust: (_partner, options) => ({ ...options, misbehaviour: 'talkative' }) });
});
afterAll(async () => await world?.close());

const scenarioFree = shippedFiles.filter(({ path }) => !path.includes('scenario'));
const withText = (path: string, change: (text: string) => string) =>
  scenarioFree.map(each => (each.path === path ? { path, text: change(each.text) } : each));
const NEW_FIELD = `
  - veld: woonprofiel.huisdier
    naam: Huisdier
    categorie: X Nieuw
    bron: bewoner
    klasse: 'G'
`;

describe('the catalogue gets a new field', () => {
  const loaded = loadHandreiking(withText('velden.yaml', text => `${text.trimEnd()}${NEW_FIELD}`));

  it('is closed on every road, whatever is known, until somebody writes a rule for it', () => {
    if (!loaded.ok) return expect(loaded.faults.length).toBeGreaterThan(0);
    const table = compileTable(loaded.handreiking);
    const place = table.positionOf('woonprofiel.huisdier') ?? -1;
    const everything = factsIn([...loaded.handreiking.conditions.keys()], table.fields);
    expect(place).toBeGreaterThanOrEqual(0);
    const open = table
      .addresses()
      .filter(where => decideAll(table, where, everything)[place]?.outcome === 'release');
    expect(open).toEqual([]);
  });

  it.each([
    ['without a class', NEW_FIELD.replace(/ +klasse.*\n/, '')],
    ['with a class that does not exist', NEW_FIELD.replace(`'G'`, `'Z'`)],
    ['without a source', NEW_FIELD.replace(/ +bron.*\n/, '')],
  ])('%s: nothing is ruled at all', (_what, field) => {
    expect(loadHandreiking(withText('velden.yaml', text => `${text.trimEnd()}${field}`)).ok).toBe(false);
  });
});

describe('a source begins to tell more than it did', () => {
  it('nobody gets what it adds: an answer holds only fields of the catalogue that were asked', async () => {
    const velden = ['identiteit.naam', 'woonprofiel.woonwens'];
    const answer = await world.sendAs('zayaz', '/v1/verstrekkingen', await asking(world, 'anja', { velden }));
    expect(fieldsIn(answer)).toEqual(velden);
    const { gegevens } = answer.json as { readonly gegevens: Readonly<Record<string, unknown>> };
    for (const value of Object.values(gegevens))
      expect(
        typeof value === 'string' ||
          typeof value === 'number' ||
          typeof value === 'boolean' ||
          Array.isArray(value),
      ).toBe(true);
  });

  it('a container of everything is no field', async () => {
    for (const container of [
      'woonprofiel',
      'identiteit',
      'woonprofiel.*',
      'zorg.',
      'woonprofiel.woonwens.tekst',
    ]) {
      const answer = await world.sendAs(
        'zayaz',
        '/v1/verstrekkingen',
        await asking(world, 'anja', { velden: [container] }),
      );
      expect([container, fieldsIn(answer)]).toEqual([container, []]);
    }
  });
});

const zayazGets = async (changed: Readonly<Record<string, unknown>> = {}): Promise<readonly string[]> =>
  fieldsIn(
    await world.sendAs(
      'zayaz',
      '/v1/verstrekkingen',
      await asking(world, 'jan', {
        velden: ['identiteit.naam', 'zorg.begeleidingsvoorwaarden', 'inkomen.draagkracht_huur'],
        ...changed,
      }),
    ),
  );

describe('a resident said yes', () => {
  beforeAll(async () => {
    await says(world, {
      who: 'jan',
      at: 'wijkteam-zuidoost',
      purpose: 'D01',
      from: 'wijkteam-zuidoost',
      to: 'zayaz',
      fields: ['identiteit.naam'],
    });
  });

  it('to one field: not to the others of the same profile', async () => {
    expect(await zayazGets()).toEqual(['identiteit.naam']);
  });

  it('to one purpose, one sender, one recipient: not to another purpose, another sender, or the same kind of recipient', async () => {
    expect(await zayazGets({ doel: 'D02' })).toEqual([]);
    expect(await zayazGets({ van: 'reinier-van-arkel-kliniek' })).toEqual([]);
    const other = await world.sendAs('brabantwonen', '/v1/verstrekkingen', {
      ...(await asking(world, 'jan')),
      betrokkene: await world.koppelsleutel('brabantwonen', 'jan'),
    });
    expect(fieldsIn(other)).toEqual([]);
  });
});

describe('the version of the handreiking', () => {
  const [first] = scenarioFree;

  it('is the same for the same words, in whatever order the files are read', async () => {
    expect(await versionOf(scenarioFree.toReversed())).toBe(await versionOf(scenarioFree));
  });

  it('is another for every other word; but a word that changes nothing asks nobody anything again', async () => {
    const commented = withText(first?.path ?? '', text => `${text}\n# nagelezen\n`);
    expect(await versionOf(commented)).not.toBe(await versionOf(scenarioFree));
    const loaded = loadHandreiking(commented);
    expect(loaded.ok && compare(shipped, loaded.handreiking)).toEqual([]);
  });

  it('of two of which one is wider, says which field on which road, and nothing else', () => {
    const wider = loadHandreiking(
      withText('doelen/D01-woonprofiel-opstellen.yaml', text =>
        text.replace(
          'velden: [identiteit.naam, woonprofiel.woonwens]',
          'velden: [identiteit.naam, woonprofiel.woonwens, dag.wens]',
        ),
      ),
    );
    const changes = wider.ok ? compare(shipped, wider.handreiking) : [];
    expect(new Set(changes.map(({ field, direction }) => `${field} ${direction}`))).toEqual(
      new Set(['dag.wens wider']),
    );
  });

  it('is in no yes: a yes names a purpose, a sender, a recipient and fields, and those keep their names', async () => {
    const columns = await world.database.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'consent'`,
    );
    const names = columns.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['purpose', 'sender', 'recipient', 'fields']));
    expect(names.filter(name => /version/.test(name) && !/text|notice/.test(name))).toEqual([]);
  });
});
