import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { quantile } from '../quantiles.ts';
import { connectWith } from './ask.ts';
import { compareArms, type Arm } from './arms.ts';
import { tokenOf } from './contestants.ts';
import type { SystemEstate } from './estate.ts';
import type { LoadPlan, Taken } from './load.ts';
import { sample } from './sample.ts';
import { heading, row } from './tables.ts';

const PAUSE_MS = 100;
const OFFICER = 'privacy-officer';
const NAMENS = { namens: { medewerker: 'fg-001' } };
const DAY_MS = 86_400_000;

/** What an officer asks, one thing after another; `about` is a resident, by the officer's koppelsleutel. */
const questionsAbout = (about: string): Readonly<Record<string, readonly [path: string, body: object]>> => ({
  'a page of the log': ['/v1/logboek/_zoek', { partner: 'zayaz', hoogstens: 50, ...NAMENS }],
  'a page about one resident': ['/v1/logboek/_zoek', { betrokkene: about, hoogstens: 50, ...NAMENS }],
  'where a field left': [
    '/v1/logboek/_zoek',
    { veld: 'woonprofiel.woonwens', vrijgegeven: true, hoogstens: 50, ...NAMENS },
  ],
  'everything about one resident (art. 15)': ['/v1/logboek/inzage', { betrokkene: about, ...NAMENS }],
  'what one partner received (art. 33)': [
    '/v1/logboek/datalek',
    {
      partner: 'zayaz',
      van: new Date(Date.now() - DAY_MS).toISOString(),
      tot: new Date(Date.now() + DAY_MS).toISOString(),
      ...NAMENS,
    },
  ],
  'what waits for the officer': ['/v1/werklijst', NAMENS],
});

/** What disclosures take while an officer works on the same gateway, and what the officer waits for. */
export async function officerWorks(
  estate: SystemEstate,
  postmaster: number,
  arrivals: LoadPlan['arrivals'],
  rounds: number,
): Promise<void> {
  const waited = new Map<string, number[]>();
  const disclosures = async (): Promise<readonly Taken[]> =>
    (await sample('gateway', estate, postmaster, arrivals)).taken;
  const beside = async (): Promise<readonly Taken[]> => {
    const stop = new AbortController();
    const [taken] = await Promise.all([
      disclosures().finally(() => stop.abort()),
      work(estate, stop.signal, waited),
    ]);
    return taken;
  };
  const arms: readonly Arm[] = [
    { name: 'no officer', ask: disclosures },
    { name: 'an officer works', ask: beside },
    { name: 'no officer, once more', ask: disclosures },
  ];
  console.log('\nDisclosures while an officer works:');
  await compareArms(arms, rounds);
  console.log(heading('the officer asks', 'times', 'p50 ms', 'p95', 'max'));
  for (const [name, times] of waited)
    console.log(row(name, times.length, ...[0.5, 0.95, 1].map(part => quantile(times, part).toFixed(1))));
}

/** Asks on and on, as one busy person would. Rejects when an answer is not 200: then it was no work that was measured. */
async function work(estate: SystemEstate, signal: AbortSignal, waited: Map<string, number[]>): Promise<void> {
  const { partners, urls, ca, residents } = estate;
  const { privateKeyPem = '', certificatePem = '' } = partners[OFFICER] ?? {};
  const token = await tokenOf(OFFICER, estate);
  const pool = new Pool(urls.gateway, {
    connect: connectWith({ ca, key: privateKeyPem, cert: certificatePem }),
  });
  try {
    // Everything once at least, however soon the disclosures are done.
    const isDone = (n: number): boolean => n > 0 && signal.aborted;
    for (let n = 0; !isDone(n); n++)
      for (const [name, [path, body]] of Object.entries(
        questionsAbout(residents[n % residents.length]?.officer ?? ''),
      )) {
        if (isDone(n)) return;
        const times = waited.get(name) ?? [];
        waited.set(name, times);
        times.push(await timed(pool, path, body, token));
        await wait(PAUSE_MS);
      }
  } finally {
    await pool.close();
  }
}

async function timed(pool: Pool, path: string, body: object, token: string): Promise<number> {
  const begin = performance.now();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
  await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  return performance.now() - begin;
}
