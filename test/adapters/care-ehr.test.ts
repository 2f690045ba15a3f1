import { describe, expect, it } from '@jest/globals';
import { isBsn } from '../../adapters/care-ehr/bsn.ts';
import { objectsAt, textAt, valueAt, type JsonObject } from '../../adapters/read-json.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { altered, ask, CARE, failureCodeOf } from './dialects.ts';

function alter(kind: string, change: (record: JsonObject) => JsonObject | JsonObject[]): SandboxFiles {
  return altered(CARE.files, 'ahmed', kind, change);
}

async function tell(
  field: FieldId,
  residents = CARE.files,
  resident: ResidentKey = 'ahmed',
): Promise<FieldValue | undefined> {
  return (await ask(CARE, [field], { resident, residents })).get(field);
}

const isStay = (encounter: JsonObject): boolean => textAt(encounter, 'class', 'code') === 'IMP';

describe('the clinic is asked for the dates of the forced admission of Ahmed', () => {
  const DATES = [
    'identiteit.naam',
    'identiteit.geboortedatum',
    'identiteit.bsn',
    'opname.begindatum',
    'opname.einddatum',
    'opname.verlof',
  ] as const;

  it('tells six fields; not why, not where, not under which law', async () => {
    expect(Object.fromEntries(await ask(CARE, DATES))).toEqual({
      'identiteit.naam': 'Ahmed Bedacht',
      'identiteit.geboortedatum': '1984-03-17',
      'identiteit.bsn': '999995170',
      'opname.begindatum': '2026-11-02',
      'opname.einddatum': '2026-12-21',
      'opname.verlof': ['2026-11-14 t/m 2026-11-15'],
    });
  });

  it('is asked for those elements only, in a posted form', async () => {
    const seen: SeenRequest[] = [];
    await ask(CARE, ['identiteit.naam', 'opname.begindatum'], { onRequest: request => seen.push(request) });
    expect(seen.map(({ method, url, body }) => [`${method} ${url}`, valueAt(body, '_elements')])).toEqual([
      ['POST /fhir/Patient/_search', 'identifier,active,name'],
      ['POST /fhir/Encounter/_search', 'subject,class,status,period,statusHistory'],
    ]);
  });

  it('tells that the stay is in an institution', async () => {
    expect(await tell('opname.is_inrichting')).toBe(true);
  });

  it('takes the stay that is going on, not one that is planned or over', async () => {
    const residents = alter('Encounter', stay => {
      if (!isStay(stay)) return stay;
      const planned = { ...stay, id: 'later', status: 'planned', period: { start: '2027-02-01' } };
      const over = {
        ...stay,
        id: 'eerder',
        status: 'finished',
        period: { start: '2020-01-01', end: '2020-02-01' },
      };
      return [planned, stay, over];
    });
    expect(await tell('opname.begindatum', residents)).toBe('2026-11-02');
  });

  it.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['with a placeholder for a date', { period: { start: '${DATE, T, D, -185}' } }],
    ['on a day that does not exist', { period: { start: '2026-02-30' } }],
  ])('tells nothing of a stay %s', async (_what, change) => {
    const residents = alter('Encounter', stay => ({ ...stay, ...change }));
    expect(await tell('opname.begindatum', residents)).toBeUndefined();
  });
});

describe('the care provider is asked about Anja, who comes to its policlinic', () => {
  it('tells nothing of an admission: ambulatory care is not one', async () => {
    const fields = ['opname.begindatum', 'opname.einddatum', 'opname.is_inrichting'] as const;
    expect(await ask(CARE, fields, { resident: 'anja' })).toEqual(new Map());
  });

  it('tells the number of the team day and night, not its name', async () => {
    expect(await tell('zorg.contact_24_7', CARE.files, 'anja')).toBe('073-5550124');
  });

  it('tells no number of a team that no longer exists', async () => {
    const residents = alter('CareTeam', team => ({ ...team, status: 'inactive' }));
    expect(await tell('zorg.contact_24_7', residents)).toBeUndefined();
  });
});

function withBsn(value: string): SandboxFiles {
  return alter('Patient', patient => ({
    ...patient,
    identifier: objectsAt(patient, 'identifier').map(identifier =>
      textAt(identifier, 'system')?.endsWith('/bsn') === true ? { ...identifier, value } : identifier,
    ),
  }));
}

describe('the care provider knows a BSN that cannot be right', () => {
  it.each(['123456789', '99999517', '000000000', 'masked'])('does not tell %s', async value => {
    expect(await tell('identiteit.bsn', withBsn(value))).toBeUndefined();
  });

  it('knows a right one by the elfproef', () => {
    expect(isBsn('999995170')).toBe(true);
    expect(isBsn('999995171')).toBe(false);
  });
});

describe('a resource carries something that may invert its meaning', () => {
  const MODIFIER = {
    modifierExtension: [{ url: 'https://epd.example.nl/niet-gebruiken', valueBoolean: true }],
  };

  it('leaves the stay alone, and tells the rest', async () => {
    const residents = alter('Encounter', stay => ({ ...stay, ...MODIFIER }));
    const answer = await ask(CARE, ['identiteit.naam', 'opname.begindatum'], { residents });
    expect([...answer.keys()]).toEqual(['identiteit.naam']);
  });

  it('also when it is hidden in a part of the resource, or in a rule set', async () => {
    const inPart = alter('Encounter', stay => ({ ...stay, hospitalization: MODIFIER }));
    const inRules = alter('Encounter', stay => ({ ...stay, implicitRules: 'https://epd.example.nl/regels' }));
    expect(await tell('opname.begindatum', inPart)).toBeUndefined();
    expect(await tell('opname.begindatum', inRules)).toBeUndefined();
  });

  it('tells nothing at all when it is the patient that carries it, or a record no longer in use', async () => {
    const fields = ['identiteit.naam', 'opname.begindatum'] as const;
    const modified = alter('Patient', patient => ({ ...patient, ...MODIFIER }));
    const inactive = alter('Patient', patient => ({ ...patient, active: false }));
    expect(await ask(CARE, fields, { residents: modified })).toEqual(new Map());
    expect(await ask(CARE, fields, { residents: inactive })).toEqual(new Map());
  });
});

describe('an entry of the bundle belongs to another patient', () => {
  it.each(['opname.begindatum', 'zorg.contact_24_7'] as const)(
    'puts the answer about %s aside',
    async field => {
      expect(await failureCodeOf(ask(CARE, [field], { misbehaviour: 'stranger-in-file' }))).toBe(
        'other-person',
      );
    },
  );

  it.each([
    ['the same id on another server', { reference: 'https://elders.example.nl/fhir/Patient/p4006' }],
    ['no reference', { display: 'Ahmed Bedacht' }],
    ['a bare id', { reference: 'p4006' }],
  ])('puts it aside when the subject is %s', async (_what, subject) => {
    const residents = alter('Encounter', stay => ({ ...stay, subject }));
    expect(await failureCodeOf(ask(CARE, ['opname.begindatum'], { residents }))).toBe('other-person');
  });

  it('puts it aside even when the stray entry is of a kind that is never read', async () => {
    const residents = alter('Condition', condition => ({
      ...condition,
      subject: { reference: 'Patient/p9999' },
    }));
    expect(await failureCodeOf(ask(CARE, ['identiteit.naam'], { residents }))).toBe('other-person');
  });
});
