import { describe, expect, it } from '@jest/globals';
import { valueAt } from '../../adapters/read-json.ts';
import { FIXED_COSTS_TYPE } from '../../adapters/sandbox/municipal-files.ts';
import type { SandboxFiles } from '../../adapters/sandbox/files.ts';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import {
  createMunicipalSource,
  type MunicipalUnit,
} from '../../adapters/social-services/municipal-source.ts';
import type { FieldId, FieldValue } from '../../policies/vocabulary.ts';
import { altered, ask, WIJKTEAM, type DialectUnderTest } from './dialects.ts';

function unit(name: MunicipalUnit): DialectUnderTest {
  const decisions = { clientId: 'wijkpoort', fixedCostsType: FIXED_COSTS_TYPE };
  return { ...WIJKTEAM, connect: config => createMunicipalSource({ ...config, unit: name, decisions }) };
}

const SOCIALE_DIENST = unit('sociale-dienst');

async function tell(
  dialect: DialectUnderTest,
  field: FieldId,
  resident: ResidentKey,
  residents: SandboxFiles = WIJKTEAM.files,
): Promise<FieldValue | undefined> {
  return (await ask(dialect, [field], { resident, residents })).get(field);
}

describe('the wijkteam is asked for the woonprofiel of Anja', () => {
  it('tells it in her own words', async () => {
    expect(Object.fromEntries(await ask(WIJKTEAM, WIJKTEAM.tells))).toEqual({
      'identiteit.naam': 'Anja Verzonnen',
      'contact.telefoon_email': ['06-55500101', 'anja.verzonnen@example.nl'],
      'contact.voorkeur': 'liefst een appje, bellen na 13.00 uur',
      'wonen.urgentie_status': 'ja, geldig tot 2027-05-01',
      'woonprofiel.akkoord': 'akkoord op versie 3, 2026-10-28',
      'woonprofiel.woonwens': 'Een rustige tweekamerwoning, niet aan een doorgaande weg, dicht bij het park.',
      'inkomen.draagkracht_huur': 'ja, tot 700 euro per maand',
      'zorg.begeleidingsvoorwaarden':
        'Twee keer per week komt er iemand langs. Bij spanning wil Anja eerst een appje.',
      'zorg.contact_24_7': 'Begeleiding Anja, dag en nacht: 073-5550124',
      'woonprofiel.woonafspraken': ['De begeleider heeft een sleutel.', 'Na 22.00 uur is het rustig.'],
    });
  });

  it('is asked for those parts of it and no others, in the body of the question', async () => {
    const seen: SeenRequest[] = [];
    const onRequest = (request: SeenRequest): number => seen.push(request);
    await ask(WIJKTEAM, ['woonprofiel.woonwens', 'zorg.contact_24_7'], { onRequest });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /wijkteam/v1/woonprofielen/_zoek',
    ]);
    expect(valueAt(seen[0]?.body, 'velden')).toEqual(['woonwens', 'contact24x7', 'bijgewerktOp']);
  });

  it('tells the latest version when an older one was kept', async () => {
    const residents = altered(WIJKTEAM.files, 'anja', 'woonprofielen', now => [
      { ...now, bijgewerktOp: '2025-01-01', woonwens: 'Iets anders.' },
      now,
      { ...now, bijgewerktOp: '2024-01-01', woonwens: 'Nog iets anders.' },
    ]);
    expect(await tell(WIJKTEAM, 'woonprofiel.woonwens', 'anja', residents)).toMatch(
      /^Een rustige tweekamerwoning/,
    );
  });

  it('tells nothing of a part that was left blank', async () => {
    const residents = altered(WIJKTEAM.files, 'anja', 'woonprofielen', now => ({ ...now, woonwens: '  ' }));
    expect(await tell(WIJKTEAM, 'woonprofiel.woonwens', 'anja', residents)).toBeUndefined();
  });
});

describe('the wijkteam is asked what was agreed with Jan', () => {
  it('tells the question and the actions in the order of their deadlines', async () => {
    expect(await tell(WIJKTEAM, 'casus.doorbraakvraag', 'jan')).toBe(
      'Reist graag met de trein en loopt daarin vast.',
    );
    expect(await tell(WIJKTEAM, 'casus.acties', 'jan')).toEqual([
      'Sociaal Wijkteam Zuidoost: vraagt een OV-jaarkaart aan (uiterlijk 2026-12-04)',
      'Jan: kiest met zijn maatje een vaste reisdag (uiterlijk 2026-12-11)',
    ]);
  });
});

describe('the municipality is asked how someone wants to be reached', () => {
  it('names the language when it is not Dutch', async () => {
    expect(await tell(WIJKTEAM, 'contact.voorkeur', 'fatima')).toBe(
      'bellen in de ochtend, met een tolk; taal: Arabisch',
    );
    expect(await tell(WIJKTEAM, 'contact.voorkeur', 'omar')).toBe('taal: Somalisch');
    expect(await tell(WIJKTEAM, 'contact.voorkeur', 'kees')).toBeUndefined();
  });
});

describe('the sociale dienst is asked about a benefit', () => {
  it.each([
    ['inkomen.uitkering_status', 'sara', 'opgeschort'],
    ['inkomen.uitkering_soort', 'fatima', 'Participatiewet'],
    ['inkomen.bedrag', 'fatima', 1345.27],
    ['inkomen.besluit_vaste_lasten', 'fatima', 'vaste lasten en huur doorbetaald t/m 2027-03-01'],
    ['inkomen.besluit_vaste_lasten', 'ahmed', undefined],
    ['inkomen.draagkracht_huur', 'sara', 'nee'],
    ['inkomen.uitkering_status', 'kees', undefined],
  ] as const)('%s of %s is: %s', async (field, resident, value) => {
    expect(await tell(SOCIALE_DIENST, field, resident)).toBe(value);
  });

  it('withholds a status it has no word for', async () => {
    const residents = altered(WIJKTEAM.files, 'fatima', 'uitkeringen', benefit => ({
      ...benefit,
      status: 'gestopt wegens detentie',
    }));
    expect(await tell(SOCIALE_DIENST, 'inkomen.uitkering_status', 'fatima', residents)).toBeUndefined();
  });
});

describe('the municipality is asked about urgency', () => {
  it('tells that there is, and until when, never why', async () => {
    expect(await tell(unit('urgentie'), 'wonen.urgentie_status', 'els')).toBe(
      'ja, geldig tot 2027-02-01, zoekprofiel: gelijkvloerse woning',
    );
  });
});

describe('one unit of the municipality', () => {
  it('does not answer from the files of another', async () => {
    expect(await ask(WIJKTEAM, ['inkomen.uitkering_status', 'inkomen.bedrag'])).toEqual(new Map());
    expect(await ask(SOCIALE_DIENST, ['woonprofiel.woonwens', 'casus.doorbraakvraag'])).toEqual(new Map());
    expect(await ask(unit('urgentie'), ['inkomen.draagkracht_huur', 'zorg.contact_24_7'])).toEqual(new Map());
  });
});
