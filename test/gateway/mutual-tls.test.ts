import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { connect, type SecureVersion } from 'node:tls';
import { breachFacts } from '../../gateway/officer/breach-facts.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { sendOverTls } from '../world/over-tls.ts';
import { testAuthority } from '../world/test-authority.ts';
import { startTlsWorld, type TlsWorld } from '../world/tls-world.ts';
import { expectProblem } from '../world/world.ts';
import { ASKING } from './door.ts';
import { accessClaims, signedByUs } from './forged.ts';

const SUBJECT = { organisation: 'Zayaz', commonName: 'zayaz.example', oin: '00000099000000004000' };

let world: TlsWorld;
let body: object;
/** A certificate from outside, with the same number. */
let renewed: KeyWithCertificate;
beforeAll(async () => {
  world = await startTlsWorld();
  body = { ...ASKING, betrokkene: await world.koppelsleutel('zayaz', 'anja') };
  renewed = world.outside.issue(SUBJECT);
});
afterAll(async () => await world.close());
afterEach(async () => {
  await world.revoke([]);
});

describe('a partner that shows its certificate', () => {
  it('gets a token that is bound to it, and an answer with both', async () => {
    const token = await world.tokenWith(world.keyOf('zayaz'));
    const { cnf } = decodeJwt(token);
    expect(cnf).toEqual({ 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) });
    expect((await world.askWith(token, world.keyOf('zayaz'), body)).status).toBe(200);
  });

  it('may renew it: the old and the new one both count, each with its own token', async () => {
    for (const certificate of [world.keyOf('zayaz'), renewed]) {
      const token = await world.tokenWith(certificate);
      expect((await world.askWith(token, certificate, body)).status).toBe(200);
    }
  });

  it('is found in the log by the certificate it asked with, without a period, and by no other', async () => {
    const until = new Date(Date.now() + 60_000);
    const count = async (certificate: string): Promise<number> =>
      (await breachFacts(world.database, { certificate, from: new Date(0), until }, 1e9)).facts.entries;
    const tokens = [await world.tokenWith(world.keyOf('zayaz')), await world.tokenWith(renewed)] as const;
    const [old, fresh] = tokens.map(
      token => (decodeJwt(token)['cnf'] as Record<string, string>)['x5t#S256'] ?? '',
    );
    const before = [await count(old ?? ''), await count(fresh ?? '')];
    await world.askWith(tokens[1], renewed, body);
    await world.askWith(tokens[1], renewed, body);
    await world.askWith(tokens[0], world.keyOf('zayaz'), body);
    const after = [await count(old ?? ''), await count(fresh ?? '')];
    expect(after.map((entries, n) => entries - (before[n] ?? 0))).toEqual([1, 2]);
    expect(await count('x'.repeat(43))).toBe(0);
  });

  it('may have several numbers', async () => {
    const second = world.outside.issue({ ...SUBJECT, oin: '00000003123456780000' });
    expect((await world.askToken({ as: second })).status).toBe(401);
    await world.database.query(
      `INSERT INTO partner_oin (oin, partner) VALUES ('00000003123456780000', 'zayaz')`,
    );
    const token = await world.tokenWith(second);
    expect((await world.askWith(token, second, body)).status).toBe(200);
  });

  it('may sign with the new key while the old one counts too, until one is retired', async () => {
    const { certificatePem } = renewed;
    const as = renewed;
    expect((await world.askToken({ as, signer: renewed })).status).toBe(401);
    await world.database.query(
      `INSERT INTO partner_certificate (partner, certificate) VALUES ('zayaz', $1)`,
      [certificatePem],
    );
    expect((await world.askToken({ as, signer: renewed })).status).toBe(200);
    expect((await world.askToken({ as })).status).toBe(200);
    await world.database.query(`UPDATE partner_certificate SET retired_at = now() WHERE certificate = $1`, [
      certificatePem,
    ]);
    expect((await world.askToken({ as, signer: renewed })).status).toBe(401);
  });
});

