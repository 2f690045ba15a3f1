import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../gateway/command-line/command.ts';
import { partnerReceiptsCommand } from '../../gateway/command-line/partner-receipts.ts';
import { noticeSilence } from '../../gateway/disclosure/counter-receipts.ts';
import type { DisclosureContext } from '../../gateway/disclosure/context.ts';
import { validatorFor, type Schemas } from '../../gateway/http/openapi-document.ts';
import { createLedgerWriter } from '../../gateway/ledger/writer.ts';
import { spoken } from '../command-line/spoken.ts';
import { ask } from '../world/exchange.ts';
import { becomeOperatorOf } from '../world/operator-of.ts';
import { startWorld, type World } from '../world/world.ts';

const WISH = { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;
const isReceived = validatorFor('Ontvangen');

let world: World;
let proof: Schemas['Bewijs'];
beforeAll(async () => {
  world = await startWorld();
  ({ bewijs: proof } = (await ask(world, 'wijkteam-zuidoost', WISH)).answer);
});
afterAll(async () => await world.close());

async function say(said: object, as = 'zayaz'): Promise<Schemas['Ontvangen']> {
  const { status, text, json } = await world.sendAs(as, '/v1/ontvangstbewijzen', {
    nummer: proof.nummer,
    bladhash: proof.bladhash,
    transactie: 'ZAYAZ-2026-0001',
    namens: { medewerker: 'mw-417' },
    ...said,
  });
  expect({ status, text }).toMatchObject({ status: 201 });
  if (!isReceived(json)) throw new Error(JSON.stringify(isReceived.errors));
  return json;
}

const lastLine = async () => (await world.ledger()).at(-1);

describe('a recipient that says what it received', () => {
  it('is right, and both numbers stand in the log together', async () => {
    const { uitkomst, bewijs } = await say({ velden: ['woonprofiel.woonwens'] });
    expect(uitkomst).toBe('klopt');
    expect(await lastLine()).toMatchObject({
      index: bewijs.nummer,
      leaf: { event: 'acknowledged', recipient: 'zayaz', about: proof.nummer },
      personal: { transaction: 'ZAYAZ-2026-0001' },
    });
  });

  it('may say so again, as who hears nothing does', async () => {
    expect((await say({})).uitkomst).toBe('klopt');
    const rows = await world.database.query(`SELECT FROM counter_receipt WHERE outcome = 'matches'`);
    expect(rows).toHaveLength(1);
  });

  it.each([
    [
      'under another number than before',
      { transactie: 'ZAYAZ-2026-0002' },
      'al-ontvangen',
      'received-before',
    ],
    ['something else', { bladhash: 'f'.repeat(64) }, 'bladhash', 'hash-differs'],
    ['another field', { velden: ['identiteit.naam'] }, 'velden', 'fields-differ'],
    ['a field more', { velden: ['woonprofiel.woonwens', 'identiteit.naam'] }, 'velden', 'fields-differ'],
    ['nothing at all', { velden: [] }, 'velden', 'fields-differ'],
    ['what is not there', { nummer: 4_000_000 }, 'onbekend', 'unknown'],
  ])('received %s: that is written down for the officer', async (_what, said, difference, reason) => {
    const answer = await say(said);
    expect(answer).toMatchObject({ uitkomst: 'klopt-niet', verschil: difference });
    expect(await lastLine()).toMatchObject({ leaf: { event: 'acknowledgement-differs', reason } });
  });

  it('learns nothing about what others received', async () => {
    const other = await say({}, 'brabantwonen');
    const nobody = await say({ nummer: 4_000_000 }, 'brabantwonen');
    expect([other.verschil, nobody.verschil]).toEqual(['onbekend', 'onbekend']);
    expect((await lastLine())?.leaf['about']).toBeUndefined();
  });

  it('did not receive what was refused', async () => {
    const { answer } = await ask(world, 'wijkteam-zuidoost', { ...WISH, professional: 'mw-999' });
    const { nummer, bladhash } = answer.bewijs;
    expect(await say({ nummer, bladhash })).toMatchObject({ verschil: 'onbekend' });
  });
});

const contextAt = (now: Date): DisclosureContext =>
  ({
    ...world.gateway.register,
    database: world.database,
    ledger: createLedgerWriter(world.database),
    clock: () => now,
  }) as unknown as DisclosureContext;
const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const silences = async (): Promise<unknown[]> =>
  (await world.ledger()).flatMap(({ leaf }) => (leaf.event === 'not-acknowledged' ? [leaf['about']] : []));

const promise = async (...words: readonly string[]) => {
  const { exit, out } = await spoken(partnerReceiptsCommand, ['zayaz', ...words]);
  return { exit, ...(JSON.parse(out) as Record<string, unknown>) };
};
const events = async (): Promise<unknown> =>
  await world.database.query(
    `SELECT what, detail, by FROM partner_event WHERE partner = 'zayaz' AND what LIKE 'receipts-%' ORDER BY id`,
  );

describe('an administrator and a partner that promises to say what it receives', () => {
  let stepBack: () => Promise<void>;
  beforeAll(async () => void (stepBack = await becomeOperatorOf(world)));
  afterAll(async () => await stepBack());

  it('before that promise its silence is nobody’s business', async () => {
    expect(await promise()).toEqual({ exit: 0, partner: 'zayaz', veranderd: false, afgesproken: false });
    expect(await noticeSilence(contextAt(inHours(1_000)))).toBe(0);
  });

  it('write it down, with who did; the same again changes nothing', async () => {
    const agreed = { exit: 0, veranderd: true, afgesproken: true };
    expect(await promise('--binnen', '48', '--door', 'beheer-1')).toMatchObject({
      ...agreed,
      binnenUren: 48,
    });
    expect(await promise('--binnen', '48', '--door', 'beheer-1')).toMatchObject({
      exit: 1,
      veranderd: false,
    });
    expect(await promise('--binnen', '24', '--door', 'beheer-2')).toMatchObject({
      ...agreed,
      binnenUren: 24,
    });
    expect(await promise()).toMatchObject({ exit: 0, veranderd: false, binnenUren: 24 });
    expect(await events()).toEqual([
      { what: 'receipts-agreed', detail: '48 uur', by: 'beheer-1' },
      { what: 'receipts-agreed', detail: '24 uur', by: 'beheer-2' },
    ]);
  });

  it('its silence is put before the officer once its time has passed, once; what left before it promised is not', async () => {
    const { bewijs } = (await ask(world, 'wijkteam-zuidoost', WISH)).answer;
    const said = (await ask(world, 'wijkteam-zuidoost', WISH)).answer.bewijs;
    await say({ nummer: said.nummer, bladhash: said.bladhash, transactie: 'ZAYAZ-2026-0003' });
    expect(await noticeSilence(contextAt(inHours(23)))).toBe(0);
    expect(await silences()).toEqual([]);
    expect(await noticeSilence(contextAt(inHours(25)))).toBe(1);
    expect(await noticeSilence(contextAt(inHours(26)))).toBe(0);
    expect(await silences()).toEqual([bewijs.nummer]);
  });

  it('end it: then silence says nothing any more', async () => {
    await ask(world, 'wijkteam-zuidoost', WISH);
    expect(await promise('--einde', '--door', 'beheer-1')).toMatchObject({ exit: 0, afgesproken: false });
    expect(await promise('--einde', '--door', 'beheer-1')).toMatchObject({ exit: 1, veranderd: false });
    expect(await noticeSilence(contextAt(inHours(1_000)))).toBe(0);
  });

  it.each([
    ['--binnen', '0', '--door', 'beheer-1'],
    ['--binnen', '721', '--door', 'beheer-1'],
    ['--binnen', '24'],
    ['--binnen', '24', '--einde', '--door', 'beheer-1'],
    ['--door', 'beheer-1'],
  ])('hear what is wrong: %s %s', async (...words) => {
    await expect(promise(...words)).rejects.toBeInstanceOf(UsageError);
  });

  it('hear it too of a partner that is not there', async () => {
    await expect(spoken(partnerReceiptsCommand, ['zayas'])).rejects.toBeInstanceOf(UsageError);
  });
});
