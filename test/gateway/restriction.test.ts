import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goesOnWhileRestricted, restrictedFields } from '../../consent/restriction.ts';
import { liftRestriction } from '../../gateway/consent/restrictions.ts';
import { compilePolicy, turnBothKeys } from '../../gateway/disclosure/policy.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { shipped } from '../policies/handreiking.ts';
import { newBrowser, textOf, type TestBrowser } from '../world/browser.ts';
import { ask } from '../world/exchange.ts';
import { answerAs, signedAnswer } from '../world/notices.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

const WISH = {
  as: 'zayaz',
  about: 'anja',
  for: 'D01',
  fields: ['woonprofiel.woonwens', 'inkomen.draagkracht_huur'],
} as const;
const REASONS = 'Wij keken het na met uw corporatie en met u: het klopt nu wel.';
const DAY_MS = 86_400_000;

let world: World;
let officer: TestBrowser;
let anja: TestBrowser;
beforeAll(async () => {
  world = await startWorld();
  [officer, anja] = [newBrowser(world), newBrowser(world)];
  await officer.logInAs('fg-001', 'werk');
  await anja.logInAs('anja');
});
afterAll(async () => await world?.close());

const released = async (): Promise<readonly string[]> =>
  Object.keys((await ask(world, 'wijkteam-zuidoost', WISH)).answer.gegevens).sort();
const epoch = async (): Promise<number> =>
  (await world.database.query<{ epoch: number }>('SELECT epoch::int FROM ledger_head'))[0]?.epoch ?? 0;
const newest = async (): Promise<string> =>
  (
    await world.database.query<{ id: string }>('SELECT id FROM restriction ORDER BY started_at DESC LIMIT 1')
  )[0]?.id ?? '';
const changeAt = async (place: number): Promise<unknown> =>
  (await world.ledger()).at(place)?.personal['change'];
const later = (days: number) => ({
  ...world.gateway.register,
  clock: () => new Date(Date.now() + days * DAY_MS),
});
const ACTING = { actor: 'officer: fg-001', trace: { requestId: 'r', traceId: 't' } };

describe('an officer has something of a resident put on hold', () => {
  it('does so for who is known alone, and for a reason that the law knows', async () => {
    const page = await officer.open('/werk/beperkingen');
    const koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
    const right = { partner: 'zayaz', koppelsleutel, grond: 'accuracy' };
    for (const wrong of [
      { koppelsleutel: 'x' },
      { grond: 'zomaar' },
      { partner: '' },
      { doel: 'D99' },
      { veld: 'x.y' },
    ])
      expect((await officer.submit(page, '/werk/beperkingen', { ...right, ...wrong })).status).toBe(422);
    expect(await newest()).toBe('');
  });

  it('releases it no more from then on, tells who received, and says so in the ledger of that moment', async () => {
    expect(await released()).toEqual([...WISH.fields].sort());
    const before = await epoch();
    const page = await officer.submit(await officer.open('/werk/beperkingen'), '/werk/beperkingen', {
      partner: 'zayaz',
      koppelsleutel: await world.koppelsleutel('zayaz', 'anja'),
      grond: 'accuracy',
      doel: 'D01',
      veld: 'inkomen.draagkracht_huur',
    });
    expect(textOf(page.html)).toContain('Ontvangers: 1 nog niet aangekomen.');
    expect(await changeAt(-1)).toMatchObject({
      what: 'restriction-started',
      ground: 'accuracy',
      purpose: 'D01',
    });
    expect(await epoch()).toBeGreaterThan(before);
    expect(await released()).toEqual(['woonprofiel.woonwens']);
  });

  it('tells an outsider nothing else than when nothing is known, and the officer why', async () => {
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', WISH);
    expect(answer.nietBeschikbaar).toEqual(['inkomen.draagkracht_huur']);
    expect(entry.leaf.fields['inkomen.draagkracht_huur']).toMatchObject({
      decision: 'withheld',
      missing: ['geen_beperking'],
    });
    expect(entry.leaf['facts']).toMatchObject({ restricted: ['inkomen.draagkracht_huur'] });
  });

  it('keeps what the recipient signs to have done with it', async () => {
    const [notice] = await world.database.query<{ id: string; request: string }>(
      'SELECT id, request FROM notice WHERE cause = $1',
      [await newest()],
    );
    expect(notice?.request).toBe('restrict');
    await answerAs(
      world,
      'zayaz',
      await signedAnswer(world, 'zayaz', { bericht: notice?.id, gedaan: 'beperkt' }),
    );
    const page = await officer.open('/werk/beperkingen');
    expect(textOf(page.html)).toContain('Ontvangers: 1 getekend: gebruikt het niet.');
  });

  it('lifts it a week after the resident was told why, and not before', async () => {
    const place = `/werk/beperkingen/${await newest()}`;
    const page = await officer.open('/werk/beperkingen');
    expect((await officer.submit(page, place, { stap: 'opheffen' })).status).toBe(422);
    expect((await officer.submit(page, place, { hoe: 'telefoon', reden: 'ok' })).status).toBe(422);
    const unsaid = await officer.submit(page, place, { stap: 'aankondigen', hoe: '', reden: REASONS });
    expect(textOf(unsaid.html)).toContain('Kies hoe de bewoner het hoorde.');
    await officer.submit(page, place, { hoe: 'telefoon', reden: REASONS });
    const told = textOf((await anja.open('/stilzetten')).html);
    expect(told).toContain(REASONS);
    expect(told).toContain('mag dit weer');
    expect(await liftRestriction(await newest(), ACTING, later(6))).toBe('too-early');
    expect(await released()).toEqual(['woonprofiel.woonwens']);
    await liftRestriction(await newest(), ACTING, later(8));
    expect(await released()).toEqual([...WISH.fields].sort());
  });
});

