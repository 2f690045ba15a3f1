import { parseArgs } from 'node:util';
import { openDatabase } from '../../gateway/database.ts';
import { servingUrl } from '../../gateway/serving-login.ts';
import { askUntil, prepareAsking, type Tally } from './askers.ts';
import { faultsInAnswers, faultsInLog, sizeOf } from './check-answers.ts';
import { eventually, freePort, inFolder, layOut, type Estate } from './estate.ts';
import { createGateways, type GatewayProcess, type Gateways } from './gateways.ts';
import { BINARIES, isHad, startPair, type DebianServer } from './servers-of-debian.ts';

// npm run test:failover -- [--seconds 3] [--lanes 8]
// Two PostgreSQL 15 servers, the second following in step. The first is killed under load, the second takes over, two gateways are
// pointed to it: every answer that was given, before and after, stands in the ledger of the server that is left.

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { seconds: number, lanes: number } });
const [loadMs, lanes] = [Number(values.seconds ?? 3) * 1_000, Number(values.lanes ?? 8)];
const LONGEST_MS = 240_000;
const RECOVERY_MS = 60_000;

setTimeout(() => {
  console.error('OVERGENOMEN IS NIET BEWEZEN: het duurde te lang.');
  process.exit(1);
}, LONGEST_MS).unref();

if (!(await isHad(`${BINARIES}/postgres`, 'postgresql-15'))) {
  console.error('OVERGESLAGEN: hier is geen PostgreSQL 15 van Debian, en het kan niet worden geïnstalleerd.');
  process.exit(0);
}
const found = await inFolder(async folder => {
  const { primary, standby } = await startPair(folder, [await freePort(), await freePort()]);
  const estate = await layOut(folder, primary.url);
  const gateways = createGateways();
  try {
    return await failOver(primary, standby, estate, gateways);
  } finally {
    await estate.sandbox.close();
    await gateways.close();
    await primary.kill();
    await standby.kill();
  }
});
for (const fault of found) console.error(fault);
process.exit(found.length === 0 ? 0 : 1);

async function failOver(
  primary: DebianServer,
  standby: DebianServer,
  { secrets, gatewayStart, folder }: Estate,
  gateways: Gateways,
): Promise<readonly string[]> {
  const startTwo = async (databaseUrl: string): Promise<GatewayProcess[]> => {
    const ports = [gatewayStart.port, otherPort];
    return await Promise.all(
      ports.map(async (port, n) => {
        const rememberedIn = `${folder}/remembered-${n}.json`;
        return await eventually(
          async () => await gateways.start({ ...gatewayStart, port, databaseUrl, rememberedIn }),
          RECOVERY_MS,
        );
      }),
    );
  };
  const otherPort = await freePort();
  let running = await startTwo(gatewayStart.databaseUrl);
  const owner = openDatabase(primary.url);
  const askings = await Promise.all(
    running.map(
      async ({ url }, n) => await prepareAsking(owner, secrets, `${url}/oauth`, () => running[n]?.url ?? url),
    ),
  );
  await owner.close();
  const tally: Tally = { answers: [], failed: 0, strange: [] };
  const askers = askings.map(asking => askUntil(asking, lanes / 2, tally));
  await pause(loadMs);
  await primary.kill();
  const before = tally.answers.length;
  await standby.promote();
  await Promise.all(running.map(async ({ kill }) => await kill()));
  const serving = (await servingUrl(standby.url, secrets.databasePassword)) ?? standby.url;
  running = await startTwo(serving);
  await pause(loadMs);
  await Promise.all(askers.map(async ({ stop }) => await stop()));
  await Promise.all(running.map(async ({ kill }) => await kill()));
  return await judge(standby, tally, before);
}

async function judge(standby: DebianServer, tally: Tally, before: number): Promise<readonly string[]> {
  const left = openDatabase(standby.url);
  try {
    const { answers, failed, strange } = tally;
    console.log(
      `${before} antwoorden voor de val, ${answers.length - before} erna, ${failed} verzoeken zonder antwoord; ` +
        `${await sizeOf(left)} regels in het logboek van de overgebleven server.`,
    );
    const silent = before === 0 || answers.length === before;
    return [
      ...strange,
      ...(silent ? ['there was no answer before or none after: this proves nothing'] : []),
      ...(await faultsInAnswers(left, answers)),
      ...(await faultsInLog(left, 0)),
    ];
  } finally {
    await left.close();
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
}
