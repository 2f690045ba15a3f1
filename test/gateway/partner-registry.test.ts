import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { partnerClient } from 'wijkpoort/client';
import { issueFor, type Renewal } from '../../gateway/identity/certify-partner.ts';
import { registerPartner, type NewPartner } from '../../gateway/identity/register-partner.ts';
import {
  resumePartner,
  suspendPartner,
  suspendWithoutAgreement,
} from '../../gateway/identity/suspend-partner.ts';
import { shipped } from '../policies/handreiking.ts';
import { newCertificateRequest } from '../world/certificate-request.ts';
import { ask } from '../world/exchange.ts';
import { expectProblem, startWorld, type World } from '../world/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

const change = { by: 'beheer-1', now: new Date() };

const kleinWonen: NewPartner = {
  id: 'klein-wonen',
  name: 'Klein Wonen',
  organisation: 'Klein Wonen',
  oin: '00000099000000040000',
  role: 'corporatie',
  purposes: ['D01', 'D05'],
  contacts: { techniek: 'techniek@klein-wonen.example', privacy: 'privacy@klein-wonen.example' },
  agreement: { article: '26', reference: 'SOK-2026-14', from: '2026-01-01', until: '2027-12-31' },
};

const register = async (partner: NewPartner) =>
  await registerPartner(world.database, partner, shipped, change);

const certify = async (request: string, partner = 'klein-wonen', renewal: Renewal = 'in-its-place') => {
  const { authority } = world.secrets;
  return await issueFor(world.database, partner, request, authority, '0badcafe00000000', change, renewal);
};

const asks = async (sleutel: string) =>
  await partnerClient({ poort: world.gateway.url, partner: 'klein-wonen', sleutel }).vraagOp('D01', {
    betrokkene: randomUUID(),
    van: 'wijkteam-zuidoost',
    velden: ['woonprofiel.woonwens'],
    namens: { medewerker: 'kw-1' },
  });

describe('an administrator registers a partner', () => {
  it('hears everything that is wrong at once, and nothing is registered', async () => {
    const faults = await register({
      ...kleinWonen,
      id: 'Klein Wonen',
      oin: '123',
      purposes: ['D01', 'D11'],
      contacts: { techniek: 'iemand', privacy: 'privacy@klein-wonen.example' },
      agreement: { article: '28', reference: ' ', from: '2026-02-30', until: '2025-01-01' },
    });
    expect(faults).toHaveLength(7);
    expect(faults.join(' ')).toContain('D11: geen regel van dit doel noemt deze rol');
    expect(await world.database.query(`SELECT FROM partner WHERE id = 'klein-wonen'`)).toEqual([]);
  });

  it('does so with contacts and an agreement; without a certificate the partner does not get in', async () => {
    expect(await register(kleinWonen)).toEqual([]);
    expect(await register(kleinWonen)).toEqual(['Er is al een partner met deze naam of met dit OIN.']);
    await expect(asks(newCertificateRequest().key)).rejects.toThrow('invalid_client');
  });

  it('has the sandbox issue a certificate for the key that the partner made itself, and it gets in', async () => {
    const { key, request } = newCertificateRequest();
    expect(await certify(request)).toMatchObject({ certificatePem: expect.stringContaining('BEGIN CERT') });
    expect(await asks(key)).toMatchObject({ gelukt: true, antwoord: { nietBeschikbaar: expect.anything() } });
  });

  it('replaces the key: the new one gets in, the old one no more, and the same one is no replacement', async () => {
    const [before, after] = [newCertificateRequest(), newCertificateRequest()];
    await certify(before.request);
    expect(await certify(before.request)).toBe('same-key');
    await certify(after.request);
    expect(await asks(after.key)).toMatchObject({ gelukt: true });
    await expect(asks(before.key)).rejects.toThrow('invalid_client');
  });

  it('replaces every key there is, not only the one it was entered with', async () => {
    const [first, beside, last] = [newCertificateRequest(), newCertificateRequest(), newCertificateRequest()];
    await certify(first.request);
    await certify(beside.request, 'klein-wonen', 'beside-it');
    await certify(last.request);
    expect(await asks(last.key)).toMatchObject({ gelukt: true });
    for (const { key } of [first, beside]) await expect(asks(key)).rejects.toThrow('invalid_client');
  });

  it('refuses a key that was taken out, and when it was taken out stays as it is', async () => {
    const [leaked, after] = [newCertificateRequest(), newCertificateRequest()];
    await certify(leaked.request);
    await certify(after.request);
    const retired = async (): Promise<unknown> =>
      await world.database.query(
        `SELECT certificate, retired_at FROM partner_certificate WHERE retired_at IS NOT NULL ORDER BY 1`,
      );
    await world.database.query(
      `UPDATE partner_certificate SET retired_at = now() - interval '1 hour' WHERE partner = 'klein-wonen' AND retired_at IS NULL`,
    );
    const before = await retired();
    expect(await certify(leaked.request)).toBe('same-key');
    expect(await certify(after.request)).toBe('same-key');
    expect(await retired()).toEqual(before);
    expect(await certify(newCertificateRequest().request)).toMatchObject({
      certificatePem: expect.any(String),
    });
    expect(await retired()).toEqual(before);
  });

  it('renews in its own time: both keys get in, until the new one takes the place of the old', async () => {
    const [old, renewed] = [newCertificateRequest(), newCertificateRequest()];
    await certify(old.request);
    await certify(renewed.request, 'klein-wonen', 'beside-it');
    expect(await asks(old.key)).toMatchObject({ gelukt: true });
    expect(await asks(renewed.key)).toMatchObject({ gelukt: true });
    await certify(renewed.request);
    expect(await asks(renewed.key)).toMatchObject({ gelukt: true });
    await expect(asks(old.key)).rejects.toThrow('invalid_client');
  });

  it.each([
    ['something else', 'geen aanvraag', 'unreadable'],
    ['a request of which a byte was changed', undefined, 'not-signed-by-its-key'],
    ['a key that is too short', newCertificateRequest(1_024).request, 'weak-key'],
  ])('refuses %s', async (_what, pem, fault) => {
    expect(await certify(pem ?? tampered(newCertificateRequest().request))).toBe(fault);
  });

  it('refuses a partner that is not there', async () => {
    expect(await certify(newCertificateRequest().request, 'niemand')).toBe('unknown-partner');
  });
});

