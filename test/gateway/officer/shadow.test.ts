import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Acting } from '../../../gateway/consent/change-register.ts';
import type { OfficerContext } from '../../../gateway/officer/officer-context.ts';
import { listProposals, propose } from '../../../gateway/officer/proposals.ts';
import { endShadow, shadowsOf, startShadow } from '../../../gateway/officer/shadow-modes.ts';
import { edited } from '../../policies/edited.ts';
import { shippedFiles } from '../../policies/handreiking.ts';
import { ask } from '../../world/exchange.ts';
import { startWorld, type World } from '../../world/world.ts';
import { officerContextOf } from './officer-of.ts';

const ACTING: Acting = { actor: 'officer: fg-001', trace: { requestId: 'r', traceId: 't' } };
const WISH = { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;

let world: World;
let context: OfficerContext;
let version: string;
beforeAll(async () => {
  world = await startWorld();
  context = officerContextOf(world);
  const files = shippedFiles.map(({ path, text }) => ({
    path,
    text: path.startsWith('doelen/D01') ? text.replaceAll('      - woonprofiel.woonwens\n', '') : text,
  }));
  const proposed = await propose(
    context.database,
    { files, difference: '', signatures: [] },
    { by: 'officer: fg-001', now: new Date() },
  );
  if (proposed.kind !== 'proposed') throw new Error(proposed.stories.join('\n'));
  version = proposed.version;
});
afterAll(async () => await world?.close());

const counted = async () => {
  await new Promise(resolve => setImmediate(resolve));
  await world.gateway.settleShadows();
  return (await shadowsOf(context.database, version, new Date()))[0];
};

const start = async (asked: Partial<Parameters<typeof startShadow>[0]>) =>
  await startShadow({ partner: 'zayaz', version, days: 14, ...asked }, ACTING, context);

describe('a proposal that nobody switched on', () => {
  it('lies there, and decides nothing', async () => {
    expect((await listProposals(context.database)).map(each => each.version)).toEqual([version]);
    await ask(world, 'wijkteam-zuidoost', WISH);
    expect(await counted()).toBeUndefined();
    expect(await context.database.query('SELECT FROM shadow_count')).toEqual([]);
  });
});

describe('a proposal that runs in the shadow of one partner', () => {
  it('is switched on for a known partner, once, for ninety days at most; the log says so', async () => {
    expect(await start({ days: 91 })).toBe('bad-term');
    expect(await start({ partner: 'nobody-here' })).toBe('unknown');
    expect(await start({ version: 'f'.repeat(64) })).toBe('unknown');
    expect(await start({})).toBe('started');
    expect(await start({})).toBe('already-on');
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({ event: 'switched', reason: 'schaduw-aan' });
    await world.gateway.settleShadows();
  });

  it('counts what it would have decided, and the answer stays as it was', async () => {
    const { answer } = await ask(world, 'wijkteam-zuidoost', WISH);
    expect(Object.keys(answer.gegevens)).toEqual(['woonprofiel.woonwens']);
    expect(JSON.stringify(answer)).not.toContain(version);
    expect(await counted()).toMatchObject({
      isOn: true,
      decisions: 1,
      different: 1,
      differences: [{ purpose: 'D01', field: 'woonprofiel.woonwens', change: 'would-close', times: 1 }],
    });
  });

  it('keeps no resident, no person acting and no moment', async () => {
    const rows = await context.database.query(
      `SELECT column_name FROM information_schema.columns WHERE table_name IN ('shadow_count', 'shadow_difference') ORDER BY 1`,
    );
    expect(rows.map(row => (row as { column_name: string }).column_name)).toEqual([
      'change',
      'day',
      'day',
      'decisions',
      'different',
      'field',
      'from_role',
      'partner',
      'partner',
      'purpose',
      'times',
      'to_role',
      'version',
      'version',
    ]);
  });

  it('counts nothing of others, and nothing more when it is switched off', async () => {
    await ask(world, 'wijkteam-zuidoost', { ...WISH, as: 'brabantwonen' });
    expect((await counted())?.decisions).toBe(1);
    expect(await endShadow('zayaz', version, ACTING, context)).toBe(true);
    expect(await endShadow('zayaz', version, ACTING, context)).toBe(false);
    await world.gateway.settleShadows();
    await ask(world, 'wijkteam-zuidoost', WISH);
    expect(await counted()).toMatchObject({ isOn: false, decisions: 1 });
  });
});

describe('a proposal that breaks an invariant', () => {
  it('is not laid before anybody', async () => {
    const files = edited(
      'doelen/D01',
      '    naar: [gem_wijkteam]\n    velden:\n      - identiteit.naam\n      - contact.adres',
      '    naar: [gem_wijkteam]\n    velden:\n      - identiteit.naam\n      - identiteit.bsn\n      - contact.adres',
    );
    const proposed = await propose(
      context.database,
      { files, difference: '', signatures: [] },
      { by: 'officer: fg-001', now: new Date() },
    );
    expect(proposed.kind).toBe('unsound');
    expect((await listProposals(context.database)).map(each => each.version)).toEqual([version]);
  });
});
