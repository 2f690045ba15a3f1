import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { array, assert, asyncProperty } from 'fast-check';
import { Pool } from 'undici';
import { RESIDENT_KEYS } from '../../adapters/sandbox/resident.ts';
import { faultIn } from '../world/documented.ts';
import { shipped } from '../policies/handreiking.ts';
import { startWorld, type World } from '../world/world.ts';
import type { Words } from './from-schema.ts';
import { requests, type FuzzRequest } from './requests.ts';

/** A few with every test run, 5,000 in .ci/run; `npm run test:fuzz` sends 100,000. */
const ALL = Number(process.env['FUZZ_REQUESTS'] ?? 500);
const TOGETHER = 25;
const SEED = process.env['FUZZ_REQUESTS'] === undefined ? 20_261_122 : Date.now();

let world: World;
let pool: Pool;
let words: Words;
const tokens = { at: 0, partner: '', officer: '' };
const statuses = new Map<number, number>();
beforeAll(async () => {
  world = await startWorld();
  pool = new Pool(world.gateway.url, { connections: 8 });
  words = await wordsOf(world);
});
afterAll(async () => {
  await pool.close();
  await world.close();
});

/** By the pattern that the document gives them. */
async function wordsOf({ koppelsleutel }: World): Promise<Words> {
  const keys = await Promise.all(RESIDENT_KEYS.map(async each => await koppelsleutel('zayaz', each)));
  return {
    uuid: keys,
    '^D[0-9]{2}$': [...shipped.purposes.keys()],
    '^[a-z]+\\.[a-z0-9_]{1,60}$': [...shipped.fields.keys()],
    '^[a-z0-9-]{2,60}$': ['wijkteam-zuidoost', 'sociale-dienst', 'schuldhulp', 'brabantwonen', 'farent'],
    '^[A-Za-z0-9._-]{1,64}$': ['mw-417'],
  };
}

async function renewTokens(): Promise<void> {
  if (Date.now() - tokens.at < 120_000) return;
  tokens.partner = await world.tokenFor('zayaz');
  tokens.officer = await world.tokenFor('privacy-officer');
  tokens.at = Date.now();
}

function authorization(as: FuzzRequest['as']): Readonly<Record<string, string>> {
  if (as === 'nobody') return {};
  return { authorization: as === 'liar' ? 'Bearer a.b.c' : `Bearer ${tokens[as]}` };
}

/** More than a gateway reads to the end: it answers and hangs up, and an answer may be lost on the way. */
const isTooMuch = ({ headers, body }: FuzzRequest): boolean =>
  (body?.length ?? 0) > 65_536 || (headers['x-vol']?.length ?? 0) > 16_000;

/** Sends it; what is wrong with the answer, if anything is. */
async function send(request: FuzzRequest): Promise<string | undefined> {
  const { method, address, headers, as, body } = request;
  try {
    const response = await pool.request({
      method,
      path: address,
      headers: { ...headers, ...authorization(as) },
      body: body ?? null,
    });
    return judge(
      request,
      response.statusCode,
      String(response.headers['content-type'] ?? ''),
      await response.body.text(),
    );
  } catch (error) {
    if (isTooMuch(request)) return undefined;
    return `${method} ${address}: ${error instanceof Error ? error.message : ''}`;
  }
}

/** Bringing something to a partner of whom no system is connected; the document says so. */
const WITHOUT_SYSTEM = 502;

function judge(
  { operation, method, address }: FuzzRequest,
  status: number,
  contentType: string,
  text: string,
): string | undefined {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return status >= 500 && status !== WITHOUT_SYSTEM
    ? `${method} ${address}: ${status} ${text}`
    : faultIn(operation, { status, contentType, text });
}

describe('somebody sends whatever comes to mind', () => {
  it(`hears only what the document says, ${ALL} times: never that something broke`, async () => {
    await assert(
      asyncProperty(array(requests(words), { minLength: TOGETHER, maxLength: TOGETHER }), async batch => {
        await renewTokens();
        const faults = await Promise.all(batch.map(send));
        expect(faults.filter(fault => fault !== undefined)).toEqual([]);
      }),
      { numRuns: Math.ceil(ALL / TOGETHER), seed: SEED, endOnFailure: true },
    );
    // It is no use to be refused at the first door each time.
    expect([...statuses.keys()].sort((a, b) => a - b)).toEqual(
      expect.arrayContaining([200, 201, 400, 401, 403, 404, 405, 406, 413, 415, 431]),
    );
    const { status } = await world.send('/readyz');
    expect(status).toBe(200);
    expect(world.logged.join('')).not.toContain('unexpected-error');
  }, 3_600_000);
});
