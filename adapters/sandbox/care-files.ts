import { DIALECTS, type FhirVersion } from '../care-ehr/dialect.ts';
import { objectsAt, type JsonObject } from '../read-json.ts';
import {
  goals,
  legalStatusExtension,
  legalStatuses,
  relatedPersons,
  representativeOf,
} from './care-agreements.ts';
import { ownNumber, residentsByKoppelsleutel, type Koppelsleutels, type SandboxFiles } from './files.ts';
import type { Opname, Resident, Zorg } from './resident.ts';
import { RESIDENTS } from './residents.ts';

const SNOMED = 'http://snomed.info/sct';

/** A care provider's EHR in FHIR, as talkative as real ones: narrative, displays, legal status, diagnosis, next of kin. */
export function careFiles(koppelsleutels: Koppelsleutels, version: FhirVersion = 'R4'): SandboxFiles {
  const files = RESIDENTS.flatMap(resident => {
    const { zorg, key } = resident;
    return zorg === undefined ? [] : [[key, careFile(resident, zorg, koppelsleutels[key], version)] as const];
  });
  const dialect = version === 'R4' ? 'fhir' : 'fhir-stu3';
  return { dialect, files: new Map(files), residentOf: residentsByKoppelsleutel(koppelsleutels) };
}

function careFile(resident: Resident, zorg: Zorg, koppelsleutel: string, version: FhirVersion): JsonObject {
  const id = `p${ownNumber(resident.key)}`;
  const subject = {
    reference: `Patient/${id}`,
    display: `${resident.persoon.roepnaam} ${resident.persoon.achternaam}`,
  };
  const own = patient(resident, zorg, id, koppelsleutel);
  const team = careTeam(zorg, id, subject);
  return {
    Patient: [version === 'R4' ? own : asStu3(own, zorg, id)],
    Encounter: encounters(zorg, id, subject, version),
    CareTeam: [version === 'R4' ? team : withoutNumber(team, id)],
    ...(version === 'R4' ? {} : { Practitioner: [professional(zorg, id)] }),
    EpisodeOfCare: [episode(zorg, id, subject)],
    Goal: goals(zorg, id, subject, version),
    ...(version === 'R4' ? { RelatedPerson: relatedPersons(zorg, id, subject) } : {}),
    Condition: [condition(zorg, id, subject), ...(version === 'R4' ? legalStatuses(zorg, id, subject) : [])],
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
        url: 'https://epd.example.nl/juridisch',
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
  version: FhirVersion,
): readonly JsonObject[] {
  const { actCodes } = DIALECTS[version];
  const ambulatory = {
    resourceType: 'Encounter',
    id: `${id}-polikliniek`,
    status: 'finished',
    class: { system: actCodes, code: 'AMB', display: `Polikliniekbezoek ${id}` },
    period: { start: '2026-11-19', end: '2026-11-19' },
    subject,
  };
  return opname === undefined
    ? [ambulatory]
    : [ambulatory, stay(opname, diagnose.display, team, id, subject, actCodes)];
}

function stay(
  opname: Opname,
  diagnosis: string,
  team: string,
  id: string,
  subject: JsonObject,
  actCodes: string,
): JsonObject {
  const leaves = (opname.verlof ?? []).map(([start, end]) => ({ status: 'onleave', period: { start, end } }));
  return {
    resourceType: 'Encounter',
    id: `${id}-opname`,
    text: narrative(`${opname.titel} wegens ${diagnosis}`),
    status: 'in-progress',
    statusHistory: [{ status: 'in-progress', period: { start: opname.begin } }, ...leaves],
    class: { system: actCodes, code: 'IMP', display: `Klinische opname ${id}` },
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

/** STU3 keeps representatives and the legal status within the patient. */
function asStu3(own: JsonObject, zorg: Zorg, id: string): JsonObject {
  return {
    ...own,
    extension: [...objectsAt(own, 'extension'), legalStatusExtension(zorg, id)],
    contact: [...objectsAt(own, 'contact'), representativeOf(zorg.vertegenwoordiger) ?? {}],
  };
}

/** A team of STU3 has no number: that is with who is in it. */
function withoutNumber({ telecom: _telecom, ...team }: JsonObject, id: string): JsonObject {
  const member = { reference: `Practitioner/${id}-behandelaar`, display: `Dr. Behandelaar ${id}` };
  return { ...team, participant: [{ role: { text: `Psychiater van ${id}` }, member }] };
}

function professional({ nummer24x7 }: Zorg, id: string): JsonObject {
  return {
    resourceType: 'Practitioner',
    id: `${id}-behandelaar`,
    name: [{ family: `Behandelaar van ${id}` }],
    telecom: [
      { system: 'phone', value: nummer24x7, use: 'work' },
      { system: 'phone', value: `06-55503${id.slice(-3)}`, use: 'home' },
    ],
  };
}

function episode({ diagnose }: Zorg, id: string, subject: JsonObject): JsonObject {
  return {
    resourceType: 'EpisodeOfCare',
    id: `${id}-zorgepisode`,
    status: 'active',
    patient: subject,
    extension: [{ url: 'https://epd.example.nl/naam', valueString: `Episode ${diagnose.display}, ${id}` }],
    diagnosis: [{ condition: { reference: `Condition/${id}-diagnose`, display: `Diagnose van ${id}` } }],
  };
}
