import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { createDisclosureAudit } from '../../adapters/care-ehr/disclosure-audit.ts';
import { startCareEhr } from '../../adapters/sandbox/care-ehr-server.ts';
import { textAt } from '../../adapters/read-json.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { Disclosed } from '../../adapters/source.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, CARE, failureCodeOf, TRACEPARENT } from './dialects.ts';

const LEFT: Disclosed = {
  koppelsleutel: 'sleutel-van-ahmed',
  purpose: 'D03',
  recipient: { name: 'Sociale dienst', oin: '00000099000000002000' },
  fields: ['opname.begindatum', 'opname.einddatum'],
  at: new Date('2026-11-22T10:00:00Z'),
  requestId: '7d0a3b6e-0000-4000-8000-000000000001',
  traceparent: TRACEPARENT,
  ledgerIndex: 42,
};

const PAIR = generateKeyPairSync('ec', { namedCurve: 'P-384' });

async function tell(scopes?: readonly string[]) {
  const seen: SeenRequest[] = [];
  const guard = {
    clientId: 'wijkpoort',
    algorithm: 'ES384',
    publicKeyPem: PAIR.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  } as const;
  const server = await startCareEhr({
    apiKey: API_KEY,
    residents: CARE.files,
    onRequest: request => void seen.push(request),
    ...(scopes === undefined ? {} : { smart: { ...guard, scopes } }),
  });
  const smart = {
    tokenUrl: `${server.url}/auth/token`,
    clientId: 'wijkpoort',
    algorithm: 'ES384',
    keyId: 'k1',
    privateKeyPem: PAIR.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  } as const;
  const audit = createDisclosureAudit({
    ...PATIENT,
    baseUrl: `${server.url}/fhir`,
    apiKey: API_KEY,
    ...(scopes === undefined ? {} : { smart }),
  });
  try {
    await audit(LEFT, new AbortController().signal);
    return { events: server.receivedAuditEvents(), seen };
  } finally {
    await server.close();
  }
}

describe('a care provider wants to hear what left its files', () => {
  it('gets an AuditEvent: to whom, what for, which fields, and where it stands in our ledger', async () => {
    const { events } = await tell();
    const [event = {}, ...more] = events;
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      resourceType: 'AuditEvent',
      recorded: '2026-11-22T10:00:00.000Z',
      agent: [{ who: { identifier: { value: '00000099000000002000' } }, requestor: true }],
      entity: [
        { what: { identifier: { value: 'sleutel-van-ahmed' } } },
        { detail: [{ valueString: 'opname.begindatum opname.einddatum' }, { valueString: '42' }] },
      ],
    });
  });

  it('with a token that may make those and read nothing', async () => {
    const { seen } = await tell(['system/AuditEvent.c']);
    const [asked] = seen.filter(({ url }) => url === '/auth/token');
    expect(textAt(asked?.body, 'scope')).toBe('system/AuditEvent.c');
  });

  it('and does not take it: that is a failure like any other', async () => {
    expect(await failureCodeOf(tell(['system/Patient.rs']))).toBe('refused');
  });
});
