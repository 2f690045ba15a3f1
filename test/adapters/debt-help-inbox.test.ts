import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { objectsAt } from '../../adapters/read-json.ts';
import { isSignedPayload } from '../../adapters/sandbox/verify-payload-signature.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import { digestOf, type SigningIdentity } from '../../adapters/social-services/payload-signature.ts';
import { signingIdentity } from '../../gateway/demo/signing-identity.ts';
import { issueCertificate } from '../../gateway/identity/certificates.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import {
  startSocialServices,
  type SocialServicesServer,
} from '../../adapters/sandbox/social-services-server.ts';
import { createDebtHelpInbox } from '../../adapters/social-services/debt-help-inbox.ts';
import type { Delivery } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import { API_KEY, failureCodeOf, TRACEPARENT, WIJKTEAM } from './dialects.ts';

const SIGNAL: Delivery = {
  koppelsleutel: 'schuldhulp-kees',
  purpose: 'D05',
  traceparent: TRACEPARENT,
  values: new Map<FieldId, FieldValue>([
    ['identiteit.naam', 'Kees Nepveen'],
    ['contact.adres', 'Schijnbaarstraat 85, 5299 ZR ’s-Hertogenbosch'],
    ['contact.telefoon_email', ['06-55500108']],
    ['wonen.huurachterstand', 1842.6],
  ]),
};

const NOW = new Date('2026-11-22T09:30:00.123Z');
const SUBJECT = { organisation: 'Wijkpoort', commonName: 'Wijkpoort test' };

