import { connectPartner, type PartnerConfig } from '../partner.ts';
import { SourceFailure, type Delivery, type Inbox } from '../source.ts';
import { municipalHeaders } from './municipal-source.ts';
import { createPayloadSigner, type SigningIdentity } from './payload-signature.ts';

const SIGNALS = '/schuldhulp/v1/vroegsignalen';
const EARLY_SIGNALLING = 'D05';

export interface DebtHelpConfig extends PartnerConfig {
  /** With which every signal is signed. */
  readonly signing: SigningIdentity;
  /** Who delivers, as DDAS wants to know it. */
  readonly deliverer: Deliverer;
  readonly clock?: () => Date;
}

export interface Deliverer {
  readonly code: string;
  readonly organisation: string;
  /** Of the municipality that receives, as the CBS numbers them. */
  readonly municipality: string;
}

/** Brings an early arrears signal to debt help (Wgs 3 lid 1b; Bgs 2). Any other purpose, or no amount, is refused unsent. */
export function createDebtHelpInbox(config: DebtHelpConfig): Inbox {
  const partner = connectPartner(config);
  const sign = createPayloadSigner(config.signing);
  const clock = config.clock ?? (() => new Date());
  const bring: Inbox = async (delivery, signal) => {
    const body = JSON.stringify(toArrearsSignal(delivery, config.deliverer, clock()));
    const headers = {
      ...municipalHeaders(config.apiKey, delivery.traceparent),
      ...(await sign(body)),
    };
    await partner(signal, call => call({ method: 'POST', path: SIGNALS, headers, body }));
  };
  return Object.assign(bring, { takes: new Set([EARLY_SIGNALLING]) });
}

/**
 * One delivery with one signal, in the exchange model of DDAS vroegsignalering 0.9. It counts in whole euros. A name comes whole,
 * for we do not cut names; the koppelsleutel stands with the client, the one place that is open.
 */
function toArrearsSignal(
  { koppelsleutel, purpose, values, traceparent }: Delivery,
  from: Deliverer,
  now: Date,
): unknown {
  const arrears = values.get('wonen.huurachterstand');
  if (purpose !== EARLY_SIGNALLING || typeof arrears !== 'number') throw new SourceFailure('refused');
  const moment = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const today = moment.slice(0, 10);
  return {
    startdatumLevering: today,
    einddatumLevering: today,
    aanleverdatumEnTijd: moment,
    codeGegevensleverancier: from.code,
    leveringen: [
      {
        teller: 1,
        gemeentecode: from.municipality,
        aanleverende_organisatie: { naam: from.organisation },
        vroegsignalen: [
          {
            ID: signalId(traceparent),
            bedrag: Math.round(arrears),
            signaaldatum: today,
            signaalpartner: { type: 'Huur' },
            client: {
              Koppelsleutel: koppelsleutel,
              Naam: values.get('identiteit.naam'),
              ...addressParts(values.get('contact.adres')),
              Contactgegevens: values.get('contact.telefoon_email'),
            },
          },
        ],
      },
    ],
  };
}

const ADDRESS = /^(?<street>.+) (?<number>\d+)(?<suffix>\S*), (?<postcode>\d{4} ?[A-Z]{2}) (?<place>.+)$/;

/** The parts of an address as our own adapters write one; another is passed on whole, as the street. */
function addressParts(address: unknown): Readonly<Record<string, string | undefined>> {
  if (typeof address !== 'string') return {};
  const parts = ADDRESS.exec(address)?.groups;
  if (parts === undefined) return { Straatnaam: address };
  return {
    Straatnaam: parts['street'],
    Huisnummer: parts['number'],
    ...(parts['suffix'] === '' ? {} : { Huisnummertoevoeging: parts['suffix'] }),
    Postcode: parts['postcode']?.replace(' ', ''),
    Plaatsnaam: parts['place'],
  };
}

/** The same trace gives the same id, so a repeated delivery is recognised as one signal. */
function signalId(traceparent: string): string {
  return `VS-${traceparent.split('-')[1] ?? ''}`;
}
