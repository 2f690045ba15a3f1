import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { killed } from '../kill/killed.ts';

const CONFIGURATION = fileURLToPath(new URL('../../deploy/haproxy.cfg', import.meta.url));

/** Whether this machine has HAProxy; who passes its tests over says so. */
export const hasHaproxy = (): boolean =>
  spawnSync('haproxy', ['-v'], { stdio: 'ignore', timeout: 10_000 }).status === 0;

export interface ProxyLayout {
  readonly port: number;
  /** Where it says which gateways it sends to. */
  readonly statePort: number;
  /** Of the gateways, on this machine. */
  readonly gateways: readonly [number, number];
  readonly own: KeyWithCertificate;
  readonly authoritiesPem: string;
}

/** Lays out `deploy/haproxy.cfg` as it stands, but for where things are on this machine. Returns the files to start it with. */
export function layOutProxy(folder: string, layout: ProxyLayout): readonly [string, string] {
  const inside = (name: string): string => join(folder, name);
  const { own, port, statePort, gateways, authoritiesPem } = layout;
  writeFileSync(inside('proxy.pem'), `${own.certificatePem}\n${own.privateKeyPem}`, { mode: 0o600 });
  writeFileSync(inside('proxy-uitgevers.pem'), authoritiesPem);
  const here = [
    ['bind :8443', `bind 127.0.0.1:${port}`],
    ['/etc/proxy/proxy.pem', inside('proxy.pem')],
    ['/etc/proxy/uitgevers.pem', inside('proxy-uitgevers.pem')],
    ...gateways.map((each, n) => [`poort-${n + 1} poort-${n + 1}:8443`, `poort-${n + 1} 127.0.0.1:${each}`]),
  ] as const;
  const text = here.reduce(
    (all, [from = '', to = '']) => {
      if (!all.includes(from)) throw new RangeError(`haproxy.cfg has no ${from}`);
      return all.replace(from, to);
    },
    readFileSync(CONFIGURATION, 'utf8'),
  );
  writeFileSync(inside('haproxy.cfg'), text);
  writeFileSync(inside('stand.cfg'), stateText(statePort));
  return [inside('haproxy.cfg'), inside('stand.cfg')];
}

const stateText = (port: number): string => `
frontend stand
  mode http
  timeout client 10s
  bind 127.0.0.1:${port}
  stats enable
  stats uri /
`;

const words = (files: readonly string[]): readonly string[] => files.flatMap(file => ['-f', file]);

/** What HAProxy itself finds wrong with its configuration; nothing when it would start. */
export function faultsOf(files: readonly string[]): string {
  const { status, stderr } = spawnSync('haproxy', ['-c', ...words(files)], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const alarming = stderr.split('\n').filter(line => /\[(ALERT|WARNING)\]/.test(line));
  return status === 0 ? alarming.join('\n') : `${status}\n${stderr}`;
}

export interface RunningProxy {
  /** How many gateways it sends requests to. */
  readonly ready: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export function startDeployedProxy(files: readonly string[], { statePort }: ProxyLayout): RunningProxy {
  const child = spawn('haproxy', ['-db', ...words(files)], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { ready: async () => await readyOf(statePort), close: async () => await killed(child) };
}

async function readyOf(statePort: number): Promise<number> {
  const lines = await fetch(`http://127.0.0.1:${statePort}/;csv`).then(
    async answer => (await answer.text()).split('\n'),
    () => [],
  );
  return lines.filter(line => /^poorten,poort-\d,/.test(line) && line.split(',')[17] === 'UP').length;
}
