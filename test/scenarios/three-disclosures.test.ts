import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isIncluded } from '../../gateway/ledger/merkle-tree.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { ask, bring } from '../world/exchange.ts';
import { startWorld, type World } from '../world/world.ts';

const WOONPROFIEL = [
  'identiteit.naam',
  'contact.telefoon_email',
  'contact.voorkeur',
  'wonen.urgentie_status',
  'woonprofiel.akkoord',
  'woonprofiel.woonwens',
  'inkomen.draagkracht_huur',
  'zorg.begeleidingsvoorwaarden',
  'zorg.contact_24_7',
];
const EARLY_SIGNAL = ['identiteit.naam', 'contact.adres', 'contact.telefoon_email', 'wonen.huurachterstand'];
const ADMISSION = [
  'identiteit.naam',
  'identiteit.geboortedatum',
  'identiteit.bsn',
  'opname.begindatum',
  'opname.einddatum',
  'opname.verlof',
];

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});

describe('Zayaz asks the wijkteam for the woonprofiel of Anja', () => {
  const asking = { as: 'zayaz', about: 'anja', for: 'D01', professional: 'mw-417' } as const;

  it('receives what Anja said yes to, and not the rest', async () => {
    const fields = [
      ...WOONPROFIEL,
      'woonprofiel.woonafspraken',
      'identiteit.bsn',
      'zorg.ondersteuningsbehoefte',
    ];
    const { answer } = await ask(world, 'wijkteam-zuidoost', { ...asking, fields });
    expect(Object.keys(answer.gegevens)).toEqual(WOONPROFIEL);
    expect(answer.gegevens['identiteit.naam']).toBe('Anja Verzonnen');
    expect(answer.nietBeschikbaar).toEqual(['woonprofiel.woonafspraken']);
    expect(answer.nietToegestaan.map(({ veld, reden }) => [veld, reden])).toEqual([
      ['identiteit.bsn', 'nooit'],
      ['zorg.ondersteuningsbehoefte', 'nooit'],
    ]);
  });

  it('hears which duties come along: with what left, and with nothing else', async () => {
    const fields = ['woonprofiel.woonwens', 'woonprofiel.woonafspraken'];
    const { answer } = await ask(world, 'wijkteam-zuidoost', { ...asking, fields });
    expect(answer.verplichtingen.map(({ verplichting }) => verplichting)).toContain('geef_niet_door');
    expect(answer.verplichtingen.flatMap(({ velden }) => velden)).not.toContain('woonprofiel.woonafspraken');
  });

  it('receives nothing when somebody asks who is not at the table', async () => {
    const { answer, entry } = await ask(world, 'wijkteam-zuidoost', {
      ...asking,
      professional: 'mw-999',
      fields: WOONPROFIEL,
    });
    expect(answer.gegevens).toEqual({});
    expect(answer.nietBeschikbaar).toEqual(WOONPROFIEL);
    expect(entry.leaf.fields['identiteit.naam']).toEqual({
      decision: 'withheld',
      rule: '1.6',
      missing: ['casuslid'],
    });
  });

  it('BrabantWonen receives nothing: yes to the one is not yes to the other', async () => {
    const { answer } = await ask(world, 'wijkteam-zuidoost', {
      ...asking,
      as: 'brabantwonen',
      fields: ['woonprofiel.woonwens'],
    });
    expect(answer.gegevens).toEqual({});
  });
});

describe('the sociale dienst asks the clinic about an admission', () => {
  const asking = { as: 'sociale-dienst', for: 'D03', professional: 'sd-088' } as const;

  it('receives six fields when Ahmed was admitted by force and it asked in writing, and never why', async () => {
    const fields = [...ADMISSION, 'opname.titel', 'zorg.diagnose', 'opname.instelling'];
    const { answer } = await ask(world, 'reinier-van-arkel-kliniek', { ...asking, about: 'ahmed', fields });
    expect(Object.keys(answer.gegevens)).toEqual(ADMISSION);
    expect(answer.nietToegestaan.map(({ veld }) => veld)).toEqual([
      'opname.titel',
      'zorg.diagnose',
      'opname.instelling',
    ]);
  });

  it('receives of Fatima, who went of her own will, only what she allowed: no BSN', async () => {
    const { answer } = await ask(world, 'reinier-van-arkel-kliniek', {
      ...asking,
      about: 'fatima',
      fields: ADMISSION,
    });
    expect(Object.keys(answer.gegevens).sort()).toEqual(
      ['identiteit.naam', 'identiteit.geboortedatum', 'opname.begindatum', 'opname.einddatum'].sort(),
    );
  });
});

describe('Zayaz brings rent arrears to schuldhulp', () => {
  const bringing = { as: 'zayaz', for: 'D05', professional: 'mw-212' } as const;

  it('brings four fields of Kees after the four statutory steps, and nothing more', async () => {
    const fields = [...EARLY_SIGNAL, 'identiteit.bsn', 'wonen.overlast_feiten'];
    const { answer } = await bring(world, 'schuldhulp', { ...bringing, about: 'kees', fields });
    expect(answer.gebracht).toEqual(EARLY_SIGNAL);
    expect(world.sandbox.receivedSignals()).toHaveLength(1);
    expect(JSON.stringify(world.sandbox.receivedSignals())).toContain('Nepveen');
  });

  it('brings nothing of Omar, who said no', async () => {
    const { answer } = await bring(world, 'schuldhulp', { ...bringing, about: 'omar', fields: EARLY_SIGNAL });
    expect(answer.gebracht).toEqual([]);
    expect(answer.nietBeschikbaar).toEqual(EARLY_SIGNAL);
    expect(world.sandbox.receivedSignals()).toHaveLength(1);
  });

  it('gives schuldhulp a koppelsleutel of its own for Kees, another one than that of Zayaz', async () => {
    const own = await world.koppelsleutel('schuldhulp', 'kees');
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    expect(own).not.toBe(await world.koppelsleutel('zayaz', 'kees'));
  });
});

describe('whoever keeps the receipt of an answer', () => {
  const HOME_WISH = { as: 'zayaz', about: 'anja', for: 'D01', fields: ['woonprofiel.woonwens'] } as const;

  it('can prove that it stands in the ledger', async () => {
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    const { nummer, bladhash, omvang, wortel, pad } = answer.bewijs;
    expect(isIncluded(bytes(bladhash), nummer, omvang, pad.map(bytes), bytes(wortel))).toBe(true);
    expect(isIncluded(bytes(bladhash), nummer - 1, omvang, pad.map(bytes), bytes(wortel))).toBe(false);
  });

  it('finds the same root when the whole ledger is computed anew', async () => {
    const { answer } = await ask(world, 'wijkteam-zuidoost', HOME_WISH);
    expect(await verifyLedger(world.database)).toEqual({
      entries: answer.bewijs.omvang,
      root: answer.bewijs.wortel,
      fault: undefined,
      firstKept: 0,
    });
  });
});
