import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { compare } from '../../policies/compare/compare.ts';
import { loadHandreiking } from '../../policies/load.ts';
import { decideStep, type Step } from '../../policies/scenario-step.ts';
import { compileTable } from '../../policies/table.ts';
import { readFile, type SourceFile } from '../../policies/read-file.ts';
import { shipped, shippedFiles } from '../policies/handreiking.ts';
import { startWorld, type World } from '../world/world.ts';
import { ANJA_SAID_YES, asking, fieldsIn } from './planted-world.ts';

// The trap: what is not known is passed over, and a rule, a question or a fact without its limit reaches further than with it.

type Tree = Record<string, unknown>;

/** Every way to lose an attribute: it is gone, it is spelt otherwise, or nothing is in it. */
const LOSSES: Readonly<Record<string, (tree: Tree, key: string) => Tree>> = {
  deleted: (tree, key) => Object.fromEntries(Object.entries(tree).filter(([each]) => each !== key)),
  misspelt: (tree, key) =>
    Object.fromEntries(Object.entries(tree).map(([each, value]) => [each === key ? `${key}x` : each, value])),
  emptied: (tree, key) => ({ ...tree, [key]: Array.isArray(tree[key]) ? [] : '' }),
  nothing: (tree, key) => ({ ...tree, [key]: null }),
};

const scenarioFree = shippedFiles.filter(({ path }) => !path.includes('scenario'));
const purposeFiles = scenarioFree.filter(({ path }) => path.includes('doelen/'));

const isWider = (files: readonly SourceFile[]): readonly string[] | 'refused' => {
  const loaded = loadHandreiking(files);
  if (!loaded.ok) return 'refused';
  return compare(shipped, loaded.handreiking)
    .filter(({ direction }) => direction === 'wider' || direction === 'mixed')
    .map(({ from, to, field }) => `${from} → ${to}: ${field}`);
};

/** The handreiking with other texts in these files; what does not load rules nothing. A file that cannot be read is enough. */
function changedBy(texts: ReadonlyMap<string, string>): readonly string[] | 'refused' {
  if ([...texts].some(([path, text]) => 'faults' in readFile({ path, text }))) return 'refused';
  return isWider(scenarioFree.map(each => ({ path: each.path, text: texts.get(each.path) ?? each.text })));
}

const changed = (path: string, text: string): readonly string[] | 'refused' =>
  changedBy(new Map([[path, text]]));
const rulesIn = (purpose: Tree): readonly Tree[] => purpose['regels'] as readonly Tree[];

describe('a rule of the handreiking loses one attribute', () => {
  const purposes = purposeFiles.map(({ path, text }) => ({ path, purpose: parse(text) as Tree }));
  const keys = [
    ...new Set(purposes.flatMap(({ purpose }) => rulesIn(purpose).flatMap(rule => Object.keys(rule)))),
  ];

  it.each(keys.flatMap(key => Object.keys(LOSSES).map(loss => [key, loss] as const)))(
    '%s is %s: it is refused, or opens nothing more',
    (key, loss) => {
      const lose = LOSSES[loss];
      if (lose === undefined) throw new Error('no such loss');
      let [refused, read] = [0, 0];
      const passing = new Map<string, string>();
      for (const { path, purpose } of purposes) {
        const rules = rulesIn(purpose).map(rule => {
          if (!Object.hasOwn(rule, key)) return rule;
          const lost = lose(rule, key);
          const isRead = !(
            'faults' in readFile({ path, text: JSON.stringify({ ...purpose, regels: [lost] }) })
          );
          refused += Number(!isRead);
          read += Number(isRead);
          return isRead ? lost : rule;
        });
        passing.set(path, JSON.stringify({ ...purpose, regels: rules }));
      }
      // What cannot be read by itself rules nothing; of all the rest together, not one field opens on one road.
      const opened = read === 0 ? 'refused' : changedBy(passing);
      expect(opened === 'refused' ? [] : opened).toEqual([]);
      expect(refused > 0 || opened === 'refused' || loss === 'deleted').toBe(true);
    },
  );

  it('a condition taken out of the middle of a rule never goes unseen: it shows as wider, and that takes two people', () => {
    const unseen: string[] = [];
    for (const { path, purpose } of purposes.slice(2, 4)) {
      const [first, ...others] = rulesIn(purpose);
      const all = (first?.['voorwaarden'] ?? []) as readonly string[];
      for (const condition of all) {
        const voorwaarden = all.filter(word => word !== condition);
        const opened = changed(
          path,
          JSON.stringify({ ...purpose, regels: [{ ...first, voorwaarden }, ...others] }),
        );
        if (opened !== 'refused' && opened.length === 0) unseen.push(`${path}: ${condition}`);
      }
    }
    expect(unseen).toEqual([]);
  });
});