describe('a resident who has everything put on hold', () => {
  it('says why, and from then on nothing is told; asked twice it is one', async () => {
    const page = await anja.open('/stilzetten');
    expect((await anja.submit(page, '/stilzetten', { doel: 'D01' })).status).toBe(422);
    await anja.submit(page, '/stilzetten', { doel: '', waarom: 'unlawful' });
    const after = await anja.submit(page, '/stilzetten', { doel: '', waarom: 'unlawful' });
    expect(textOf(after.html)).toContain('Alles over mij');
    expect(await released()).toEqual([]);
    const [count] = await world.database.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM restriction WHERE lifted_at IS NULL',
    );
    expect(count?.open).toBe(1);
    const queue = textOf((await officer.open('/werk')).html);
    expect(queue).toContain('Gegevens van een bewoner staan stil.');
  });
});

describe('a partner to whom a resident says it', () => {
  it('passes it on, of words that are known, and cannot lift it', async () => {
    const send = async (body: object, path = '/v1/beperkingen', as = 'wijkteam-zuidoost') =>
      await world.sendAs(as, path, { namens: { medewerker: 'wt-031' }, ...body });
    const asked = {
      betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'els'),
      grond: 'bezwaar',
      kanaal: 'telefoon',
    };
    expectProblem(await send({ ...asked, velden: ['bestaat.niet'] }), 'ongeldig-verzoek');
    const { status, json } = await send({ ...asked, doel: 'D01' });
    const { beperking } = json as Schemas['Beperkt'];
    expect(status).toBe(201);
    // Nothing that says with how many others this resident is known.
    expect(Object.keys(json as object).sort()).toEqual(['beperking', 'bewijs']);
    expectProblem(await send({ beperking }, '/v1/beperkingen/_opheffen'), 'alleen-privacy-officer');
    const early = await send({ beperking }, '/v1/beperkingen/_opheffen', 'privacy-officer');
    expectProblem(early, 'besluit-kan-zo-niet');
    const announced = { beperking, verteld: 'brief', redenen: REASONS };
    expect((await send(announced, '/v1/beperkingen/_aankondigen', 'privacy-officer')).status).toBe(201);
    const rows = await world.database.query(
      'SELECT told_how, asked_by FROM restriction WHERE resident = $1',
      [residentId('els')],
    );
    expect(rows).toEqual([{ told_how: 'brief', asked_by: 'resident' }]);
  });
});

const rule = shipped.rules.find(({ conditions }) => conditions.includes('toestemming'));
const field = rule?.fields[0] ?? 'x.y';
const question = {
  purpose: rule?.purpose ?? '',
  from: rule?.from[0] ?? '',
  to: rule?.to[0] ?? '',
  fields: [field],
};
const closedAfterYesAt = (sinceMs: number): number =>
  restrictedFields(
    shipped.rules,
    question,
    [{ fields: null, sinceMs: 5 }],
    [{ id: 'ja', fields: [field], kinds: rule?.consentKinds ?? [], sinceMs }],
  ).size;

describe('what a restriction leaves open (AVG 18(2))', () => {
  it('is what the resident said yes to since then, and not what they said yes to before', () => {
    expect([4, 5, 6].map(closedAfterYesAt)).toEqual([1, 1, 0]);
  });

  it('is what a life depends on, in the whole handreiking in two purposes alone', () => {
    const open = shipped.rules.filter(goesOnWhileRestricted).map(({ purpose }) => purpose);
    expect([...new Set(open)]).toEqual(['D06', 'D07']);
  });

  it('opens where a life depends on it, also when another rule would have opened it first', () => {
    const policy = compilePolicy(shipped, 'v');
    const asked = {
      purpose: 'D06',
      from: 'ggz_behandeling',
      to: 'wijkagent',
      fields: ['crisis.signaal'],
    } as const;
    const outcome = (isInDanger: boolean) => {
      const conditions = new Map(
        [...shipped.conditions.keys()].map(key => [key, key !== 'vitaal' || isInDanger]),
      );
      const facts = { conditions, consented: new Set(asked.fields), restricted: new Set(asked.fields) };
      return turnBothKeys(policy, asked, facts).get('crisis.signaal')?.outcome;
    };
    expect([outcome(true), outcome(false)]).toEqual(['release', 'withheld']);
  });
});
