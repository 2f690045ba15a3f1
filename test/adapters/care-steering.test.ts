import { describe, expect, it } from '@jest/globals';
import { createCareSource } from '../../adapters/care-ehr/care-source.ts';
import { startCareEhr } from '../../adapters/sandbox/care-ehr-server.ts';
import { objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { SourceAnswer } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import {
  altered,
  API_KEY,
  CARE,
  CARE_STU3,
  koppelsleutelOf,
  TRACEPARENT,
  type DialectUnderTest,
} from './dialects.ts';

const FIELDS: readonly FieldId[] = ['identiteit.naam', 'opname.begindatum', 'zorg.contact_24_7'];
/** As rule 3.2 has it: what is given because the admission is a forced one. */
const FORCED: ReadonlyMap<FieldId, readonly string[]> = new Map([
  ['opname.begindatum', ['geinformeerd', 'desgevraagd', 'gedwongen']],
]);

async function answerOf(
  dialect: DialectUnderTest,
  residents: SandboxFiles,
  broken: readonly string[] = [],
  restsOn = FORCED,
): Promise<SourceAnswer> {
  const server = await startCareEhr({ apiKey: API_KEY, residents, broken });
  const source = createCareSource({
    ...PATIENT,
    baseUrl: `${server.url}/fhir`,
    apiKey: API_KEY,
    fhirVersion: dialect === CARE ? 'R4' : 'STU3',
  });
  const koppelsleutel = koppelsleutelOf(residents, 'ahmed');
  try {
    return await source(
      { koppelsleutel, fields: FIELDS, restsOn, traceparent: TRACEPARENT },
      new AbortController().signal,
    );
  } finally {
    await server.close();
  }
}

const told = ({ values }: SourceAnswer): readonly string[] => [...values.keys()];

const withStatus = (change: JsonObject): SandboxFiles =>
  altered(CARE.files, 'ahmed', 'Condition', condition =>
    condition['id'] === 'p4006-juridisch' ? { ...condition, ...change } : condition,
  );

const CODES = 'urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.2';
const statusOf = (code: string): JsonObject => ({ code: { coding: [{ system: CODES, code }] } });

describe.each([CARE, CARE_STU3])('a forced admission is declared, and $name knows of one', dialect => {
  it('the dates are given, and nothing says why', async () => {
    const answer = await answerOf(dialect, dialect.files);
    expect(told(answer)).toEqual([...FIELDS]);
    expect(JSON.stringify([...answer.values])).not.toMatch(/Crisis|bewaring|gedwongen|IBS|CM/);
  });
});

describe('a forced admission is declared, and the file says otherwise', () => {
  it.each([
    ['it has ended', { abatementDateTime: '2026-11-10' }],
    ['it is no longer in force', { clinicalStatus: { coding: [{ code: 'inactive' }] } }],
    ['it rests on criminal law', statusOf('TBS')],
    ['it rests on youth law', statusOf('OTS')],
  ])('%s: what rests on it stays, and the rest is given', async (_what, change) => {
    const answer = await answerOf(CARE, withStatus(change));
    expect(told(answer)).toEqual(['identiteit.naam', 'zorg.contact_24_7']);
    expect([...answer.failed]).toEqual([['opname.begindatum', 'contradicted']]);
  });

  it('the same file is no hindrance where nothing rests on it', async () => {
    const ended = withStatus({ abatementDateTime: '2026-11-10' });
    expect(told(await answerOf(CARE, ended, [], new Map()))).toEqual([...FIELDS]);
  });
});

describe('a forced admission is declared, and the file says nothing', () => {
  it.each([
    ['no status was recorded', altered(CARE.files, 'ahmed', 'Condition', () => [])],
    [
      'the status was recorded by mistake',
      withStatus({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
    ],
    ['the status has a code we do not know', withStatus(statusOf('NIEUW'))],
  ])('%s: the declaration stands', async (_what, residents) => {
    expect(told(await answerOf(CARE, residents))).toEqual([...FIELDS]);
  });

  it('because that part of the system is down: what rests on it stays closed', async () => {
    const answer = await answerOf(CARE, CARE.files, ['Condition']);
    expect([...answer.failed]).toEqual([['opname.begindatum', 'unreachable']]);
  });
});

describe('one part of the system of a care provider is down', () => {
  it('the rest is given, and what failed is not said to be empty', async () => {
    const answer = await answerOf(CARE, CARE.files, ['CareTeam']);
    expect(told(answer)).toEqual(['identiteit.naam', 'opname.begindatum']);
    expect([...answer.failed]).toEqual([['zorg.contact_24_7', 'unreachable']]);
  });
});

const OWN_YES: ReadonlyMap<FieldId, readonly string[]> = new Map([['zorg.contact_24_7', ['toestemming']]]);

describe.each([CARE, CARE_STU3])('$name knows that the resident died', dialect => {
  it.each([{ deceasedBoolean: true }, { deceasedDateTime: '2026-11-01' }, { deceasedBoolean: 'ja' }])(
    'nothing leaves (%j), and the answer does not say why',
    async died => {
      const residents = altered(dialect.files, 'ahmed', 'Patient', patient => ({ ...patient, ...died }));
      const answer = await answerOf(dialect, residents);
      expect([told(answer), [...answer.failed]]).toEqual([[], FIELDS.map(field => [field, 'contradicted'])]);
    },
  );
});

/** COD472-VEKT 03: curator. */
const ROLES = 'urn:oid:2.16.840.1.113883.2.4.3.11.22.472';
const withRole = (dialect: DialectUnderTest, code: string): SandboxFiles => {
  const relationship = [{ coding: [{ system: ROLES, code }] }];
  return dialect === CARE
    ? altered(CARE.files, 'ahmed', 'RelatedPerson', person => ({ ...person, relationship }))
    : altered(CARE_STU3.files, 'ahmed', 'Patient', patient => ({
        ...patient,
        contact: objectsAt(patient, 'contact').map(contact => ({ ...contact, relationship })),
      }));
};

describe.each([CARE, CARE_STU3])('$name knows that somebody else decides for the resident', dialect => {
  it('what rests on a yes of their own stays, the rest does not', async () => {
    const answer = await answerOf(dialect, withRole(dialect, '03'), [], OWN_YES);
    expect(told(answer)).toEqual(['identiteit.naam', 'opname.begindatum']);
    expect([...answer.failed]).toEqual([['zorg.contact_24_7', 'contradicted']]);
  });

  it('a bewindvoerder, who decides about money, closes nothing', async () => {
    expect(told(await answerOf(dialect, withRole(dialect, '14'), [], OWN_YES))).toEqual(FIELDS);
  });

  it('of whom it is about, only what recognises them is told, and not among the values', async () => {
    const { person, values } = await answerOf(dialect, dialect.files);
    const [patient] = objectsAt(dialect.files.files.get('ahmed'), 'Patient');
    expect(person).toEqual({ birthDate: patient?.['birthDate'] });
    expect(values.has('identiteit.geboortedatum')).toBe(false);
  });
});

describe('a care provider cannot tell who decides', () => {
  it('what rests on a yes of their own stays for now', async () => {
    const answer = await answerOf(CARE, CARE.files, ['RelatedPerson'], OWN_YES);
    expect([...answer.failed]).toEqual([['zorg.contact_24_7', 'unreachable']]);
  });
});
