import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import type { LedgerLine } from '../world/read-ledger.ts';
import { startWorld, type WireAnswer, type World } from '../world/world.ts';

let world: World;
const tokens = new Map<string, string>();
const asked: string[] = [];
beforeAll(async () => {
  world = await startWorld({
    adjust: (partner, options) => ({ ...options, onRequest: () => asked.push(partner) }),
  });
  for (const partner of ['zayaz', SENDER]) tokens.set(partner, await world.tokenFor(partner));
});
afterAll(async () => await world.close());

/** One situation in which Zayaz gets nothing of the woonprofiel, and what the ledger truthfully says about it. */
interface Situation {
  readonly about: ResidentKey | 'nobody';
  readonly professional?: string;
  readonly casus?: string;
  readonly prepare?: () => Promise<unknown>;
  readonly restore?: () => Promise<unknown>;
  readonly recorded: { readonly decision: string; readonly missing?: readonly string[] };
  /** Whether the source may be asked: it is when the person allows it, and only then. */
  readonly asks?: true;
}

const FIELD = 'woonprofiel.woonwens';
const SENDER = 'wijkteam-zuidoost';

const sql = async (text: string, ...values: readonly unknown[]): Promise<unknown> =>
  await world.database.query(text, values);

/** Gives `resident` a yes of its own to Zayaz, in the given state. */
async function consents(resident: ResidentKey, ...states: readonly string[]): Promise<void> {
  const id = randomUUID();
  await sql(
    `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until)
     VALUES ($1, $2, 'D01', $3, 'zayaz', $4, '{T-geheim,T-9}', 'vraag', 'nl', now() + interval '1 year')`,
    id,
    residentId(resident),
    SENDER,
    [FIELD],
  );
  for (const [position, state] of states.entries()) {
    await sql(
      `INSERT INTO consent_event (consent, position, state, at, channel) VALUES ($1, $2, $3, now(), 'tafel')`,
      id,
      position + 1,
      state,
    );
  }
}

const withheld = (...missing: readonly string[]): Situation['recorded'] => ({
  decision: 'withheld',
  missing,
});

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'nobody has this koppelsleutel': {
    about: 'nobody',
    recorded: withheld('casuslid', 'geinformeerd', 'toestemming'),
  },
  'the resident was never asked': { about: 'lin', recorded: withheld('toestemming') },
  'the resident was asked and has not answered': {
    about: 'jan',
    prepare: async () => await consents('jan', 'Requested'),
    recorded: withheld('toestemming'),
  },
  'the resident said no': {
    about: 'piet',
    prepare: async () => await consents('piet', 'Requested', 'Refused'),
    recorded: withheld('toestemming'),
  },
  'the resident said stop': { about: 'els', recorded: withheld('toestemming') },
  'the yes ended': {
    about: 'lin',
    prepare: async () => await consents('lin', 'ConsentGiven', 'Expired'),
    recorded: withheld('toestemming'),
  },
  'the resident was not informed': {
    about: 'anja',
    prepare: async () =>
      await sql(
        `UPDATE information_given SET given_at = now() + interval '1 day' WHERE resident = $1`,
        residentId('anja'),
      ),
    restore: async () =>
      await sql(
        `UPDATE information_given SET given_at = now() - interval '1 day' WHERE resident = $1`,
        residentId('anja'),
      ),
    recorded: withheld('geinformeerd'),
  },
  'the case is closed': {
    about: 'anja',
    prepare: async () =>
      await sql('UPDATE social_case SET closed_at = now() WHERE resident = $1', residentId('anja')),
    restore: async () =>
      await sql('UPDATE social_case SET closed_at = NULL WHERE resident = $1', residentId('anja')),
    recorded: withheld('casuslid'),
  },
  'somebody else acts, who is not at the table': {
    about: 'anja',
    professional: 'mw-999',
    recorded: withheld('casuslid'),
  },
  'the case that was named is of nobody': {
    about: 'anja',
    casus: '00000000-0000-4000-8000-000000000001',
    recorded: withheld('casuslid'),
  },
  'the wijkteam has no file of the resident': {
    about: 'lin',
    prepare: async () => {
      await consents('lin', 'ConsentGiven');
      await sql(`DELETE FROM link WHERE partner = $1 AND resident = $2`, SENDER, residentId('lin'));
    },
    recorded: { decision: 'empty-at-source' },
  },
  'the file of the resident is empty': {
    about: 'sara',
    prepare: async () => await consents('sara', 'ConsentGiven'),
    recorded: { decision: 'empty-at-source' },
    asks: true,
  },
};

