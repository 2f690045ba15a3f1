import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Acting } from '../../../gateway/consent/change-register.ts';
import { certificatesOf } from '../../../gateway/identity/retire-certificate.ts';
import { actorTagger } from '../../../gateway/ledger/subject-keys.ts';
import type { BreachQuestion } from '../../../gateway/officer/breach-facts.ts';
import {
  examineAt,
  examineBreach,
  findBreach,
  recordBreach,
  takeStep,
} from '../../../gateway/officer/breaches.ts';
import type { OfficerContext } from '../../../gateway/officer/officer-context.ts';
import { ask } from '../../world/exchange.ts';
import { startWorld, type World } from '../../world/world.ts';
import { officerContextOf } from './officer-of.ts';

const ACTING: Acting = { actor: 'officer: fg-001', trace: { requestId: 'r', traceId: 't' } };
const WISH = { about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;
const WHY = 'Het ging om een enkele gewone regel, die is aantoonbaar niet gelezen.';

let world: World;
let context: OfficerContext;
let before: Date;
let id: string;
let question: BreachQuestion;
beforeAll(async () => {
  world = await startWorld();
  context = officerContextOf(world);
  before = new Date();
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', ...WISH });
  await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', ...WISH });
  question = { recipient: 'zayaz', from: before, until: new Date(Date.now() + 60_000) };
});
afterAll(async () => await world?.close());

const entries = async (asked: Partial<BreachQuestion>): Promise<number> =>
  (await examineBreach({ ...question, ...asked }, ACTING, context)).facts.entries;

describe('an officer who hears that a partner lost data', () => {
  it('knows what it got, of how many people, from whom and for what, and from which log that was counted', async () => {
    const examined = await examineBreach(question, ACTING, context);
    expect(examined).toMatchObject({
      fault: undefined,
      facts: {
        entries: 2,
        residents: 1,
        fields: [{ field: 'woonprofiel.woonwens', entries: 2, residents: 1 }],
        purposes: [{ name: 'D01', entries: 2 }],
        senders: [{ name: 'wijkteam-zuidoost', entries: 2 }],
      },
    });
    id = await recordBreach(question, before, examined, ACTING, context);
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({ event: 'viewed', reason: 'datalek' });
  });

  it('asks by the person acting, by the field, and before it all', async () => {
    const tag = actorTagger(world.secrets.subjectKey);
    expect(await entries({ actor: tag('zayaz: mw-417') })).toBe(2);
    expect(await entries({ actor: tag('zayaz: mw-999') })).toBe(0);
    expect(await entries({ field: 'woonprofiel.woonwens' })).toBe(2);
    expect(await entries({ field: 'zorg.diagnose' })).toBe(0);
    expect(await entries({ recipient: 'nobody-here' })).toBe(0);
    expect(await entries({ from: new Date(0), until: before })).toBe(0);
  });

  it('finds the same again at the same place in the log, whatever came since', async () => {
    const breach = await findBreach(context.database, id);
    if (breach === undefined) throw new Error('not written down');
    await ask(world, 'wijkteam-zuidoost', { as: 'zayaz', ...WISH });
    expect((await examineAt(breach.question, breach.snapshot, context.database)).sha256).toBe(breach.sha256);
  });

  it('explains why it is not reported', async () => {
    const step = { step: 'niet-gemeld-ap', subject: '' } as const;
    expect(await takeStep(id, step, ACTING, context)).toBe('no-reasons');
    expect(await takeStep(id, { ...step, reasons: WHY }, ACTING, context)).toBe('done');
    expect(await takeStep(id, { ...step, reasons: WHY }, ACTING, context)).toBe('nothing-to-do');
  });

  it('takes the key out, and the next request under it is refused', async () => {
    const [held] = await certificatesOf(context.database, 'zayaz');
    const token = await world.tokenFor('zayaz');
    const step = { step: 'sleutel-ingetrokken', subject: held?.fingerprint ?? '' } as const;
    expect(await takeStep(id, step, ACTING, context)).toBe('done');
    expect(await takeStep(id, step, ACTING, context)).toBe('nothing-to-do');
    expect((await certificatesOf(context.database, 'zayaz'))[0]?.until).toBeInstanceOf(Date);
    const { status } = await world.send('/v1/verstrekkingen', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).toBe(401);
  });

  it('suspends the partner at once', async () => {
    expect(await takeStep(id, { step: 'partner-geschorst', subject: 'zayaz' }, ACTING, context)).toBe('done');
    const [row] = await world.database.query<{ out: boolean }>(
      `SELECT suspended_at IS NOT NULL AS out FROM partner WHERE id = 'zayaz'`,
    );
    expect(row?.out).toBe(true);
    expect((await world.ledger()).at(-1)?.leaf).toMatchObject({
      event: 'switched',
      reason: 'partner-geschorst',
    });
    const breach = await findBreach(context.database, id);
    expect(breach?.steps.map(({ step }) => step)).toEqual([
      'niet-gemeld-ap',
      'sleutel-ingetrokken',
      'partner-geschorst',
    ]);
  });

  it('is told which line is not what was written', async () => {
    const { facts } = await examineBreach(question, ACTING, context);
    await world.database.transaction(async sql => {
      await sql.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_only_grows');
      await sql.query(
        `UPDATE ledger_entry SET leaf = replace(leaf, 'woonwens', 'woonwenz') WHERE index = $1`,
        [facts.first],
      );
      await sql.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_only_grows');
    });
    expect(await examineBreach(question, ACTING, context)).toMatchObject({
      fault: { kind: 'altered', index: facts.first },
    });
  });
});
