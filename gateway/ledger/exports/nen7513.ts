import {
  releasedFields,
  residentIn,
  type ExportedEntry,
  type ExportedPartner,
  type ExportNaming,
} from './exported-entry.ts';

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

/** FHIR's outcome: success, minor failure (it was refused), serious failure (a system failed). */
const OUTCOMES: Readonly<Record<string, string>> = {
  released: '0',
  refused: '4',
  'turned-away': '4',
  'source-failed': '8',
  'not-delivered': '8',
};

/**
 * The NEN 7513 line of one controller as a FHIR AuditEvent (IHE BALP, disclosure): which event, when, which client, which
 * user, on whose behalf. Field names, never a value. None for what is no disclosure.
 */
export function auditEvent(entry: ExportedEntry, controller: string, naming: ExportNaming) {
  const { leaf } = entry;
  const outcome = OUTCOMES[leaf.event];
  if (outcome === undefined) return undefined;
  const isSource = leaf.sender === controller;
  const observer = isSource ? entry.sender : entry.recipient;
  return {
    resourceType: 'AuditEvent',
    meta: { profile: [`${BALP}.${isSource ? 'Source' : 'Recipient'}`] },
    type: isSource
      ? { system: DICOM, code: '110106', display: 'Export' }
      : { system: DICOM, code: '110107', display: 'Import' },
    subtype: [{ system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle', code: 'disclose' }],
    action: isSource ? 'R' : 'C',
    recorded: leaf.at,
    outcome,
    ...(leaf.reason === undefined ? {} : { outcomeDesc: leaf.reason }),
    purposeOfEvent: [
      { coding: [{ system: `${naming.register}/verwerkingsactiviteiten`, code: leaf.purpose }] },
    ],
    agent: agentsOf(entry, naming),
    source: { observer: { identifier: identifierOf(observer, naming) } },
    entity: [patientOf(entry, naming), transactionOf(entry)],
  };
}

function agentsOf(entry: ExportedEntry, naming: ExportNaming) {
  const { sender, recipient, leaf, actor } = entry;
  const role = (code: string, display: string, partner: ExportedPartner) => ({
    type: { coding: [{ system: DICOM, code, display }] },
    who: { identifier: identifierOf(partner, naming), display: partner.name },
    requestor: false,
    network: { address: naming.service, type: '1' },
  });
  const caller = leaf.direction === 'bring' ? sender : recipient;
  return [
    role('110153', 'Source Role ID', sender),
    role('110152', 'Destination Role ID', recipient),
    {
      type: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }],
      },
      // Which user, as the caller says, and on whose behalf.
      who: { identifier: { value: actor ?? 'verzegeld' } },
      altId: caller.id,
      requestor: true,
    },
  ];
}

const identifierOf = ({ id, oin }: ExportedPartner, { register }: ExportNaming) =>
  oin === undefined ? { value: id } : { system: `${register}/kenmerken/oin`, value: oin };

/** The client, under the controller's own pseudonym; one that was erased or never known has none. */
function patientOf(entry: ExportedEntry, { pseudonymOf, register }: ExportNaming) {
  const resident = residentIn(entry);
  const nobody = entry.about === undefined ? 'gewist' : 'onbekend';
  return {
    what:
      resident === undefined
        ? { type: 'Patient', display: nobody }
        : {
            type: 'Patient',
            identifier: { system: `${register}/kenmerken/pseudoniem`, value: pseudonymOf(resident) },
          },
    type: { system: ENTITY_TYPE, code: '1', display: 'Person' },
    role: { system: ENTITY_ROLE, code: '1', display: 'Patient' },
  };
}

function transactionOf(entry: ExportedEntry) {
  const { leaf, index } = entry;
  const details: readonly (readonly [string, string])[] = [
    ['velden', releasedFields(entry).join(' ')],
    ['gevraagd', Object.keys(leaf.fields).join(' ')],
    ['handreiking', leaf.policyVersion],
    ['verzoek', leaf.requestId],
    ['logboek', String(index)],
  ];
  return {
    what: { identifier: { value: leaf.traceId } },
    type: { system: ENTITY_TYPE, code: '2', display: 'System Object' },
    detail: details.flatMap(([type, valueString]) => (valueString === '' ? [] : [{ type, valueString }])),
  };
}