const post = async (partner: string, path: string, body: unknown): Promise<WireAnswer> =>
  await world.send(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.get(partner)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const keyOf = async (partner: string, about: ResidentKey | 'nobody'): Promise<string> =>
  about === 'nobody' ? randomUUID() : await world.koppelsleutel(partner, about);

async function request({ about, professional, casus }: Situation): Promise<WireAnswer> {
  return await post('zayaz', '/v1/verstrekkingen', {
    doel: 'D01',
    van: SENDER,
    betrokkene: await keyOf('zayaz', about),
    velden: [FIELD, 'zorg.diagnose', 'identiteit.bsn'],
    namens: { medewerker: professional ?? 'mw-417' },
    ...(casus === undefined ? {} : { casus }),
  });
}

interface Silence {
  readonly answer: WireAnswer;
  readonly line: LedgerLine | undefined;
  readonly asked: readonly string[];
}

async function silenceIn(situation: Situation): Promise<Silence> {
  await situation.prepare?.();
  const before = asked.length;
  const answer = await request(situation);
  const line = (await world.ledger()).at(-1);
  const during = asked.slice(before);
  await situation.restore?.();
  return { answer, line, asked: during };
}

/** The answer with what must differ (the proof, the numbers, the moment) put aside: all else is compared byte for byte. */
function asTheCallerSeesIt({ status, headers, text, json }: WireAnswer): unknown {
  const { bewijs } = json as Schemas['Verstrekking'];
  const shape = text
    .replaceAll(/[0-9a-f]{64}/g, '<hash>')
    .replace(/"pad":\[[^\]]*\]/, '"pad":[]')
    .replace(`"nummer":${bewijs.nummer}`, '"nummer":0')
    .replace(`"omvang":${bewijs.omvang}`, '"omvang":0');
  const varies = new Set(['date', 'traceparent', 'content-length']);
  const kept = [...headers].map(([name, value]) => (varies.has(name) ? [name] : [name, value]));
  return { status, headers: kept, shape };
}

describe.each(Object.entries(SITUATIONS))('Zayaz asks for a woonprofiel, and %s', (_what, situation) => {
  let silence: Silence;
  beforeAll(async () => {
    silence = await silenceIn(situation);
  });

  it('hears what it hears of everybody: not available', async () => {
    const plain = await request({ about: 'nobody', recorded: { decision: '' } });
    expect(asTheCallerSeesIt(silence.answer)).toEqual(asTheCallerSeesIt(plain));
    expect((silence.answer.json as Schemas['Verstrekking']).nietBeschikbaar).toEqual([FIELD]);
    expect((silence.answer.json as Schemas['Verstrekking']).gegevens).toEqual({});
  });

  it(situation.asks ? 'and the source was asked, for it might have known' : 'and no source was asked', () => {
    expect(silence.asked.length > 0).toBe(situation.asks === true);
  });

  it('while the ledger says why, for the resident and the officer', () => {
    expect(silence.line?.leaf.event).toBe('refused');
    expect(silence.line?.leaf.fields[FIELD]).toMatchObject(situation.recorded);
  });
});

describe('Zayaz asks for a woonprofiel, and the resident said yes', () => {
  it('hears something else: so the comparison above can tell answers apart', async () => {
    const answer = await request({ about: 'anja', recorded: { decision: '' } });
    const plain = await request({ about: 'nobody', recorded: { decision: '' } });
    expect(Object.keys((answer.json as Schemas['Verstrekking']).gegevens)).toEqual([FIELD]);
    expect(asTheCallerSeesIt(answer)).not.toEqual(asTheCallerSeesIt(plain));
  });
});

const neverFor = async (about: ResidentKey | 'nobody'): Promise<Schemas['Verstrekking']['nietToegestaan']> =>
  ((await request({ about, recorded: { decision: '' } })).json as Schemas['Verstrekking']).nietToegestaan;

describe('what can never be had', () => {
  it('is told in the same words about somebody and about nobody, before anybody is looked at', async () => {
    expect(await neverFor('anja')).toEqual(await neverFor('nobody'));
    expect(await neverFor('anja')).toHaveLength(2);
  });
});

const atTheTable = async (about: ResidentKey | 'nobody'): Promise<WireAnswer> =>
  await post(SENDER, '/v1/verstrekkingen', {
    doel: 'D02',
    van: 'zayaz',
    betrokkene: await keyOf(SENDER, about),
    velden: ['identiteit.naam'],
    namens: { medewerker: 'wt-031' },
  });

describe('the wijkteam asks Zayaz for the doorbraaktafel about Sara, who objected', () => {
  it('hears what it hears of nobody, and Zayaz is not asked; the ledger says that she objected', async () => {
    const before = asked.length;
    const objected = await atTheTable('sara');
    const line = (await world.ledger()).at(-1);
    expect(asTheCallerSeesIt(objected)).toEqual(asTheCallerSeesIt(await atTheTable('nobody')));
    expect(asked).toHaveLength(before);
    expect(line?.leaf.fields['identiteit.naam']).toMatchObject(withheld('geen_bezwaar'));
  });

  it('hears her name once she has taken it back', async () => {
    await sql('UPDATE objection SET withdrawn_at = now() WHERE resident = $1', residentId('sara'));
    const { json } = await atTheTable('sara');
    expect(Object.keys((json as Schemas['Verstrekking']).gegevens)).toEqual(['identiteit.naam']);
  });
});

const bring = async (about: ResidentKey | 'nobody'): Promise<WireAnswer> =>
  await post('zayaz', '/v1/meldingen', {
    doel: 'D05',
    naar: 'schuldhulp',
    betrokkene: await keyOf('zayaz', about),
    velden: ['identiteit.naam', 'wonen.huurachterstand'],
    namens: { medewerker: 'mw-212' },
  });

describe('Zayaz brings arrears of somebody who said no, of somebody without arrears and of nobody', () => {
  it('hears the same, and nothing reaches schuldhulp', async () => {
    const [no, without, nobody] = [await bring('omar'), await bring('lin'), await bring('nobody')];
    expect(asTheCallerSeesIt(no)).toEqual(asTheCallerSeesIt(nobody));
    expect(asTheCallerSeesIt(without)).toEqual(asTheCallerSeesIt(nobody));
    expect(world.sandbox.receivedSignals()).toEqual([]);
  });
});