describe('a token away from its certificate', () => {
  it.each<[string, (world: TlsWorld) => KeyWithCertificate | undefined]>([
    ['without any', () => undefined],
    ['with another of the same partner', () => renewed],
    ['with that of another partner', each => each.keyOf('brabantwonen')],
  ])('%s: opens nothing', async (_what, other) => {
    const token = await world.tokenWith(world.keyOf('zayaz'));
    const refused = await world.askWith(token, other(world), body);
    expectProblem(refused, 'certificaat-past-niet');
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('or never bound to one: opens nothing', async () => {
    const token = await signedByUs(world, accessClaims(world));
    expectProblem(await world.askWith(token, world.keyOf('zayaz'), body), 'certificaat-past-niet');
  });

  it.each<[string, unknown, string]>([
    ['to a key instead', { jkt: 'A'.repeat(43) }, 'niet-aangemeld'],
    ['to a thumbprint that is none', { 'x5t#S256': ['A'.repeat(43)] }, 'niet-aangemeld'],
    ['to a word', 'certificaat', 'niet-aangemeld'],
    ['to a certificate that nobody has', { 'x5t#S256': 'A'.repeat(43) }, 'certificaat-past-niet'],
  ])('bound %s: opens nothing', async (_what, cnf, code) => {
    const token = await signedByUs(world, accessClaims(world, { cnf }));
    expectProblem(await world.askWith(token, world.keyOf('zayaz'), body), code);
  });
});

describe('a certificate that does not count', () => {
  const stranger = testAuthority('Niet vertrouwd');
  const long = 400 * 86_400_000;
  it.each<[string, () => KeyWithCertificate | undefined]>([
    ['none', () => undefined],
    ['without a number', () => world.outside.issue({ organisation: 'Zayaz', commonName: 'zayaz' })],
    [
      'with two numbers',
      () =>
        world.outside.issue(SUBJECT, each =>
          each.setSubject([
            { type: '2.5.4.5', value: SUBJECT.oin },
            { type: '2.5.4.5', value: SUBJECT.oin },
          ]),
        ),
    ],
    ['of another partner', () => world.keyOf('brabantwonen')],
    ['from another trust anchor', () => stranger.issue(SUBJECT)],
    ['that is over', () => world.outside.issue(SUBJECT, undefined, new Date(Date.now() - long))],
    ['that has not begun', () => world.outside.issue(SUBJECT, undefined, new Date(Date.now() + long))],
    [
      'for servers alone',
      () =>
        world.outside.issue(SUBJECT, each => each.setExtensions([{ name: 'extKeyUsage', serverAuth: true }])),
    ],
  ])('%s: gets no token', async (_what, certificate) => {
    const refused = await world.askToken({ as: certificate() });
    expect({ status: refused.status, json: refused.json }).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    });
  });

  it('revoked: gets no token, and what it got before counts no more, though it was verified before', async () => {
    const token = await world.tokenWith(renewed);
    expect((await world.askWith(token, renewed, body)).status).toBe(200);
    await world.revoke([renewed]);
    expectProblem(await world.askWith(token, renewed, body), 'certificaat-past-niet');
    expect((await world.askToken({ as: renewed })).status).toBe(401);
  });

  it('is no hindrance for what everyone may read', async () => {
    const document = await sendOverTls(`${world.gateway.url}/v1/openapi.json`, {
      as: stranger.issue(SUBJECT),
    });
    expect(document.status).toBe(200);
  });
});

describe('somebody who is no proxy of ours', () => {
  it('cannot say whose certificate it saw', async () => {
    const { certificatePem } = world.keyOf('zayaz');
    const header = `:${certificatePem.replaceAll(/-----[^-]+-----|\s/g, '')}:`;
    const token = await world.tokenWith(world.keyOf('zayaz'));
    const refused = await sendOverTls(`${world.gateway.url}/v1/verstrekkingen`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'client-cert': header,
      },
      body: JSON.stringify(body),
    });
    expectProblem(refused, 'certificaat-past-niet');
  });
});

async function handshake(version: SecureVersion, ciphers?: string): Promise<string> {
  const { hostname, port } = new URL(world.gateway.url);
  return await new Promise(resolve => {
    const socket = connect(
      {
        host: hostname,
        port: Number(port),
        minVersion: version,
        maxVersion: version,
        rejectUnauthorized: false,
        // Otherwise this client itself would refuse to speak so.
        ciphers: `${ciphers ?? 'DEFAULT'}:@SECLEVEL=0`,
      },
      () => {
        resolve(socket.getProtocol() ?? '');
        socket.destroy();
      },
    );
    socket.on('error', () => resolve('refused'));
  });
}

describe('the line itself', () => {
  it.each<[SecureVersion, string]>([
    ['TLSv1.3', 'TLSv1.3'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.1', 'refused'],
    ['TLSv1', 'refused'],
  ])('%s: %s', async (version, outcome) => {
    expect(await handshake(version)).toBe(outcome);
  });

  it.each(['AES256-GCM-SHA384', 'ECDHE-RSA-AES256-SHA'])('TLSv1.2 with %s: refused', async cipher => {
    expect(await handshake('TLSv1.2', cipher)).toBe('refused');
  });
});
