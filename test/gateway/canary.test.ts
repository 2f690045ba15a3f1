import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { valueAt } from '../../adapters/read-json.ts';
import type { SeenRequest } from '../../adapters/sandbox/sandbox-server.ts';
import type { Misbehaviour } from '../../adapters/sandbox/misbehaviour.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { verifyLedger } from '../../gateway/ledger/verify.ts';
import { impatient, startWorld, type WireAnswer, type World } from '../world/world.ts';
import { canariesFor, canariesIn, catalogueOf, type Canary } from './canary-catalogue.ts';
import { everyAttempt, tryAll, type Attempt } from './every-exchange.ts';
import { databaseStraws, printedDuring, type Straw } from './haystack.ts';
import { EVERYTHING_THAT_LEAVES, PLACES, WITHOUT_CANARY } from './what-may-leave.ts';

interface Told {
  readonly attempt: Attempt;
  readonly answer: WireAnswer;
}

/** A world in which every value is a canary, with all that came out of it. */
interface Watched {
  readonly world: World;
  readonly catalogue: ReadonlyMap<string, readonly Canary[]>;
  readonly told: Told[];
  readonly seen: SeenRequest[];
}

async function watch(misbehaviour?: Misbehaviour): Promise<Watched> {
  const seen: SeenRequest[] = [];
  const world = await startWorld({
    adjust: (partner, options) => ({
      ...options,
      ...(misbehaviour === undefined ? {} : { misbehaviour }),
      residents: canariesFor(partner, options.residents),
      onRequest: request => seen.push(request),
    }),
    ...(misbehaviour === 'never-ending' ? { systems: impatient } : {}),
  });
  return { world, catalogue: catalogueOf(world.sandbox.files), told: [], seen };
}

async function run(watched: Watched, attempted: readonly Attempt[]): Promise<readonly Straw[]> {
  const { world, told } = watched;
  return await printedDuring(async () => {
    await tryAll(world, attempted, (attempt, answer) => told.push({ attempt, answer }));
  });
}

const releasedIn = ({ attempt, answer }: Told): readonly string[] => {
  if (answer.status !== 200) return [];
  return attempt.direction === 'ask'
    ? Object.keys((answer.json as Schemas['Verstrekking']).gegevens)
    : (answer.json as Schemas['Melding']).gebracht;
};

/** All of an answer but the values that were released: those are judged one by one. */
function besideValues({ attempt, answer }: Told): Straw[] {
  const where = `answer to ${attempt.direction} ${attempt.purpose} ${attempt.caller} ${attempt.other}`;
  const isReleased = answer.status === 200 && attempt.direction === 'ask';
  const text = isReleased
    ? JSON.stringify({ ...(answer.json as Schemas['Verstrekking']), gegevens: undefined })
    : answer.text;
  return [
    { where, text },
    ...[...answer.headers].map(([name, value]) => ({ where: `header ${name}`, text: value })),
  ];
}

/** Released values that are not what this field is, of this resident, at this sender. */
function misplaced({ attempt, answer }: Told, { catalogue }: Watched): string[] {
  if (answer.status !== 200 || attempt.direction !== 'ask') return [];
  const { gegevens } = answer.json as Schemas['Verstrekking'];
  return Object.entries(gegevens).flatMap(([field, value]) => {
    const found = canariesIn([{ where: field, text: JSON.stringify(value) }]);
    if (found.length === 0 && !WITHOUT_CANARY.has(field)) return [`${field}: not a canary`];
    return found.flatMap(({ canary }) =>
      (catalogue.get(canary) ?? []).some(each => belongs(each, attempt, field))
        ? []
        : [`${field}: ${canary}`],
    );
  });
}

const belongs = ({ partner, dialect, resident, path }: Canary, attempt: Attempt, field: string): boolean =>
  partner === attempt.other && resident === attempt.resident && PLACES[dialect][field]?.test(path) === true;

const IN_EVENT: Readonly<Record<string, string>> = {
  naam: 'identiteit.naam',
  geboortedatum: 'identiteit.geboortedatum',
  burgerservicenummer: 'identiteit.bsn',
  begindatum: 'opname.begindatum',
  einddatum: 'opname.einddatum',
  verlof: 'opname.verlof',
};

