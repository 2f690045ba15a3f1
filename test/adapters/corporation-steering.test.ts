import { describe, expect, it } from '@jest/globals';
import { objectsAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { SourceAnswer } from '../../adapters/source.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import { PATIENT } from '../world/patient.ts';
import {
  altered,
  API_KEY,
  ask,
  classesOf,
  CORPORATION,
  koppelsleutelOf,
  TRACEPARENT,
  WIJKTEAM,
} from './dialects.ts';

const FIELDS: readonly FieldId[] = ['identiteit.naam', 'wonen.huurprijs', 'wonen.huurachterstand'];

const withPerson = (change: (person: JsonObject) => JsonObject): SandboxFiles =>
  altered(CORPORATION.files, 'kees', 'relaties', change);

/** Of what is asked, the rent rests on a yes of the resident. */
async function answerOf(residents: SandboxFiles): Promise<SourceAnswer> {
  const server = await CORPORATION.start({ apiKey: API_KEY, residents });
  try {
    const source = CORPORATION.connect({ ...PATIENT, apiKey: API_KEY, baseUrl: server.url });
    const question = {
      koppelsleutel: koppelsleutelOf(CORPORATION.files, 'kees'),
      fields: FIELDS,
      classes: classesOf(FIELDS),
      restsOn: new Map([
        ['identiteit.naam', ['casuslid']],
        ['wonen.huurprijs', ['casuslid', 'toestemming']],
      ] as const),
      traceparent: TRACEPARENT,
    };
    return await source(question, new AbortController().signal);
  } finally {
    await server.close();
  }
}

const rol = (code: string, more: JsonObject = {}): JsonObject => ({ soort: { code, naam: code }, ...more });

describe('the corporation knows that the resident died', () => {
  it('nothing leaves, and the answer does not say why', async () => {
    const answer = await answerOf(withPerson(person => ({ ...person, overlijdensdatum: '2026-11-01' })));
    expect(answer.values).toEqual(new Map());
    expect([...answer.failed]).toEqual(FIELDS.map(field => [field, 'contradicted']));
    expect(JSON.stringify([...answer.values, ...answer.failed])).not.toContain('2026-11-01');
  });
});

describe('the corporation knows that somebody else decides for the resident', () => {
  it('what rests on a yes of their own stays, the rest does not', async () => {
    const answer = await answerOf(withPerson(person => ({ ...person, rollen: [rol('CUR')] })));
    expect([...answer.values.keys()]).toEqual(['identiteit.naam', 'wonen.huurachterstand']);
    expect([...answer.failed]).toEqual([['wonen.huurprijs', 'contradicted']]);
  });

  it.each([
    ['ended', rol('CUR', { einddatum: '2020-01-01' })],
    ['is another role', rol('AMB')],
  ])('a role that %s closes nothing', async (_what, role) => {
    const answer = await answerOf(withPerson(person => ({ ...person, rollen: [role] })));
    expect([...answer.values.keys()]).toEqual(FIELDS);
  });

  it('of whom it is about, only what recognises them is told, and not among the values', async () => {
    const answer = await answerOf(CORPORATION.files);
    expect(answer.person).toEqual({
      birthDate: objectsAt(CORPORATION.files.files.get('kees'), 'relaties')[0]?.['geboortedatum'],
    });
    expect(JSON.stringify([...answer.values])).not.toContain(String(answer.person?.birthDate));
  });
});

describe('the municipality keeps secret where someone lives', () => {
  it.each([true, null, 'nee', undefined])(
    'when geheimhouding is %s, it stays',
    async indicatieGeheimhouding => {
      const residents = altered(WIJKTEAM.files, 'anja', 'partijen', partij => ({
        ...partij,
        indicatieGeheimhouding,
      }));
      const told = await ask(WIJKTEAM, ['identiteit.naam', 'contact.adres', 'contact.telefoon_email'], {
        residents,
      });
      expect([...told.keys()]).toEqual(['identiteit.naam']);
    },
  );
});

async function cardOf(change: JsonObject): Promise<SourceAnswer> {
  const residents = altered(WIJKTEAM.files, 'anja', 'partijen', partij => ({ ...partij, ...change }));
  const server = await WIJKTEAM.start({ apiKey: API_KEY, residents });
  const source = WIJKTEAM.connect({ ...PATIENT, apiKey: API_KEY, baseUrl: server.url });
  const koppelsleutel = koppelsleutelOf(WIJKTEAM.files, 'anja');
  const fields: readonly FieldId[] = ['identiteit.naam', 'contact.adres'];
  const question = { koppelsleutel, fields, traceparent: TRACEPARENT };
  const told = await source(question, new AbortController().signal);
  await server.close();
  return told;
}

describe('the municipality knows what closes a field', () => {
  it('a secret address is not empty: it stays, as the ledger will say', async () => {
    const { values, failed } = await cardOf({ indicatieGeheimhouding: true });
    expect([[...values.keys()], [...failed]]).toEqual([
      ['identiteit.naam'],
      [['contact.adres', 'contradicted']],
    ]);
  });

  it.each([false, null, 'ja'])(
    'of who is not active any more (%j) nothing is told',
    async indicatieActief => {
      const { values, failed } = await cardOf({ indicatieActief });
      expect([values.size, [...failed.values()]]).toEqual([0, ['contradicted', 'contradicted']]);
    },
  );
});
