import { randomUUID } from 'node:crypto';
import { accessTokenFor } from '../../../gateway/demo/client.ts';
import type { Secrets } from '../../../gateway/secrets.ts';
import { burst, requestTo, type Burst } from './load.ts';
import { median } from '../quantiles.ts';
import { cpuMicrosOfFamily } from '../usage.ts';
import { startServer, type ServerProcess } from './processes.ts';
import { FIELDS } from './residents.ts';
import type { ServerStart } from './servers.ts';

/** What is compared: one or more servers of a kind, with the load spread over them. */
export interface Contestant {
  readonly name: string;
  readonly kind: ServerStart['kind'];
  readonly servers: number;
}

/** A contestant that runs. */
export interface Running {
  readonly name: string;
  readonly servers: readonly ServerProcess[];
  /** Ready-made requests for each server, under a token that was just given out. */
  readonly requests: () => Promise<readonly (readonly Buffer[])[]>;
}

export interface Surroundings {
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  readonly keyFolder: string;
  readonly koppelsleutels: readonly string[];
}

export async function start({ name, kind, servers }: Contestant, around: Surroundings): Promise<Running> {
  const { databaseUrl, secrets, keyFolder, koppelsleutels } = around;
  const running: ServerProcess[] = [];
  while (running.length < servers) running.push(await startServer({ kind, databaseUrl, secrets, keyFolder }));
  const requestsTo = async ({ url }: ServerProcess): Promise<readonly Buffer[]> => {
    const token = kind === 'full' ? await tokenFrom(url, secrets) : 'none';
    return koppelsleutels.map(each => requestAbout(each, token));
  };
  return { name, servers: running, requests: async () => await Promise.all(running.map(requestsTo)) };
}

const tokenFrom = async (url: string, secrets: Secrets): Promise<string> =>
  await accessTokenFor('zayaz', `${url}/oauth`, secrets, randomUUID(), new Date());

const requestAbout = (betrokkene: string, token: string): Buffer =>
  requestTo(
    '/v1/verstrekkingen',
    { doel: 'D01', betrokkene, van: 'wijkteam-zuidoost', velden: FIELDS, namens: { medewerker: 'mw-417' } },
    token,
  );

/** What one burst cost and brought. */
export interface Sample {
  readonly perSecond: number;
  readonly nodeMicros: number;
  readonly postgresMicros: number;
  readonly p50Ms: number;
}

/** One burst on all servers of a contestant at once. Rejects when any answer was not 200. */
export async function sample(
  { servers }: Running,
  requests: readonly (readonly Buffer[])[],
  connections: number,
  ms: number,
  postmaster: number,
): Promise<Sample> {
  const before = await costOf(servers, postmaster);
  const each = Math.max(1, Math.round(connections / servers.length));
  const bursts = await Promise.all(
    servers.map(async ({ url }, n) => await burst(url, each, requests[n] ?? [], { ms })),
  );
  const after = await costOf(servers, postmaster);
  const answers = sum(bursts.map(good));
  return {
    perSecond: sum(bursts.map(({ seconds, answers: own }) => own / seconds)),
    nodeMicros: (after.node - before.node) / answers,
    postgresMicros: (after.postgres - before.postgres) / answers,
    p50Ms: median(bursts.flatMap(({ latenciesMs }) => latenciesMs)),
  };
}

function good({ answers, faults }: Burst): number {
  if (faults > 0 || answers === 0) throw new Error(`${faults} of ${answers} answers were not 200`);
  return answers;
}

async function costOf(
  servers: readonly ServerProcess[],
  postmaster: number,
): Promise<{ node: number; postgres: number }> {
  const usages = await Promise.all(servers.map(async ({ usage }) => await usage()));
  return { node: sum(usages.map(({ cpuMicros }) => cpuMicros)), postgres: cpuMicrosOfFamily(postmaster) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
