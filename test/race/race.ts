import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import { accessTokenFor } from '../../gateway/demo/client.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import { questionText } from '../world/resident-says.ts';
import { POLICY_VERSION, type World } from '../world/world.ts';
import type { SecondGateway } from './gateway-process.ts';

/** Who can be asked about: known, informed, at the table, and with a phone number at the wijkteam. */
const RACERS: readonly ResidentKey[] = ['anja', 'jan', 'piet', 'sara', 'els', 'lin'];
const FIELDS = ['identiteit.naam'];

/** A gateway in a process of its own, on the world's database. */
export async function startSecondGateway(
  world: World,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const options: SecondGateway = {
    databaseUrl: world.databaseUrl,
    secretsFile: process.env['WORLD_SECRETS'] ?? '',
    keyFolder: world.keyFolder,
    systems: world.sandbox.systems,
    version: POLICY_VERSION,
  };
  const script = fileURLToPath(new URL('./gateway-process.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (child.stdout === null) throw new Error('a child without output');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { url, stop };
}

/** What came of a race. */
export interface RaceResult {
  readonly rounds: number;
  /** Answers with data, all of which stand in the ledger before the withdrawal of their round. */
  readonly releasedBefore: number;
  readonly refused: number;
  /** Answers with data that stand after the withdrawal, or were asked for after it was confirmed. */
  readonly violations: readonly string[];
}

interface Asked {
  readonly hasData: boolean;
  readonly index: number;
}

/** Lets residents say yes and stop, over and over, while a corporation asks both gateways all the time. */
export async function race(
  world: World,
  second: string,
  rounds: number,
  random: () => number,
  onRound: (round: number) => void = () => undefined,
): Promise<RaceResult> {
  const track = await prepare(world, [world.gateway.url, second]);
  let [started, releasedBefore, refused] = [0, 0, 0];
  const violations: string[] = [];
  const lane = async (resident: ResidentKey): Promise<void> => {
    const keys = await track.keysOf(resident);
    await track.stop(0, keys);
    while (started < rounds) {
      const round = started++;
      await track.sayYes(round % 2, keys);
      const during = [0, 1].map(async gateway => await track.ask(gateway, keys));
      // Anywhere within the time that an answer takes: then sometimes the one comes first, and sometimes the other.
      await setTimeout(random() * track.typicalMs());
      const withdrawn = await track.stop(Math.floor(random() * 2), keys);
      const after = [await track.ask(Math.floor(random() * 2), keys)];
      const told = await Promise.all(during);
      const late = [...told.filter(({ index }) => index > withdrawn), ...after].filter(
        ({ hasData }) => hasData,
      );
      for (const { index } of late) violations.push(`round ${round}: ${index} after ${withdrawn}`);
      releasedBefore += told.filter(({ hasData, index }) => hasData && index < withdrawn).length;
      onRound(started);
      refused += [...told, ...after].filter(({ hasData }) => !hasData).length;
    }
  };
  await Promise.all(RACERS.map(lane));
  return { rounds: started, releasedBefore, refused, violations };
}

interface Keys {
  readonly wijkteam: string;
  readonly zayaz: string;
}

async function prepare(world: World, urls: readonly string[]) {
  let typicalMs = 20;
  const tekst = await questionText(world);
  const tokens = tokenKeeper(world);
  const post = async <Answer>(
    gateway: number,
    partner: string,
    path: string,
    body: unknown,
  ): Promise<Answer | undefined> => {
    const url = urls[gateway] ?? '';
    const response = await fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokens(url, partner)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...(body as object), namens: { medewerker: 'mw-417' } }),
    });
    const text = await response.text();
    if (response.status >= 500) return undefined;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  };
  /** Sends until it is answered: what the wijkteam records has to be recorded. */
  const insist = async <Answer>(gateway: number, path: string, body: unknown): Promise<Answer> => {
    for (;;) {
      const answer = await post<Answer>(gateway, 'wijkteam-zuidoost', path, body);
      if (answer !== undefined) return answer;
      await setTimeout(100);
    }
  };
  return {
    keysOf: async (who: ResidentKey): Promise<Keys> => ({
      wijkteam: await world.koppelsleutel('wijkteam-zuidoost', who),
      zayaz: await world.koppelsleutel('zayaz', who),
    }),
    sayYes: async (gateway: number, { wijkteam }: Keys): Promise<void> => {
      await insist(gateway, 'toestemmingen', {
        betrokkene: wijkteam,
        besluit: 'gegeven',
        doel: 'D01',
        van: 'wijkteam-zuidoost',
        naar: 'zayaz',
        velden: FIELDS,
        tekst,
        kanaal: 'aan-tafel',
        vastlegging: { soort: 'handtekening' },
      });
    },
    /** Resolves to where the withdrawal stands in the ledger. */
    stop: async (gateway: number, { wijkteam }: Keys): Promise<number> => {
      const { bewijs } = await insist<Schemas['Ingetrokken']>(gateway, 'toestemmingen/_intrekken', {
        betrokkene: wijkteam,
        naar: 'zayaz',
        kanaal: 'telefoon',
      });
      return bewijs.nummer;
    },
    typicalMs: () => 1.5 * typicalMs,
    ask: async (gateway: number, { zayaz }: Keys): Promise<Asked> => {
      const start = performance.now();
      const answer = await post<Schemas['Verstrekking']>(gateway, 'zayaz', 'verstrekkingen', {
        doel: 'D01',
        betrokkene: zayaz,
        van: 'wijkteam-zuidoost',
        velden: FIELDS,
      });
      typicalMs += (performance.now() - start - typicalMs) / 20;
      // On a busy machine something was too slow: then nothing was given, and that is not what is raced.
      if (answer === undefined) return { hasData: false, index: -1 };
      return { hasData: Object.keys(answer.gegevens).length > 0, index: answer.bewijs.nummer };
    },
  };
}

const KEEP_TOKEN_MS = 120_000;

/** A token per gateway and partner, taken anew before it runs out. */
function tokenKeeper({ secrets }: World): (url: string, partner: string) => Promise<string> {
  const kept = new Map<string, { readonly token: Promise<string>; readonly at: number }>();
  return async (url, partner) => {
    const name = `${url} ${partner}`;
    const known = kept.get(name);
    if (known !== undefined && performance.now() - known.at < KEEP_TOKEN_MS) return await known.token;
    const token = accessTokenFor(partner, `${url}/oauth`, secrets, randomUUID(), new Date());
    kept.set(name, { token, at: performance.now() });
    return await token;
  };
}
