import { randomUUID } from 'node:crypto';
import { connectPartner, type PartnerConfig } from '../partner.ts';
import type { Disclosed, DisclosureAudit } from '../source.ts';
import { DIALECTS } from './dialect.ts';
import { connectSmart, type SmartClient, type SmartClock } from './smart.ts';

const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure.Source';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const OIN = 'http://fhir.nl/fhir/NamingSystem/oin';

/** Tells a care provider that asks for it what left its files, as a FHIR R4 AuditEvent (IHE BALP). Field names, never a value. */
export function createDisclosureAudit(
  config: PartnerConfig & { readonly smart?: SmartClient },
  clock: SmartClock = { nowMs: Date.now, newId: randomUUID },
): DisclosureAudit {
  const partner = connectPartner(config, clock.nowMs);
  const smart = config.smart === undefined ? undefined : connectSmart(config.smart, config, clock);
  return async (disclosed, signal) =>
    await partner(signal, async (call, limited) => {
      const { traceparent } = disclosed;
      const send = async (token: string): Promise<void> => {
        const headers = {
          accept: DIALECTS.R4.accept,
          'content-type': 'application/fhir+json',
          authorization: `Bearer ${token}`,
          traceparent,
        };
        await call({
          method: 'POST',
          path: '/AuditEvent',
          headers,
          body: JSON.stringify(eventFor(disclosed)),
        });
      };
      if (smart === undefined) await send(config.apiKey);
      else await smart(limited, traceparent)(['system/AuditEvent.c'], send);
    });
}

function eventFor({ koppelsleutel, purpose, recipient, fields, at, requestId, ledgerIndex }: Disclosed) {
  return {
    resourceType: 'AuditEvent',
    meta: { profile: [BALP] },
    type: { system: DICOM, code: '110106', display: 'Export' },
    subtype: [{ system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle', code: 'disclose' }],
    action: 'R',
    recorded: at.toISOString(),
    outcome: '0',
    purposeOfEvent: [{ coding: [{ system: 'urn:wijkpoort:doel', code: purpose }] }],
    agent: [
      {
        type: { coding: [{ system: DICOM, code: '110152', display: 'Destination Role ID' }] },
        who: { identifier: { system: OIN, value: recipient.oin }, display: recipient.name },
        requestor: true,
      },
    ],
    source: { observer: { identifier: { value: 'wijkpoort' } } },
    entity: [
      {
        what: {
          type: 'Patient',
          identifier: { system: 'urn:wijkpoort:koppelsleutel', value: koppelsleutel },
        },
        role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1', display: 'Patient' },
      },
      {
        what: { identifier: { value: requestId } },
        detail: [
          { type: 'velden', valueString: fields.join(' ') },
          { type: 'logboek', valueString: String(ledgerIndex) },
        ],
      },
    ],
  };
}
