import { connectPartner, type PartnerConfig } from '../partner.ts';
import { SourceFailure, type Delivery, type Inbox } from '../source.ts';
import { municipalHeaders } from './municipal-source.ts';

const SIGNALS = '/schuldhulp/v1/vroegsignalen';
const EARLY_SIGNALLING = 'D05';

/** Brings an early arrears signal to debt help (Wgs 3 lid 1b; Bgs 2). Any other purpose, or no amount, is refused unsent. */
export function createDebtHelpInbox(config: PartnerConfig): Inbox {
  const partner = connectPartner(config);
  return async (delivery, signal) => {
    const body = JSON.stringify(toArrearsSignal(delivery));
    const headers = municipalHeaders(config.apiKey, delivery.traceparent);
    await partner(signal, call => call({ method: 'POST', path: SIGNALS, headers, body }));
  };
}

/**
 * DDAS vroegsignalering 0.9. It counts in whole euros and splits a name and an address into parts that nobody told
 * us, so these travel whole, beside the parts; the koppelsleutel is in the envelope because the signal itself is closed.
 */
function toArrearsSignal({ koppelsleutel, purpose, values, traceparent }: Delivery): unknown {
  const arrears = values.get('wonen.huurachterstand');
  if (purpose !== EARLY_SIGNALLING || typeof arrears !== 'number') throw new SourceFailure('refused');
  return {
    koppelsleutel,
    vroegsignalen: [
      {
        ID: signalId(traceparent),
        bedrag: Math.round(arrears),
        signaalpartner: { type: 'Huur' },
        client: {
          Naam: values.get('identiteit.naam'),
          Adres: values.get('contact.adres'),
          Contactgegevens: values.get('contact.telefoon_email'),
        },
      },
    ],
  };
}

/** The same trace gives the same id, so a repeated delivery is recognised as one signal. */
function signalId(traceparent: string): string {
  return `VS-${traceparent.split('-')[1] ?? ''}`;
}
