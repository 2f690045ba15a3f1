import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import { createHousingCorporationSource } from '../../adapters/housing-corporation/corporation-source.ts';
import type { PartnerConfig } from '../../adapters/partner.ts';
import { isObject, objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import { startCareEhr } from '../../adapters/sandbox/care-ehr-server.ts';
import { careFiles } from '../../adapters/sandbox/care-files.ts';
import { corporationFiles } from '../../adapters/sandbox/corporation-files.ts';
import type { Koppelsleutels, SandboxFiles } from '../../adapters/sandbox/files.ts';
import { startHousingCorporation } from '../../adapters/sandbox/housing-corporation-server.ts';
import { FIXED_COSTS_TYPE, municipalFiles } from '../../adapters/sandbox/municipal-files.ts';
import { RESIDENT_KEYS, type ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { SandboxOptions, SandboxServer } from '../../adapters/sandbox/sandbox-server.ts';
import { startSocialServices } from '../../adapters/sandbox/social-services-server.ts';
import { createMunicipalSource } from '../../adapters/social-services/municipal-source.ts';
import {
  SourceFailure,
  type Source,
  type SourceFailureCode,
  type SourceQuestion,
} from '../../adapters/source.ts';
import { ceilingsOf } from '../../policies/sensitivity.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { shipped } from '../policies/handreiking.ts';
import { PATIENT } from '../world/patient.ts';

export const API_KEY = 'sandbox-key';
export const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** One kind of partner: its system, and the adapter that speaks with it. */
export interface DialectUnderTest {
  readonly name: string;
  readonly files: SandboxFiles;
  readonly start: (options: SandboxOptions) => Promise<SandboxServer>;
  readonly connect: (config: PartnerConfig) => Source;
  readonly path: string;
  /** A resident this partner knows well, and everything the adapter can tell about them. */
  readonly resident: ResidentKey;
  readonly tells: readonly FieldId[];
  /** The only places in that partner's files that an answer may come from. */
  readonly mayTell: RegExp;
}

export const CORPORATION: DialectUnderTest = {
  name: 'a housing corporation (VERA)',
  files: corporationFiles(koppelsleutelsAt('corporatie')),
  start: startHousingCorporation,
  connect: createHousingCorporationSource,
  path: '',
  resident: 'kees',
  tells: [
    'identiteit.naam',
    'contact.adres',
    'contact.telefoon_email',
    'wonen.huurcontract',
    'wonen.huurprijs',
    'wonen.huurachterstand',
    'wonen.betalingsregeling',
    'wonen.ontruiming_aangezegd',
  ],
  mayTell: new RegExp(
    [
      String.raw`^relaties\.0\.(roepnaam|tussenvoegsels|achternaam)`,
      String.raw`^relaties\.0\.adressen\.1\.adres\.(straatnaam|huisnummer|postcode|woonplaats\.naam)`,
      String.raw`^relaties\.0\.contactgegevens\.[12]\.waarde`,
      String.raw`^huurovereenkomsten\.0\.brutohuur|^debiteuren\.0\.saldo`,
      String.raw`^externeIncassos\.0\.externeincassoacties\.1\.begindatum|^zaken\.\d\.begindatum|^voorrangsregelingen\.0\.einddatum`,
    ].join('|'),
  ),
};

export const WIJKTEAM: DialectUnderTest = {
  name: 'the wijkteam of the municipality',
  files: municipalFiles(koppelsleutelsAt('gemeente')),
  start: startSocialServices,
  connect: config => createMunicipalSource({ ...config, unit: 'wijkteam' }),
  path: '',
  resident: 'anja',
  tells: [
    'identiteit.naam',
    'contact.telefoon_email',
    'contact.voorkeur',
    'wonen.urgentie_status',
    'woonprofiel.akkoord',
    'woonprofiel.woonwens',
    'inkomen.draagkracht_huur',
    'zorg.begeleidingsvoorwaarden',
    'zorg.contact_24_7',
    'woonprofiel.woonafspraken',
  ],
  mayTell: new RegExp(
    [
      String.raw`^partijen\.0\.(partijIdentificatie\.volledigeNaam|bezoekadres\.\w+|_expand\.digitaleAdressen\.\d\.adres)$`,
      String.raw`^woonprofielen\.0\.(?!casusnotities|diagnose|mutatiePolitie|bijgewerktOp)`,
    ].join('|'),
  ),
};

export const CARE: DialectUnderTest = {
  name: 'a care provider (FHIR R4)',
  files: careFiles(koppelsleutelsAt('zorg')),
  start: startCareEhr,
  connect: createCareSource,
  path: '/fhir',
  resident: 'ahmed',
  tells: [
    'identiteit.naam',
    'identiteit.geboortedatum',
    'identiteit.bsn',
    'contact.telefoon_email',
    'opname.begindatum',
    'opname.einddatum',
    'opname.verlof',
    'opname.is_inrichting',
    'zorg.contact_24_7',
    'zorg.behandelrelatie',
    'zorg.begeleidingsvoorwaarden',
    'netwerk.vertegenwoordiger',
  ],
  mayTell: new RegExp(
    [
      String.raw`^Patient\.0\.(name\.1\.(given\.0|family)|birthDate|identifier\.0\.value|telecom\.[01]\.value)$`,
      String.raw`^Encounter\.1\.(period\.(start|end)|statusHistory\.1\.period\.(start|end))$`,
      String.raw`^CareTeam\.0\.telecom\.0\.value$`,
      String.raw`^Goal\.1\.description\.text$`,
      String.raw`^RelatedPerson\.1\.(name\.0\.family|telecom\.0\.value)$`,
    ].join('|'),
  ),
};

/** What the handreiking lets each field tell. */
export const classesOf = (fields: readonly FieldId[]): ReadonlyMap<FieldId, ReadonlySet<string>> =>
  ceilingsOf(shipped, fields);

export const CARE_STU3: DialectUnderTest = {
  ...CARE,
  name: 'a care provider (FHIR STU3)',
  files: careFiles(koppelsleutelsAt('verslavingszorg'), 'STU3'),
  connect: config => createCareSource({ ...config, fhirVersion: 'STU3' }),
  mayTell: new RegExp(
    [
      String.raw`^Patient\.0\.(name\.1\.(given\.0|family)|birthDate|identifier\.0\.value|telecom\.[01]\.value)$`,
      String.raw`^Patient\.0\.contact\.1\.(name\.family|telecom\.0\.value)$`,
      String.raw`^Encounter\.1\.(period\.(start|end)|statusHistory\.1\.period\.(start|end))$`,
      String.raw`^Practitioner\.0\.telecom\.0\.value$`,
      String.raw`^Goal\.1\.description\.text$`,
    ].join('|'),
  ),
};

const DECISIONS = { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE };
const PARTIJ = String.raw`^partijen\.0\.(partijIdentificatie\.volledigeNaam|bezoekadres\.\w+|_expand\.digitaleAdressen\.\d\.adres)$`;

export const SOCIALE_DIENST: DialectUnderTest = {
  ...WIJKTEAM,
  name: 'the sociale dienst (ZGW, Klantinteracties, benefits in JSON)',
  connect: config => createMunicipalSource({ ...config, unit: 'sociale-dienst', decisions: DECISIONS }),
  resident: 'fatima',
  tells: [
    'identiteit.naam',
    'contact.adres',
    'contact.telefoon_email',
    'contact.voorkeur',
    'inkomen.uitkering_status',
    'inkomen.uitkering_soort',
    'inkomen.bedrag',
    'inkomen.draagkracht_huur',
    'inkomen.besluit_vaste_lasten',
  ],
  mayTell: new RegExp(
    [
      PARTIJ,
      String.raw`^uitkeringen\.0\.(bedragPerMaand|draagkrachtHuur)$`,
      String.raw`^besluiten\.0\.vervaldatum$`,
    ].join('|'),
  ),
};

export const SOCIALE_DIENST_SOAP: DialectUnderTest = {
  ...SOCIALE_DIENST,
  name: 'the sociale dienst (benefits in SOAP)',
  connect: config => createMunicipalSource({ ...config, unit: 'sociale-dienst', benefits: 'soap' }),
  tells: ['inkomen.uitkering_status', 'inkomen.uitkering_soort'],
};

export const URGENTIE: DialectUnderTest = {
  ...WIJKTEAM,
  name: 'urgency at the municipality',
  connect: config => createMunicipalSource({ ...config, unit: 'urgentie' }),
  resident: 'els',
  tells: ['identiteit.naam', 'wonen.urgentie_status'],
  mayTell: new RegExp([PARTIJ, String.raw`^urgenties\.0\.(geldigTot|zoekprofiel)$`].join('|')),
};

export const DIALECTS = [
  CORPORATION,
  WIJKTEAM,
  SOCIALE_DIENST,
  SOCIALE_DIENST_SOAP,
  URGENTIE,
  CARE,
  CARE_STU3,
];

export function koppelsleutelsAt(partner: string): Koppelsleutels {
  const pairs = RESIDENT_KEYS.map((key, index) => [key, `${partner}-${index}-5f1c`] as const);
  return Object.fromEntries(pairs) as Koppelsleutels;
}

export function koppelsleutelOf(system: SandboxFiles, resident: ResidentKey): string {
  for (const [koppelsleutel, key] of system.residentOf) if (key === resident) return koppelsleutel;
  throw new Error('unknown resident');
}

/** Starts the partner's system, asks it one question through the adapter, and stops it. */
export async function ask(
  dialect: DialectUnderTest,
  fields: readonly FieldId[],
  how: Partial<SandboxOptions> &
    Partial<PartnerConfig> &
    Pick<SourceQuestion, 'restsOn'> & { koppelsleutel?: string; resident?: ResidentKey } = {},
): Promise<ReadonlyMap<FieldId, FieldValue>> {
  const { resident = dialect.resident, koppelsleutel = koppelsleutelOf(dialect.files, resident) } = how;
  const server = await dialect.start({ residents: dialect.files, ...how, apiKey: API_KEY });
  try {
    const source = dialect.connect({
      ...PATIENT,
      apiKey: API_KEY,
      ...how,
      baseUrl: server.url + dialect.path,
    });
    const { restsOn } = how;
    const question = {
      koppelsleutel,
      fields,
      classes: classesOf(fields),
      traceparent: TRACEPARENT,
      ...(restsOn === undefined ? {} : { restsOn }),
    };
    return (await source(question, new AbortController().signal)).values;
  } finally {
    await server.close();
  }
}

/** The failure a question ended in; a question that was answered makes the test fail. */
export async function failureOf(question: Promise<unknown>): Promise<SourceFailure> {
  try {
    await question;
  } catch (error) {
    if (error instanceof SourceFailure) return error;
    throw error;
  }
  throw new Error('the question was answered');
}

export async function failureCodeOf(question: Promise<unknown>): Promise<SourceFailureCode> {
  return (await failureOf(question)).code;
}

/** The same system, with every record of one kind in one resident's file changed. */
export function altered(
  system: SandboxFiles,
  resident: ResidentKey,
  kind: string,
  change: (record: JsonObject) => JsonObject | readonly JsonObject[],
): SandboxFiles {
  const file = system.files.get(resident) ?? {};
  const records = objectsAt(file, kind).flatMap(record => {
    const changed = change(record);
    return isObject(changed) ? [changed] : [...changed];
  });
  return { ...system, files: new Map([...system.files, [resident, { ...file, [kind]: records }]]) };
}
