import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import {
  startSocialServices,
  type SocialServicesServer,
} from '../../adapters/sandbox/social-services-server.ts';
import { createDebtHelpInbox } from '../../adapters/social-services/debt-help-inbox.ts';
import type { Delivery } from '../../adapters/source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
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

let debtHelp: SocialServicesServer;

async function start(misbehaviour?: Misbehaviour): Promise<void> {
  const options = { apiKey: API_KEY, residents: WIJKTEAM.files };
  debtHelp = await startSocialServices(misbehaviour === undefined ? options : { ...options, misbehaviour });
}

function deliver(delivery: Delivery): Promise<void> {
  const inbox = createDebtHelpInbox({ baseUrl: debtHelp.url, apiKey: API_KEY, timeoutMs: 150 });
  return inbox(delivery, new AbortController().signal);
}

afterEach(() => debtHelp.close());

describe('the arrears of Kees are brought to debt help', () => {
  beforeEach(() => start());

  it('arrives as an early signal of a landlord, with contact details and the amount in whole euros', async () => {
    await deliver(SIGNAL);
    expect(debtHelp.receivedSignals()).toEqual([
      {
        koppelsleutel: 'schuldhulp-kees',
        vroegsignalen: [
          {
            ID: 'VS-4bf92f3577b34da6a3ce929d0e0e4736',
            bedrag: 1843,
            signaalpartner: { type: 'Huur' },
            client: {
              Naam: 'Kees Nepveen',
              Adres: 'Schijnbaarstraat 85, 5299 ZR ’s-Hertogenbosch',
              Contactgegevens: ['06-55500108'],
            },
          },
        ],
      },
    ]);
  });

  it('leaves out what was not permitted, and never adds to it', async () => {
    await deliver({ ...SIGNAL, values: new Map([['wonen.huurachterstand', 500]]) });
    expect(JSON.stringify(debtHelp.receivedSignals())).not.toMatch(/Naam|Adres|Contact/);
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

describe('debt help cannot take the signal', () => {
  it.each([
    ['down', 'unreachable'],
    ['overloaded', 'unreachable'],
    ['slow', 'too-slow'],
  ] as const)('%s: the delivery fails as %s', async (misbehaviour, code) => {
    await start(misbehaviour);
    expect(await failureCodeOf(deliver(SIGNAL))).toBe(code);
  });
});