/** Canaries in an event that are not of the clinic, not of one and the same resident, or in another's place. */
function misplacedIn(event: unknown, catalogue: Watched['catalogue']): readonly string[] {
  const data = valueAt(event, 'data') as Readonly<Record<string, unknown>>;
  const residents = new Set<string>();
  const wrong = Object.entries(data).flatMap(([name, value]) =>
    canariesIn([{ where: name, text: JSON.stringify(value) }]).filter(({ canary }) => {
      const source = (catalogue.get(canary) ?? []).find(
        ({ partner, dialect, path }) =>
          partner === 'reinier-van-arkel-kliniek' &&
          PLACES[dialect][IN_EVENT[name] ?? '']?.test(path) === true,
      );
      if (source !== undefined) residents.add(source.resident);
      return source === undefined;
    }),
  );
  return [...wrong.map(({ canary, where }) => `${where}: ${canary}`), ...[...residents].slice(1)];
}

async function everywhereElse({ world, told, seen }: Watched): Promise<readonly Straw[]> {
  // What is brought there is judged by itself.
  const asked = seen.filter(({ url }) => !/^\/(schuldhulp|notificaties)\//.test(url));
  return [
    ...told.flatMap(besideValues),
    ...world.logged.map(text => ({ where: 'process log', text })),
    ...asked.map(request => ({ where: 'question to a source', text: JSON.stringify(request) })),
    ...(await databaseStraws(world)),
  ];
}

describe('everybody asks and brings everything about everyone, and every value in every system is a canary', () => {
  let watched: Watched;
  let printed: readonly Straw[];
  beforeAll(async () => {
    watched = await watch();
    printed = await run(watched, everyAttempt());
  });
  afterAll(async () => await watched.world.close());

  it('lets out exactly what is written down in this test, and what is brought arrives', () => {
    const left = watched.told.flatMap(each => {
      const { direction, purpose, caller, other, resident } = each.attempt;
      const fields = releasedIn(each).join(' ');
      const [from, to] = direction === 'ask' ? [other, caller] : [caller, other];
      return fields === '' ? [] : [`${purpose} ${from} → ${to}, ${resident}: ${fields}`];
    });
    expect([...new Set(left)].sort()).toEqual([...EVERYTHING_THAT_LEAVES].sort());
    expect(watched.world.sandbox.receivedSignals()).toHaveLength(1);
  });

  it('releases in each field only what that field is, of the resident who was asked about', () => {
    expect(watched.told.flatMap(each => misplaced(each, watched))).toEqual([]);
  });

  it('leaves no canary beside the released values: no answer, header, log line, table, question or print', async () => {
    const straws = [...(await everywhereElse(watched)), ...printed];
    expect(straws.length).toBeGreaterThan(3_000);
    expect(canariesIn(straws)).toEqual([]);
  });

  it('brings to schuldhulp the four fields of Kees, and nothing else that Zayaz holds', () => {
    const [signal] = watched.world.sandbox.receivedSignals();
    const brought = canariesIn([{ where: 'signal', text: JSON.stringify(signal) }]).map(
      ({ canary }) => canary,
    );
    const permitted = [...watched.catalogue.values()].flat().filter(({ partner, resident, path }) => {
      const places = ['identiteit.naam', 'contact.adres', 'contact.telefoon_email', 'wonen.huurachterstand'];
      const isPermitted = places.some(field => PLACES.vera[field]?.test(path));
      return partner === 'zayaz' && resident === 'kees' && isPermitted;
    });
    expect(brought.sort()).toEqual(permitted.map(({ value }) => value.replace('.25', '')).sort());
  });

  it('brings to the sociale dienst one admission at a time, each value in its own place', () => {
    const { told, world, catalogue } = watched;
    const events = world.sandbox.receivedEvents();
    const brought = told.filter(
      each =>
        each.attempt.direction === 'bring' &&
        each.attempt.other === 'sociale-dienst' &&
        releasedIn(each).length > 0,
    );
    expect(events).toHaveLength(brought.length);
    expect(events.length).toBeGreaterThan(0);
    expect(events.flatMap(event => misplacedIn(event, catalogue))).toEqual([]);
  });

  it('puts nothing about a person in the address of any question to a source', async () => {
    const keys = await watched.world.database.query<{ koppelsleutel: string }>(
      'SELECT koppelsleutel FROM link',
    );
    const urls = [...new Set(watched.seen.map(({ url }) => url))].sort();
    expect(urls.length).toBeGreaterThan(5);
    for (const url of urls)
      expect(url).toMatch(/^[/a-z0-9_-]+(\?expand=digitaleAdressen|\?zaak=http[\w%.-]+)?$/i);
    for (const { koppelsleutel } of keys) expect(urls.join('\n')).not.toContain(koppelsleutel);
  });

  it('shows no koppelsleutel outside the register of links: not to the caller, not in the log, not in the ledger', async () => {
    const keys = await watched.world.database.query<{ koppelsleutel: string }>(
      'SELECT koppelsleutel FROM link',
    );
    const straws = [
      ...watched.told.flatMap(each => [...besideValues(each), { where: 'answer', text: each.answer.text }]),
      ...watched.world.logged.map(text => ({ where: 'process log', text })),
      ...(await databaseStraws(watched.world)).filter(({ where }) => where !== 'public.link.koppelsleutel'),
    ];
    const text = straws.map(straw => straw.text).join('\n');
    expect(keys.filter(({ koppelsleutel }) => text.includes(koppelsleutel))).toEqual([]);
  });

  it('writes down every answer in a ledger that still adds up', async () => {
    const { fault, entries } = await verifyLedger(watched.world.database);
    expect(fault).toBeUndefined();
    expect(entries).toBeGreaterThanOrEqual(watched.told.length);
  });
});

const BRINGING: Attempt = {
  direction: 'bring',
  caller: 'zayaz',
  other: 'schuldhulp',
  purpose: 'D05',
  resident: 'kees',
};
const ASKING: readonly Attempt[] = [
  { direction: 'ask', caller: 'zayaz', other: 'wijkteam-zuidoost', purpose: 'D01', resident: 'anja' },
  { direction: 'ask', caller: 'wijkteam-zuidoost', other: 'zayaz', purpose: 'D08', resident: 'piet' },
  {
    direction: 'ask',
    caller: 'sociale-dienst',
    other: 'reinier-van-arkel-kliniek',
    purpose: 'D03',
    resident: 'ahmed',
  },
];
const MISBEHAVIOURS: readonly (readonly [Misbehaviour, number])[] = [
  ['talkative', 200],
  ['shuffled', 200],
  ['other-person', 502],
  ['stranger-beside', 502],
  ['stranger-in-file', 200],
  ['more-pages', 502],
  ['overloaded', 502],
  ['never-ending', 504],
];

describe.each(MISBEHAVIOURS)('every source is %s, and every value in it a canary', (misbehaviour, status) => {
  it(`answers ${status} and lets out no canary that is not the field and the person that were asked`, async () => {
    const watched = await watch(misbehaviour);
    const printed = await run(watched, [...ASKING, BRINGING]);
    expect(watched.told.map(({ answer }) => answer.status)).toContain(status);
    expect(watched.told.flatMap(each => misplaced(each, watched))).toEqual([]);
    expect(canariesIn([...(await everywhereElse(watched)), ...printed])).toEqual([]);
    await watched.world.close();
  });
});

describe('the check itself', () => {
  it.each([
    ['a word', 'log', '{"message":"kanarie-fhir-300012"}'],
    ['a day', 'answer', '{"opname":"1881-03-01T00:00:00Z"}'],
    ['an amount', 'table', '7100123.25'],
    ['a BSN', 'header', 'bsn=860001239;'],
    ['a word in an address', 'url', '/relaties?naam=kanarie%2Dvera%2D100001'],
  ])('sees a planted leak of %s', (_what, where, text) => {
    expect(canariesIn([{ where, text }]).length).toBeGreaterThan(0);
  });

  it('does not take part of a hash or a number of another kind for one', () => {
    const hash = `${'a'.repeat(8)}7100123${'b'.repeat(8)}`;
    expect(canariesIn([{ where: 'ledger', text: `${hash} 2026-11-22 00000099000000004000` }])).toEqual([]);
  });

  it('reads a leak out of a column of bytes, of a table it has never heard of', async () => {
    const watched = await watch();
    const { database } = watched.world;
    await database.query('CREATE TABLE forgotten (kept bytea)');
    await database.query('INSERT INTO forgotten VALUES ($1)', [Buffer.from('kanarie-vera-100001')]);
    const found = canariesIn(await databaseStraws(watched.world));
    expect(found.map(({ where }) => where)).toEqual(['public.forgotten.kept']);
    await watched.world.close();
  });
});