/** Another name in the request than the one that was signed. */
function tampered(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  der.write('p4rtner', der.indexOf('partner'));
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}

const asZayaz = async (token: string) =>
  await world.send('/v1/verstrekkingen', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });

const outBy = async (moment: string) =>
  await suspendWithoutAgreement(world.database, { by: 'poort', now: new Date(moment) });

describe('a partner is suspended', () => {
  it('at once: a token that was verified a moment ago opens nothing any more, until it is let in again', async () => {
    const token = await world.tokenFor('brabantwonen');
    expectProblem(await asZayaz(token), 'ongeldig-verzoek');
    expect(await suspendPartner(world.database, 'brabantwonen', 'datalek', change)).toBe(true);
    expectProblem(await asZayaz(token), 'niet-aangemeld');
    expect(await suspendPartner(world.database, 'brabantwonen', 'datalek', change)).toBe(false);
    expect(await resumePartner(world.database, 'brabantwonen', change)).toBe(true);
    expectProblem(await asZayaz(token), 'ongeldig-verzoek');
  });

  it('by itself on the day after its agreement ended, in our own time zone', async () => {
    const agreed = { ...kleinWonen, id: 'eindig', oin: '00000099000000041000' };
    expect(await register(agreed)).toEqual([]);
    expect(await outBy('2027-12-31T22:59:59Z')).toEqual([]);
    expect(await outBy('2027-12-31T23:00:00Z')).toContain('eindig');
  });

  it('and everything that was changed about it is written down, and stays', async () => {
    const events = await world.database.query<{ what: string; detail: string; by: string }>(
      `SELECT what, detail, by FROM partner_event WHERE partner = 'brabantwonen' ORDER BY id`,
    );
    expect(events).toEqual([
      { what: 'suspended', detail: 'datalek', by: 'beheer-1' },
      { what: 'resumed', detail: '', by: 'beheer-1' },
    ]);
    await expect(world.database.query('DELETE FROM partner_event')).rejects.toThrow();
  });
});

const asksAs = async (partner: string, from: string, purpose: string, fields: readonly string[]) =>
  await ask(world, from, { as: partner, about: 'anja', for: purpose, fields, professional: 'mw-417' });

describe('one person who works for two partners', () => {
  it('has two accounts: what one may have, the other does not get', async () => {
    const atZayaz = await asksAs('zayaz', 'wijkteam-zuidoost', 'D01', ['woonprofiel.woonwens']);
    expect(Object.keys(atZayaz.answer.gegevens)).toEqual(['woonprofiel.woonwens']);
    const elsewhere = await asksAs('brabantwonen', 'wijkteam-zuidoost', 'D01', ['woonprofiel.woonwens']);
    expect(elsewhere.answer).toMatchObject({ gegevens: {}, nietBeschikbaar: ['woonprofiel.woonwens'] });
  });

  it('is known by another name at each, so that what they did is not brought together', async () => {
    const [one, other] = [
      await asksAs('zayaz', 'wijkteam-zuidoost', 'D01', ['woonprofiel.woonwens']),
      await asksAs('brabantwonen', 'wijkteam-zuidoost', 'D01', ['woonprofiel.woonwens']),
    ];
    expect(one.entry.personal['assertedActor']).toBe('zayaz: mw-417');
    expect(other.entry.personal['assertedActor']).toBe('brabantwonen: mw-417');
  });

  it('cannot use the one account’s koppelsleutel at the other: there it means nobody', async () => {
    const koppelsleutel = await world.koppelsleutel('zayaz', 'anja');
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', {
      as: 'brabantwonen',
      about: { koppelsleutel },
      for: 'D01',
      fields: ['woonprofiel.woonwens'],
      professional: 'mw-417',
    });
    expect(answer).toMatchObject({ gegevens: {}, nietBeschikbaar: ['woonprofiel.woonwens'] });
    expect(entry.personal['subject']).toBe('unknown');
  });
});
