import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash, X509Certificate } from 'node:crypto';
import { asLocal } from '../../gateway/http/portal/desk/local-moment.ts';
import { newBrowser, textOf, type Page, type TestBrowser } from '../world/browser.ts';
import { keyIn, sendThroughProxy } from '../world/through-proxy.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';
import { ASKING } from './door.ts';

const NOBODYS = 'A'.repeat(43);

let world: World;
let officer: TestBrowser;
let thumbprint: string;
/** As openssl shows it. */
let hex: string;
beforeAll(async () => {
  world = await startWorld({ identity: () => ({ proxies: ['127.0.0.0/8'] }) });
  const { raw, fingerprint256 } = new X509Certificate(keyIn(world, 'zayaz').certificatePem);
  [thumbprint, hex] = [hash('sha256', raw, 'base64url'), fingerprint256];
  const betrokkene = await world.koppelsleutel('zayaz', 'anja');
  await sendThroughProxy(world, 'zayaz', '/v1/verstrekkingen', { ...ASKING, betrokkene });
  officer = newBrowser(world);
  await officer.logInAs('fg-001', 'werk');
});
afterAll(async () => await world?.close());

const count = async (body: object): Promise<WireAnswer> =>
  await sendThroughProxy(world, 'privacy-officer', '/v1/logboek/datalek', {
    ...body,
    namens: { medewerker: 'po-1' },
  });

describe('an officer who hears over the API that the key of a partner was stolen', () => {
  it('counts what was asked with it, whichever way its thumbprint is written; no period is needed', async () => {
    for (const certificaat of [thumbprint, hex, hex.toLowerCase().replaceAll(':', '')])
      expect((await count({ certificaat })).json).toMatchObject({
        verstrekkingen: 1,
        bewoners: 1,
        doelen: [{ doel: 'D01', verstrekkingen: 1 }],
      });
  });

  it.each([
    ['a certificate that nobody used', { certificaat: NOBODYS }, 0],
    ['another partner than whose it is', { partner: 'reinier-van-arkel-kliniek' }, 0],
    ['a time before', { tot: '2020-02-01T00:00:00Z' }, 0],
    ['the partner whose it is, from then on', { partner: 'zayaz', van: '2020-01-01T00:00:00Z' }, 1],
  ])('hears what holds of all that is said: %s', async (_what, said, verstrekkingen) => {
    expect((await count({ certificaat: thumbprint, ...said })).json).toMatchObject({ verstrekkingen });
  });
});

const countOnPage = async (certificaat: string): Promise<Page> =>
  await officer.submit(await officer.open('/werk/datalek'), '/werk/datalek', {
    partner: '',
    van: '',
    tot: '',
    ontdekt: asLocal(new Date()),
    certificaat,
  });

describe('an officer who hears it at the desk', () => {
  it('counts by the certificate alone', async () => {
    expect(textOf((await countOnPage(hex)).html)).toMatch(
      /Bewoners 1 zonder wie intussen is gewist Keer verstrekt 1/,
    );
    expect(textOf((await countOnPage(NOBODYS)).html)).toContain('Niets verstrekt');
  });

  it('hears it kindly when that is no certificate, and keeps what was typed', async () => {
    const { status, html } = await countOnPage('mijn-certificaat');
    expect([status, textOf(html)]).toEqual([
      422,
      expect.stringContaining('geen vingerafdruk van een certificaat'),
    ]);
    expect(html).toContain('value="mijn-certificaat"');
  });
});
