import { HOW_TO_STOP, type ConsentReceipt, type ReceiptDecision } from '../../consent/receipt.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { Receipt } from '../ledger/append.ts';
import type { StoredConsent } from './consent-store.ts';

/** Names of partners by id, as the resident knows them. */
export type PartnerNames = ReadonlyMap<string, string>;

/** What a receipt says; nothing in it says who the resident is, so it can be lost without harm. */
export function makeReceipt(
  id: string,
  decision: ReceiptDecision,
  consent: Pick<
    StoredConsent,
    'id' | 'purpose' | 'sender' | 'recipient' | 'fields' | 'grounds' | 'text' | 'validUntil'
  >,
  at: Date,
  logged: Pick<Receipt, 'index' | 'leafHash'>,
  { purposes, fields }: Pick<Handreiking, 'purposes' | 'fields'>,
  names: PartnerNames,
): ConsentReceipt {
  const { version, language, sha256 } = consent.text;
  return {
    schema: 'https://w3id.org/dpv/schema/dpv-27560',
    bewijs: id,
    toestemming: consent.id,
    besluit: decision,
    doel: { code: consent.purpose, waarvoor: purposes.get(consent.purpose)?.description ?? consent.purpose },
    van: names.get(consent.sender) ?? consent.sender,
    naar: names.get(consent.recipient) ?? consent.recipient,
    gegevens: consent.fields.map(veld => ({ veld, naam: fields.get(veld)?.name ?? veld })),
    soorten: consent.grounds.map(({ kind, articles }) => ({ soort: kind, wetten: articles })),
    tekst: { versie: version, taal: language, sha256: sha256 ?? 'onbekend' },
    op: at.toISOString(),
    geldigTot: consent.validUntil.toISOString(),
    logboek: { nummer: logged.index, bladhash: logged.leafHash },
    stoppen: HOW_TO_STOP,
  };
}