function pair(): { readonly publicKey: string; readonly privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

function authority(): KeyWithCertificate {
  const { publicKey, privateKey } = pair();
  const own = { privateKeyPem: privateKey };
  return { ...own, certificatePem: issueCertificate(SUBJECT, publicKey, own, new Date(), '01') };
}

const TRUSTED = authority();
const SIGNING = signingIdentity(TRUSTED);
const DELIVERER = { code: 'TEST-1', organisation: 'Wijkpoort', municipality: '0796' };

let debtHelp: SocialServicesServer;
const seen: SeenRequest[] = [];

async function start(misbehaviour?: Misbehaviour): Promise<void> {
  seen.length = 0;
  const onRequest = (request: SeenRequest): number => seen.push(request);
  const authorityPem = TRUSTED.certificatePem;
  const options = { apiKey: API_KEY, residents: WIJKTEAM.files, authorityPem, onRequest };
  debtHelp = await startSocialServices(misbehaviour === undefined ? options : { ...options, misbehaviour });
}

function deliver(
  delivery: Delivery,
  signing: SigningIdentity = SIGNING,
  patience: { readonly timeoutMs: number } = PATIENT,
): Promise<void> {
  const inbox = createDebtHelpInbox({
    baseUrl: debtHelp.url,
    apiKey: API_KEY,
    ...patience,
    signing,
    deliverer: DELIVERER,
    clock: () => NOW,
  });
  return inbox(delivery, new AbortController().signal);
}

afterEach(() => debtHelp.close());

describe('the arrears of Kees are brought to debt help', () => {
  beforeEach(() => start());

  it('arrives as an early signal of a landlord, with contact details and the amount in whole euros', async () => {
    await deliver(SIGNAL);
    expect(debtHelp.receivedSignals()).toEqual([
      {
        startdatumLevering: '2026-11-22',
        einddatumLevering: '2026-11-22',
        aanleverdatumEnTijd: '2026-11-22T09:30:00Z',
        codeGegevensleverancier: 'TEST-1',
        leveringen: [
          {
            teller: 1,
            gemeentecode: '0796',
            aanleverende_organisatie: { naam: 'Wijkpoort' },
            vroegsignalen: [
              {
                ID: 'VS-4bf92f3577b34da6a3ce929d0e0e4736',
                bedrag: 1843,
                signaaldatum: '2026-11-22',
                signaalpartner: { type: 'Huur' },
                client: {
                  Koppelsleutel: 'schuldhulp-kees',
                  Naam: 'Kees Nepveen',
                  Straatnaam: 'Schijnbaarstraat',
                  Huisnummer: '85',
                  Postcode: '5299ZR',
                  Plaatsnaam: '’s-Hertogenbosch',
                  Contactgegevens: ['06-55500108'],
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('leaves out what was not permitted, and never adds to it', async () => {
    await deliver({ ...SIGNAL, values: new Map([['wonen.huurachterstand', 500]]) });
    expect(JSON.stringify(debtHelp.receivedSignals())).not.toMatch(/Naam|Straat|Huisnummer|Contact/);
  });

  it('does not carry a field that has no place in an arrears signal', async () => {
    const values = new Map([...SIGNAL.values, ['wonen.overlast_feiten', ['geluidsoverlast']] as const]);
    await deliver({ ...SIGNAL, values });
    expect(JSON.stringify(debtHelp.receivedSignals())).not.toContain('geluid');
  });

  it.each([
    ['for another purpose', { ...SIGNAL, purpose: 'D08' }],
    ['without an amount', { ...SIGNAL, values: new Map() }],
  ])('is refused and stays unsent %s', async (_why, delivery) => {
    expect(await failureCodeOf(deliver(delivery))).toBe('refused');
    expect(debtHelp.receivedSignals()).toEqual([]);
  });
});

const header = (name: string): string => String(seen[0]?.headers[name]);
const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

const asked = (): { body: string; digest: string; signature: string } => ({
  body: JSON.stringify(seen[0]?.body),
  digest: header('digest'),
  signature: header('nlgov-adr-payload-sig'),
});

const isSigned = (request: Partial<ReturnType<typeof asked>>, now = new Date()): Promise<boolean> =>
  isSignedPayload({ ...asked(), ...request }, TRUSTED.certificatePem, now);

describe('debt help looks who signed', () => {
  beforeEach(async () => {
    await start();
    await deliver(SIGNAL);
  });

  it('finds a detached JAdES signature over the digest, with the certificate along', async () => {
    const [protectedHeader = '', payload] = asked().signature.split('.');
    expect(payload).toBe('');
    expect(read(protectedHeader)).toMatchObject({
      alg: 'PS256',
      b64: false,
      crit: ['sigD', 'b64'],
      sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars: ['digest'] },
      x5c: [new X509Certificate(SIGNING.chainPem[0] ?? '').raw.toString('base64')],
    });
    expect(await isSigned({})).toBe(true);
  });

  it.each([
    ['another amount', { body: JSON.stringify({ bedrag: 1 }) }],
    ['another digest', { digest: 'SHA-256=AAAA' }],
    ['another amount with its own digest', { body: '{}', digest: digestOf('{}') }],
    ['no signature', { signature: '' }],
    ['a signature that carries its own content', { signature: 'e30.e30.e30' }],
    ['a header that is no JSON', { signature: 'e..e' }],
  ])('does not take %s', async (_what, changed) => {
    expect(await isSigned(changed)).toBe(false);
  });

  it('does not take a signature under a certificate that ran out', async () => {
    expect(await isSigned({}, new Date('2099-01-01'))).toBe(false);
  });

  it('does not take the word of another authority', async () => {
    expect(await failureCodeOf(deliver(SIGNAL, signingIdentity(authority())))).toBe('refused');
    expect(debtHelp.receivedSignals()).toHaveLength(1);
  });
});

// The published exchange model, beside the checkout when it is there.
const MODEL = new URL(
  '../../../shared/samples/zgw/ddas-vroegsignalering/v0.9/json_schema_Uitwisselmodel.json',
  import.meta.url,
);
const withModel = existsSync(MODEL) ? describe : describe.skip;

withModel(
  existsSync(MODEL)
    ? 'the exchange model of DDAS vroegsignalering 0.9'
    : 'the exchange model is not beside this checkout (../shared/samples/zgw): its check is passed over',
  () => {
    it('has no objection to our signal, and does to one that is not', async () => {
      await start();
      await deliver(SIGNAL);
      const ajv = new Ajv2020({ strict: false });
      ajvFormats.default(ajv);
      const isValid = ajv.compile(JSON.parse(readFileSync(MODEL, 'utf8')) as object);
      const [signal] = debtHelp.receivedSignals();
      expect([isValid(signal), isValid.errors]).toEqual([true, null]);
      const leveringen = objectsAt(signal, 'leveringen').map(each => ({ ...each, koppelsleutel: 'x' }));
      expect(isValid({ ...(signal as object), leveringen })).toBe(false);
    });
  },
);

describe('debt help cannot take the signal', () => {
  it.each([
    ['down', 'unreachable'],
    ['overloaded', 'unreachable'],
    ['slow', 'too-slow'],
  ] as const)('%s: the delivery fails as %s', async (misbehaviour, code) => {
    await start(misbehaviour);
    const patience = code === 'too-slow' ? { timeoutMs: 100 } : PATIENT;
    expect(await failureCodeOf(deliver(SIGNAL, SIGNING, patience))).toBe(code);
  });
});
