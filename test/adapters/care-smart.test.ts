import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import type { SmartClient } from '../../adapters/care-ehr/smart.ts';
import { textAt } from '../../adapters/read-json.ts';
import { startCareEhr } from '../../adapters/sandbox/care-ehr-server.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { SmartGuard } from '../../adapters/sandbox/smart-server.ts';
import type { SourceAnswer } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, CARE, failureCodeOf, koppelsleutelOf, TRACEPARENT } from './dialects.ts';

const pemOf = ({ publicKey, privateKey }: KeyPairKeyObjectResult) => ({
  publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});
const ES384 = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }));
const RS384 = pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const SCOPES = ['Patient', 'Encounter', 'CareTeam', 'PractitionerRole'].map(type => `system/${type}.rs`);

/** Asks the clinic as often as there are lists of fields; time stands still but for what `times` says. */
async function converse(
  asked: readonly (readonly FieldId[])[],
  how: { guard?: Partial<SmartGuard>; client?: Partial<SmartClient>; times?: readonly number[] } = {},
) {
  const seen: SeenRequest[] = [];
  let [turn, id] = [0, 0];
  const start = Date.now();
  const nowMs = (): number => start + (how.times?.[turn] ?? 0);
  const guard = {
    clock: () => new Date(nowMs()),
    clientId: 'wijkpoort',
    algorithm: 'ES384',
    publicKeyPem: ES384.publicKey,
    scopes: SCOPES,
  } as const;
  const server = await startCareEhr({
    apiKey: API_KEY,
    residents: CARE.files,
    smart: { ...guard, ...how.guard },
    onRequest: request => void seen.push(request),
  });
  const smart: SmartClient = {
    tokenUrl: `${server.url}/auth/token`,
    clientId: 'wijkpoort',
    algorithm: 'ES384',
    keyId: 'k1',
    privateKeyPem: ES384.privateKey,
    ...how.client,
  };
  const source = createCareSource(
    { ...PATIENT, baseUrl: `${server.url}/fhir`, apiKey: 'unused', smart },
    { nowMs, newId: () => `jti-${(id += 1)}` },
  );
  const answers: SourceAnswer[] = [];
  try {
    for (const fields of asked) {
      const question = {
        koppelsleutel: koppelsleutelOf(CARE.files, 'ahmed'),
        fields,
        traceparent: TRACEPARENT,
      };
      answers.push(await source(question, new AbortController().signal));
      turn += 1;
    }
  } finally {
    await server.close();
  }
  return { answers, seen, tokens: seen.filter(({ url }) => url === '/auth/token') };
}

const scopesOf = (tokens: readonly SeenRequest[]) => tokens.map(({ body }) => textAt(body, 'scope'));

describe('a care provider asks for tokens (SMART Backend Services)', () => {
  it('gets a proof that is ours, for it alone, once, and for less than five minutes', async () => {
    const { tokens } = await converse([['identiteit.naam']]);
    const proof = textAt(tokens[0]?.body, 'client_assertion') ?? '';
    expect(decodeProtectedHeader(proof)).toEqual({ alg: 'ES384', kid: 'k1', typ: 'JWT' });
    const { iss, sub, aud, jti, iat = 0, exp = 0 } = decodeJwt(proof);
    expect([iss, sub, jti]).toEqual(['wijkpoort', 'wijkpoort', 'jti-1']);
    expect(aud).toMatch(/\/auth\/token$/);
    expect(exp - iat).toBeLessThanOrEqual(300);
  });

  it.each([
    ['ES384', ES384],
    ['RS384', RS384],
  ] as const)('takes a proof signed with %s', async (algorithm, { publicKey, privateKey }) => {
    const { answers } = await converse([['identiteit.naam']], {
      guard: { algorithm, publicKeyPem: publicKey },
      client: { algorithm, privateKeyPem: privateKey },
    });
    expect(answers[0]?.values.get('identiteit.naam')).toBe('Ahmed Bedacht');
  });

  it('is asked for one resource type at a time, and only for what the question needs', async () => {
    const { tokens } = await converse([['identiteit.naam', 'opname.begindatum']]);
    expect(scopesOf(tokens)).toEqual(['system/Patient.rs', 'system/Encounter.rs']);
  });

  it('is not asked again as long as a token is good, and is asked again before it ends', async () => {
    const { tokens } = await converse([['identiteit.naam'], ['identiteit.naam'], ['identiteit.naam']], {
      times: [0, 200_000, 280_000],
    });
    expect(scopesOf(tokens)).toEqual(['system/Patient.rs', 'system/Patient.rs']);
  });

  it('does not let us read a type it did not agree to: that part is not given, the rest is', async () => {
    const guard = { scopes: ['system/Patient.rs'] };
    const { answers } = await converse([['identiteit.naam', 'opname.begindatum']], { guard });
    expect([...(answers[0]?.values.keys() ?? [])]).toEqual(['identiteit.naam']);
    expect([...(answers[0]?.failed ?? [])]).toEqual([['opname.begindatum', 'refused']]);
  });

  it.each([
    ['a key it does not know', { guard: { publicKeyPem: RS384.publicKey, algorithm: 'RS384' as const } }],
    ['somebody else', { client: { clientId: 'elders' } }],
  ])('refuses a proof of %s, and then nothing is asked', async (_what, how) => {
    expect(await failureCodeOf(converse([['identiteit.naam']], how))).toBe('refused');
  });
});
