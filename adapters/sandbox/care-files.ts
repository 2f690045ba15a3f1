import type { JsonObject } from '../read-json.ts';
import { ownNumber, residentsByKoppelsleutel, type Koppelsleutels, type SandboxFiles } from './files.ts';
import type { Opname, Resident, Zorg } from './resident.ts';
import { RESIDENTS } from './residents.ts';

const SNOMED = 'http://snomed.info/sct';
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** A care provider's EHR in FHIR R4, as talkative as real ones: narrative, displays, legal status, diagnosis, next of kin. */
export function careFiles(koppelsleutels: Koppelsleutels): SandboxFiles {
  const files = RESIDENTS.flatMap(resident => {
    const { zorg, key } = resident;
    return zorg === undefined ? [] : [[key, careFile(resident, zorg, koppelsleutels[key])] as const];
  });
  return { dialect: 'fhir', files: new Map(files), residentOf: residentsByKoppelsleutel(koppelsleutels) };
}

function careFile(resident: Resident, zorg: Zorg, koppelsleutel: string): JsonObject {
  const id = `p${ownNumber(resident.key)}`;
  const subject = {
    reference: `Patient/${id}`,
    display: `${resident.persoon.roepnaam} ${resident.persoon.achternaam}`,
  };
  return {
    Patient: [patient(resident, zorg, id, koppelsleutel)],
    Encounter: encounters(zorg, id, subject),
    CareTeam: [careTeam(zorg, id, subject)],
    Condition: [condition(zorg, id, subject)],
  };
}

function narrative(text: string): JsonObject {
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` };
}

function patient(
  { persoon, key }: Resident,
  { diagnose, opname }: Zorg,
  id: string,
  koppelsleutel: string,
): JsonObject {
  return {
    resourceType: 'Patient',
    id,
    meta: { source: `https://epd.example.nl/patient/${key}`, tag: [{ display: `VIP-dossier ${key}` }] },
    text: narrative(`${persoon.roepnaam} ${persoon.achternaam}, BSN ${persoon.bsn}, ${diagnose.display}`),
    extension: [
      {
        url: 'http://nictiz.nl/fhir/StructureDefinition/zib-patient-legalstatus',
        valueCodeableConcept: { text: opname?.titel ?? `Geen juridische status bij ${key}` },
      },
    ],
    identifier: [
      { system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: persoon.bsn },
      { system: 'urn:oid:2.16.840.1.113883.2.4.3.99.1', value: `EPD-${ownNumber(key)}` },
      { system: 'urn:wijkpoort:koppelsleutel', value: koppelsleutel },
    ],
    active: true,
    name: [
      { use: 'nickname', given: [`Bijnaam van ${key}`] },
      {
        use: 'official',
        text: `${persoon.voorletters} ${persoon.achternaam} (cliënt)`,
        given: [persoon.roepnaam, persoon.voorletters],
        family: [persoon.tussenvoegsels, persoon.achternaam].filter(part => part !== undefined).join(' '),
      },
    ],
    birthDate: persoon.geboortedatum,
    telecom: [
      { system: 'email', value: persoon.email },
      { system: 'phone', value: persoon.mobiel, use: 'mobile' },
      { system: 'phone', value: `073-5558${String(ownNumber(key)).slice(-3)}`, use: 'old' },
    ],
    contact: [
      {
        name: { text: `Zus van ${key}` },
        telecom: [{ system: 'phone', value: `06-55501${ownNumber(key)}` }],
      },
    ],
    generalPractitioner: [{ display: `Huisarts van ${key}` }],
  };
}

function encounters(
  { opname, diagnose, team }: Zorg,
  id: string,
  subject: JsonObject,
): readonly JsonObject[] {
  const ambulatory = {
    resourceType: 'Encounter',
    id: `${id}-polikliniek`,
    status: 'finished',
    class: { system: ACT_CODE, code: 'AMB', display: `Polikliniekbezoek ${id}` },
    period: { start: '2026-11-19', end: '2026-11-19' },
    subject,
  };
  return opname === undefined
    ? [ambulatory]
    : [ambulatory, stay(opname, diagnose.display, team, id, subject)];
}

function stay(opname: Opname, diagnosis: string, team: string, id: string, subject: JsonObject): JsonObject {
  const leaves = (opname.verlof ?? []).map(([start, end]) => ({ status: 'onleave', period: { start, end } }));
  return {
    resourceType: 'Encounter',
    id: `${id}-opname`,
    text: narrative(`${opname.titel} wegens ${diagnosis}`),
    status: 'in-progress',
    statusHistory: [{ status: 'in-progress', period: { start: opname.begin } }, ...leaves],
    class: { system: ACT_CODE, code: 'IMP', display: `Klinische opname ${id}` },
    type: [{ text: opname.titel }],
    period: { start: opname.begin, ...(opname.eind === undefined ? {} : { end: opname.eind }) },
    subject,
    reasonCode: [{ text: diagnosis }],
    hospitalization: { admitSource: { coding: [{ system: SNOMED, display: `Thuis opgehaald, ${id}` }] } },
    serviceProvider: { display: team },
  };
}

function careTeam({ team, nummer24x7, diagnose }: Zorg, id: string, subject: JsonObject): JsonObject {
  return {
    resourceType: 'CareTeam',
    id: `${id}-team`,
    status: 'active',
    name: team,
    subject,
    telecom: [{ system: 'phone', value: nummer24x7, use: 'work' }],
    participant: [{ role: [{ text: `Psychiater van ${id}` }], member: { display: `Dr. Behandelaar ${id}` } }],
    reasonReference: [{ reference: `Condition/${id}-diagnose`, display: diagnose.display }],
    note: [{ text: `Teamnotitie over ${id}: vermoedelijk gebruik.` }],
  };
}

function condition({ diagnose }: Zorg, id: string, subject: JsonObject): JsonObject {
  return {
    resourceType: 'Condition',
    id: `${id}-diagnose`,
    subject,
    code: {
      coding: [{ code: diagnose.code, display: diagnose.display }],
      text: `${diagnose.display} (${id})`,
    },
    note: [{ text: `Behandelinhoud ${id}: medicatie aangepast.` }],
  };
}
