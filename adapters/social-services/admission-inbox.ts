import { connectPartner, type PartnerConfig } from '../partner.ts';
import { SourceFailure, type Delivery, type Inbox } from '../source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { municipalHeaders } from './municipal-source.ts';

const EVENTS = '/notificaties/v1/events';
const ADMISSION = 'D03';

export interface AdmissionInboxConfig extends PartnerConfig {
  /** Who sends, as NL GOV CloudEvents names a source: `urn:nld:oin:<OIN>:systeem:wijkpoort`. */
  readonly source: string;
  readonly clock?: () => Date;
}

/** The only fields that have a place in the event. */
const PLACES: ReadonlyMap<FieldId, string> = new Map([
  ['identiteit.naam', 'naam'],
  ['identiteit.geboortedatum', 'geboortedatum'],
  ['identiteit.bsn', 'burgerservicenummer'],
  ['opname.begindatum', 'begindatum'],
  ['opname.einddatum', 'einddatum'],
  ['opname.verlof', 'verlof'],
  ['opname.is_inrichting', 'isInrichting'],
]);

/**
 * Tells the sociale dienst of an admission, as an NL GOV CloudEvent. What is about the person is in the data alone: the context
 * attributes go through brokers and logs. Any other purpose, or no begin, is refused unsent.
 */
export function createAdmissionInbox(config: AdmissionInboxConfig): Inbox {
  const partner = connectPartner(config);
  const clock = config.clock ?? (() => new Date());
  const bring: Inbox = async (delivery, signal) => {
    const body = JSON.stringify(toEvent(delivery, config.source, clock()));
    const headers = {
      ...municipalHeaders(config.apiKey, delivery.traceparent),
      'content-type': 'application/cloudevents+json',
    };
    await partner(signal, call => call({ method: 'POST', path: EVENTS, headers, body }));
  };
  return Object.assign(bring, { takes: new Set([ADMISSION]) });
}

function toEvent(
  { koppelsleutel, purpose, values, traceparent }: Delivery,
  source: string,
  now: Date,
): unknown {
  if (purpose !== ADMISSION || !values.has('opname.begindatum')) throw new SourceFailure('refused');
  const told = [...PLACES].flatMap(([field, name]) => {
    const value = values.get(field);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    specversion: '1.0',
    // The same trace gives the same id, so a repeated delivery is recognised as one event.
    id: traceparent.split('-')[1] ?? '',
    source,
    type: 'nl.wijkpoort.opname-gemeld',
    time: now.toISOString(),
    datacontenttype: 'application/json',
    traceparent,
    data: { koppelsleutel, ...Object.fromEntries(told) },
  };
}
