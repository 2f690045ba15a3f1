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
      ['POST /fhir/Patient/_search', 'id,active,birthDate,deceasedBoolean,deceasedDateTime,identifier,name'],
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

describe('entries of the bundle are about another patient', () => {
  it.each(CARE.tells)('nothing changes of what is told about %s', async field => {
    expect(await ask(CARE, [field], { misbehaviour: 'stranger-in-file' })).toEqual(await ask(CARE, [field]));
  });

  it.each([
    ['the same id on another server', { reference: 'https://elders.example.nl/fhir/Patient/p4006' }],
    ['no reference', { display: 'Ahmed Bedacht' }],
    ['a bare id', { reference: 'p4006' }],
    ['missing', undefined],
  ])('and one of which the subject is %s makes the answer useless', async (_what, subject) => {
    const residents = alter('Encounter', stay => ({ ...stay, subject }));
    expect(await failureCodeOf(ask(CARE, ['opname.begindatum'], { residents }))).toBe('other-person');
  });
});

describe('the care provider repeats itself', () => {
  it('says the same, in whatever order', async () => {
    const twice = alter('Encounter', stay => [stay, stay]);
    const fields = ['opname.begindatum', 'opname.verlof'] as const;
    expect(await ask(CARE, fields, { residents: twice, misbehaviour: 'shuffled' })).toEqual(
      await ask(CARE, fields),
    );
  });

  it('and contradicts itself: that part is put aside', async () => {
    const residents = alter('Encounter', stay => [stay, { ...stay, period: { start: '2026-01-01' } }]);
    expect(await failureCodeOf(ask(CARE, ['opname.begindatum'], { residents }))).toBe('nonsense');
  });
});

describe('the care provider knows that someone died', () => {
  it.each([{ deceasedBoolean: true }, { deceasedDateTime: '2026-11-01' }])(
    'tells nothing: %j',
    async died => {
      const residents = alter('Patient', patient => ({ ...patient, ...died }));
      expect(await ask(CARE, CARE.tells, { residents })).toEqual(new Map());
    },
  );
});

const alterAgreed = (change: object): SandboxFiles =>
  alter('Goal', goal => (textAt(goal, 'id') === 'p4006-afspraak' ? { ...goal, ...change } : goal));

describe('what is agreed with Ahmed', () => {
  const AGREED = 'zorg.begeleidingsvoorwaarden';

  it('is told in the words that he agreed to; the goal of his treatment is not', async () => {
    expect(await tell(AGREED)).toBe('Ahmed woont het liefst waar het ’s nachts stil is.');
  });

  it.each([
    [
      'not labelled to be shared',
      { category: [{ coding: [{ system: 'urn:elders', code: 'begeleidingsvoorwaarden' }] }] },
    ],
    ['not agreed to by anyone', { extension: [] }],
    ['agreed to by somebody else', { extension: acceptances('Practitioner/p1', 'agree') }],
    ['a sentence he does not agree to', { extension: acceptances('Patient/p4006', 'disagree') }],
    ['no longer agreed to', { lifecycleStatus: 'cancelled' }],
  ])('is not told when it is %s', async (_what, change) => {
    expect(await tell(AGREED, alterAgreed(change))).toBeUndefined();
  });
});

function acceptances(reference: string, valueCode: string): readonly JsonObject[] {
  const parts = [
    { url: 'individual', valueReference: { reference } },
    { url: 'status', valueCode },
  ];
  return [{ url: 'http://hl7.org/fhir/StructureDefinition/goal-acceptance', extension: parts }];
}

describe('who represents Ahmed', () => {
  it('is told with how to reach them; his sister is not', async () => {
    expect(await tell('netwerk.vertegenwoordiger')).toEqual(['bewindvoerder: Verzinsel, 073-5550177']);
  });

  it.each([
    ['that is over', { period: { end: '2026-01-01' } }],
    ['that is no longer in use', { active: false }],
  ])('is not told of a task %s', async (_what, change) => {
    const residents = alter('RelatedPerson', person => ({ ...person, ...change }));
    expect(await tell('netwerk.vertegenwoordiger', residents)).toBeUndefined();
  });
});

describe('whether Ahmed is in care', () => {
  it('is told as a yes', async () => {
    expect(await tell('zorg.behandelrelatie')).toBe(true);
  });

  it('and when he is not, nothing is told at all', async () => {
    const residents = alter('EpisodeOfCare', episode => ({ ...episode, status: 'finished' }));
    expect(await tell('zorg.behandelrelatie', residents)).toBeUndefined();
  });
});

describe('elements of the file are of another type than they should be', () => {
  it.each([
    ['Patient', 'name', 'Ahmed Bedacht', 'identiteit.naam'],
    ['Patient', 'name', [{ family: ['Bedacht'], given: 'Ahmed' }], 'identiteit.naam'],
    ['Patient', 'birthDate', 19840317, 'identiteit.geboortedatum'],
    ['Patient', 'telecom', { system: 'phone', value: '06-55500106' }, 'contact.telefoon_email'],
    ['Encounter', 'class', 'IMP', 'opname.begindatum'],
    ['Encounter', 'period', ['2026-11-02'], 'opname.begindatum'],
    ['Encounter', 'statusHistory', 'onleave', 'opname.verlof'],
    ['CareTeam', 'telecom', [['phone']], 'zorg.contact_24_7'],
    ['Goal', 'description', 'stil', 'zorg.begeleidingsvoorwaarden'],
    ['RelatedPerson', 'relationship', '14', 'netwerk.vertegenwoordiger'],
  ] as const)('%s.%s: that field is not told, and the rest is', async (kind, element, value, field) => {
    const residents = alter(kind, record => ({ ...record, [element]: value }));
    const answer = await ask(CARE, CARE.tells, { residents });
    expect(answer.has(field)).toBe(false);
    expect(answer.get('identiteit.bsn')).toBe('999995170');
  });
});
