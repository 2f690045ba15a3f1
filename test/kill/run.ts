import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase, type Database } from '../../gateway/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../gateway/embedded-postgres.ts';
import { askUntil, prepareAsking, type Asking, type Tally } from './askers.ts';
import { faultsInAnswers, faultsInLog, sizeOf } from './check-answers.ts';
import { eventually, freePort, inFolder, layOut } from './estate.ts';
import { createGateways, type GatewayProcess } from './gateways.ts';

// npm run test:kill -- [--rounds 200] [--seed N] [--lanes 8] [--seconds 600]
// Load over HTTP; kill -9 of the gateway, of PostgreSQL or of both at a random moment; start again; then every answer that a
// partner received stands in the ledger, the log verifies, and nothing stands there twice.

const VICTIMS = ['de poort', 'PostgreSQL', 'allebei'] as const;
const TOKEN_MS = 120_000;
const RECOVERY_MS = 180_000;

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { rounds: number, seed: number, lanes: number, seconds: number } });
const rounds = Number(values.rounds ?? 200);
const seedNumber = Number(values.seed ?? randomInt(1_000_000));
const lanes = Number(values.lanes ?? 8);
/** Then it stops with what was done, and says so. */
const longestMs = Number(values.seconds ?? Infinity) * 1_000;
const random = randomFrom(seedNumber);

/** What is running, and how to end it and start it again. */
interface Running {
  postgres: EmbeddedPostgres;
  gateway: GatewayProcess;
  readonly startPostgres: () => Promise<EmbeddedPostgres>;
  readonly startGateway: () => Promise<GatewayProcess>;
}

console.log(`${rounds} rondes, zaad ${seedNumber} (herhaal met --seed ${seedNumber})`);
const found = await inFolder(killRounds);
for (const fault of found) console.error(fault);
process.exit(found.length === 0 ? 0 : 1);

async function killRounds(folder: string): Promise<readonly string[]> {
  const port = await freePort();
  const startPostgres = async (): Promise<EmbeddedPostgres> =>
    await eventually(
      async () => await startEmbeddedPostgres(join(folder, 'postgres'), 'kill', port),
      RECOVERY_MS,
    );
  const postgres = await startPostgres();
  const { secrets, gatewayStart, sandbox } = await layOut(folder, postgres.url);
  const gateways = createGateways();
  const startGateway = async (): Promise<GatewayProcess> =>
    await eventually(async () => await gateways.start(gatewayStart), RECOVERY_MS);
  const running: Running = { postgres, gateway: await startGateway(), startPostgres, startGateway };
  const database = openDatabase(postgres.url);
  const issuer = `${running.gateway.url}/oauth`;
  const ask = async (): Promise<Asking> =>
    await prepareAsking(database, secrets, issuer, () => running.gateway.url);
  try {
    return await allRounds(running, database, ask);
  } finally {
    await running.gateway.kill();
    await gateways.close();
    await sandbox.close();
    await database.close();
    await running.postgres.stop();
  }
}

async function allRounds(
  running: Running,
  database: Database,
  ask: () => Promise<Asking>,
): Promise<readonly string[]> {
  let [asking, answers, failed, size] = [await ask(), 0, 0, 0];
  const killed = new Map<string, number>();
  const faults: string[] = [];
  const start = performance.now();
  let askedAt = start;
  for (
    let round = 0;
    round < rounds && faults.length === 0 && performance.now() - start < longestMs;
    round++
  ) {
    if (performance.now() - askedAt > TOKEN_MS) [asking, askedAt] = [await ask(), performance.now()];
    const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'allebei';
    killed.set(victim, (killed.get(victim) ?? 0) + 1);
    const tally = await oneRound(running, asking, victim);
    faults.push(...tally.strange, ...(await faultsInAnswers(database, tally.answers)));
    faults.push(...(await faultsInLog(database, size)));
    if (tally.answers.length === 0) faults.push('nobody got an answer in this round: it proves nothing');
    [answers, failed, size] = [answers + tally.answers.length, failed + tally.failed, await sizeOf(database)];
    if ((round + 1) % 10 === 0) {
      process.stderr.write(
        `ronde ${round + 1}: ${answers} antwoorden, ${size} regels, ${Math.round((performance.now() - start) / 1_000)} s\n`,
      );
    }
  }
  faults.push(...(await faultsInLog(database, 0)));
  const kills = [...killed].map(([victim, times]) => `${victim} ${times} keer`).join(', ');
  const done = [...killed.values()].reduce((sum, times) => sum + times, 0);
  console.log(`${done} rondes gedaan. Gedood: ${kills}.`);
  console.log(
    `${answers} antwoorden ontvangen, ${size} regels in het logboek, ${failed} verzoeken zonder antwoord, ${faults.length} fouten.`,
  );
  return faults;
}

/** Load, a death at a random moment, a new start, and load again; then all is quiet. */
async function oneRound(running: Running, asking: Asking, victim: (typeof VICTIMS)[number]): Promise<Tally> {
  const tally: Tally = { answers: [], failed: 0, strange: [] };
  const askers = askUntil(asking, lanes, tally);
  await pause(60 + random() * 240);
  if (victim !== 'PostgreSQL') await running.gateway.kill();
  if (victim !== 'de poort') {
    process.kill(running.postgres.pid, 'SIGKILL');
    running.postgres = await running.startPostgres();
  }
  if (victim !== 'PostgreSQL') running.gateway = await running.startGateway();
  const before = tally.answers.length;
  await eventually(async () => {
    if (tally.answers.length === before) {
      throw new Error(
        `nobody got an answer after the new start; ${tally.strange.at(-1) ?? 'nothing strange'}`,
      );
    }
    return await Promise.resolve();
  }, RECOVERY_MS);
  await askers.stop();
  return tally;
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
}

/** Mulberry32: the same row of numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