describe('another file of the handreiking loses something', () => {
  it.each(['nooit.yaml', 'velden.yaml', 'voorwaarden.yaml', 'partijen.yaml', 'verplichtingen.yaml'])(
    '%s: without it, or with its name misspelt, nothing is ruled',
    name => {
      const gone = loadHandreiking(scenarioFree.filter(({ path }) => path !== name));
      expect(gone.ok).toBe(false);
      const file = scenarioFree.find(({ path }) => path === name);
      expect(changed(name, (file?.text ?? '').replace(/^(\w+):/m, '$1x:'))).toBe('refused');
      expect(changed(name, '')).toBe('refused');
    },
  );

  it('nooit.yaml: a recipient without a list of its own is refused, not let loose', () => {
    const text = scenarioFree.find(({ path }) => path === 'nooit.yaml')?.text ?? '';
    const lists = (parse(text) as { nooit: Tree }).nooit;
    for (const role of ['corporatie', 'bewoner', 'leverancier']) {
      for (const lose of [LOSSES['deleted'], LOSSES['misspelt'], LOSSES['nothing']])
        expect(changed('nooit.yaml', JSON.stringify({ nooit: lose?.(lists, role) }))).toBe('refused');
    }
  });

  it('voorwaarden.yaml: a condition that loses an attribute is refused, or opens nothing more', () => {
    const text = scenarioFree.find(({ path }) => path === 'voorwaarden.yaml')?.text ?? '';
    const { voorwaarden } = parse(text) as { voorwaarden: readonly Tree[] };
    const [some] = voorwaarden.slice(6, 7);
    for (const key of Object.keys(some ?? {}))
      for (const lose of Object.values(LOSSES)) {
        const list = voorwaarden.map(each => (each === some ? lose(each, key) : each));
        const opened = changed('voorwaarden.yaml', JSON.stringify({ voorwaarden: list }));
        expect([key, opened === 'refused' ? [] : opened]).toEqual([key, []]);
      }
  });
});

describe('a situation is told with a word that nobody knows', () => {
  const table = compileTable(shipped);
  const steps: readonly Step[] = shipped.scenarios.flatMap(({ steps: all }) => all);
  const released = (step: Step): ReadonlySet<string> => new Set(decideStep(table, step).vrij);

  it('opens nothing that was closed: not in a purpose, a party, a condition, a yes or the context', () => {
    const wider: unknown[] = [];
    for (const step of steps) {
      const known = released(step);
      const misspelt: readonly Step[] = [
        { ...step, doel: `${step.doel}x` },
        { ...step, van: `${step.van}x` },
        { ...step, naar: `${step.naar}x` },
        ...(step.voorwaarden ?? []).map((_word, place) => ({
          ...step,
          voorwaarden: (step.voorwaarden ?? []).map((word, index) => (index === place ? `${word}x` : word)),
        })),
        ...(step.toestemming ?? []).map((_field, place) => ({
          ...step,
          toestemming: (step.toestemming ?? []).filter((_each, index) => index !== place),
        })),
        ...Object.entries(step.context ?? { casuslid: true }).flatMap(([key, value]) => [
          { ...step, context: { ...step.context, [`${key}x`]: value } },
          { ...step, context: { ...step.context, [key]: 'misschien' } },
          { ...step, context: { ...step.context, [key]: undefined } },
        ]),
      ];
      for (const each of misspelt) if ([...released(each)].some(field => !known.has(field))) wider.push(each);
    }
    expect(wider).toEqual([]);
    expect(steps.length).toBeGreaterThan(60);
  });
});

describe('a question over the wire loses one attribute', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(async () => await world?.close());

  it('gets no more than the whole question, whichever attribute it is and however it is lost', async () => {
    const whole = await asking(world, 'anja', { velden: ['woonprofiel.woonwens', 'zorg.diagnose'] });
    const known = fieldsIn(await world.sendAs('zayaz', '/v1/verstrekkingen', whole));
    expect(known).toEqual(['woonprofiel.woonwens']);
    const wider: string[] = [];
    for (const key of Object.keys(whole))
      for (const [loss, lose] of Object.entries(LOSSES)) {
        const answer = await world.sendAs('zayaz', '/v1/verstrekkingen', lose({ ...whole }, key));
        if (fieldsIn(answer).some(field => !known.includes(field))) wider.push(`${key} ${loss}`);
        if (answer.status === 200 && fieldsIn(answer).length > 0) wider.push(`${key} ${loss}: passed over`);
      }
    expect(wider).toEqual([]);
  });

  it('gets nothing more by an attribute that nobody asked for', async () => {
    const whole = await asking(world, 'anja', { velden: ['zorg.diagnose'] });
    for (const more of [
      { velden: ['zorg.diagnose', 'zorg.*'] },
      { velden: ['*'] },
      { velden: 'zorg.diagnose' },
      { toestemming: ['zorg.diagnose'] },
      { noodverklaring: true },
      { alles: true },
      { __proto__: { velden: ['zorg.diagnose'] } },
      { constructor: { prototype: { bevoegd: true } } },
    ])
      expect(fieldsIn(await world.sendAs('zayaz', '/v1/verstrekkingen', { ...whole, ...more }))).toEqual([]);
  });

  it.each([
    ['that she was informed', 'information_given'],
    ['what she said yes to', 'consent_event'],
    ['for what Zayaz is registered', 'partner_purpose'],
    ['who sits at the table', 'case_member'],
    ['by which word Zayaz knows her', 'link'],
  ])('gets nothing when it is no longer known %s', async (_what, table) => {
    const question = await asking(world, 'anja');
    const without = async (...statements: readonly string[]): Promise<void> =>
      await world.database.transaction(async sql => {
        await sql.query('SET LOCAL session_replication_role = replica');
        for (const each of statements) await sql.query(each);
        await sql.query('UPDATE ledger_head SET epoch = epoch + 1');
      });
    await without(`CREATE TABLE kept AS SELECT * FROM ${table}`, `DELETE FROM ${table}`);
    const lost = await world.sendAs('zayaz', '/v1/verstrekkingen', question);
    await without(`INSERT INTO ${table} SELECT * FROM kept`, 'DROP TABLE kept');
    expect(fieldsIn(lost)).toEqual([]);
    const found = await world.sendAs('zayaz', '/v1/verstrekkingen', question);
    expect(fieldsIn(found)).toEqual(ANJA_SAID_YES);
  });
});
