import type { PartnerConfig } from '../../adapters/partner.ts';
import type { PartnerSystem, SmartClient } from '../partner-adapters.ts';
import { addressFrom, checkedAddress } from './address.ts';
import type { Entry } from './entry.ts';

/** `soort: zorg`: an EHR that speaks FHIR. */
export async function careFrom(entry: Entry): Promise<PartnerSystem> {
  const smartPart = entry.part('smart');
  const shared = await addressFrom(entry, entry.has('smart'));
  const fhirVersion = entry.choice('fhir', ['R4', 'STU3']);
  const auditEvents = entry.flag('auditregels');
  if (auditEvents && fhirVersion !== 'R4') entry.say('auditregels kan alleen met fhir R4');
  const smart = smartPart === undefined ? undefined : await smartFrom(smartPart, shared);
  return { kind: 'care', ...shared, fhirVersion, auditEvents, ...(smart === undefined ? {} : { smart }) };
}

async function smartFrom(entry: Entry, { trust }: PartnerConfig): Promise<SmartClient> {
  const next = entry.part('volgende');
  return {
    tokenUrl: checkedAddress(entry, 'token', trust),
    clientId: entry.word('client'),
    algorithm: entry.choice('algoritme', ['ES384', 'RS384']),
    keyId: entry.word('sleutelnaam'),
    privateKeyPem: await entry.privateKey('sleutel'),
    ...(next === undefined
      ? {}
      : { next: { keyId: next.word('sleutelnaam'), privateKeyPem: await next.privateKey('sleutel') } }),
  };
}
