import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { says, type Says } from '../world/resident-says.ts';
import { expectProblem, startWorld, type WireAnswer, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => await world.close());

const JAN: Says = {
  who: 'jan',
  at: 'wijkteam-zuidoost',
  purpose: 'D01',
  from: 'wijkteam-zuidoost',
  to: 'zayaz',
  fields: ['identiteit.naam', 'woonprofiel.woonwens'],
};

const receiptOf = async (said: Says): Promise<string> =>
  ((await says(world, said)).json as Schemas['ToestemmingVastgelegd']).ontvangstbewijs ?? '';
const print = async (bewijs: string): Promise<WireAnswer> =>
  await world.send('/bewijs', { method: 'POST', body: new URLSearchParams({ bewijs }) });

describe('Jan wants his receipt on paper', () => {
  it('gets one sheet: what he said, between whom, what, until when, how to stop, and how anyone can check it', async () => {
    const jws = await receiptOf(JAN);
    // As it comes out of a mail: broken over lines.
    const { status, text, headers } = await print(`${jws.slice(0, 70)}\n  ${jws.slice(70)}\n`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    for (const words of [
      'U zei ja.',
      'Sociaal wijkteam Zuidoost',
      'Zayaz',
      'Tot wanneer?',
      'Stoppen kan elke dag',
      'Mag Sociaal wijkteam Zuidoost dit vertellen aan Zayaz?',
      'wijkpoort toestemming controleer',
      jws,
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('{');
  });

  it('does not say who he is, loads nothing from elsewhere, runs no script, and has a style for paper', async () => {
    const { text, headers } = await print(await receiptOf(JAN));
    expect(text).not.toContain(residentId('jan'));
    expect(text).not.toContain(await world.koppelsleutel('wijkteam-zuidoost', 'jan'));
    expect(text).not.toMatch(/<script|https?:|onload|onclick/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await world.send('/stijl.css')).text).toContain('@media print');
  });

  it('reads of his no that he is left alone', async () => {
    const { text } = await print(await receiptOf({ ...JAN, who: 'sara', decision: 'geweigerd' }));
    expect(text).toContain('U zei nee.');
    expect(text).toContain('Wij vragen u dit 6 maanden niet opnieuw.');
    expect(text).not.toContain('Tot wanneer?');
  });
});

describe('somebody pastes something else', () => {
  it.each([
    ['nothing', ''],
    ['a story', 'dit is <b>mijn</b> bewijs'],
    ['a token of something else', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('%s: hears what to do, and nothing of it comes back', async (_what, bewijs) => {
    const { status, text } = await print(bewijs);
    expect(status).toBe(422);
    expect(text).toContain('Plak het helemaal');
    expect(text).not.toContain('mijn');
  });

  it('a receipt with one letter changed: it is not printed', async () => {
    const [header = '', payload = '', signature = ''] = (await receiptOf(JAN)).split('.');
    const changed = Buffer.from(payload, 'base64url').toString('utf8').replace('Zayaz', 'Zeyaz');
    const { status, text } = await print(
      [header, Buffer.from(changed).toString('base64url'), signature].join('.'),
    );
    expect(status).toBe(422);
    expect(text).toContain('er is iets aan veranderd');
    expect(text).not.toContain('Zeyaz');
  });

  it('a book: it is too much', async () => {
    expectProblem(await print('x'.repeat(20_000)), 'te-groot');
  });
});

describe('somebody opens the page to print a receipt', () => {
  it('sees one field and one button, which send to this gateway alone', async () => {
    const { status, text, headers } = await world.send('/bewijs');
    expect(status).toBe(200);
    expect(text).toContain('<label for="bewijs">');
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expectProblem(await world.send('/bewijs', { method: 'PUT' }), 'methode-niet-toegestaan');
  });
});
