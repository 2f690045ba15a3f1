import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigFault, readConfig } from '../../gateway/config.ts';

function faultsIn(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
}

describe('an operator starts without a single setting', () => {
  it('gets an own database, on loopback alone', () => {
    expect(readConfig({ PATH: '/usr/bin', HOME: '/root' })).toMatchObject({
      databaseUrl: undefined,
      host: '127.0.0.1',
      port: 8080,
      folder: resolve('.wijkpoort'),
    });
  });
});

describe('an operator sets everything', () => {
  it('gets what was set', () => {
    expect(
      readConfig({
        DATABASE_URL: 'postgresql://poort@127.0.0.1/wijkpoort',
        WIJKPOORT_HOST: '0.0.0.0',
        WIJKPOORT_ADRES: 'https://poort.example.nl',
        WIJKPOORT_PROXIES: '10.0.0.1, fd00::/8',
        WIJKPOORT_UITGEVER: 'https://uitgever.example.nl',
        WIJKPOORT_UITGEVER_SLEUTELS: 'https://uitgever.example.nl/sleutels',
        WIJKPOORT_UITGEVER_DOELGROEP: 'wijkpoort',
        WIJKPOORT_VERTROUWD: '/etc/poort/uitgevers.pem',
        WIJKPOORT_INTREKLIJSTEN: '/var/lib/poort/a.crl, /var/lib/poort/b.crl',
        WIJKPOORT_POORT: '0',
        WIJKPOORT_MAP: '/var/lib/poort',
      }),
    ).toMatchObject({
      databaseUrl: 'postgresql://poort@127.0.0.1/wijkpoort',
      host: '0.0.0.0',
      identity: {
        publicUrl: 'https://poort.example.nl',
        proxies: ['10.0.0.1', 'fd00::/8'],
        revocationLists: ['/var/lib/poort/a.crl', '/var/lib/poort/b.crl'],
        issuer: { algorithms: ['PS256', 'RS256'], longestSeconds: 21_600 },
      },
      port: 0,
      folder: '/var/lib/poort',
    });
  });
});

describe('an operator makes mistakes', () => {
  it('hears of all of them together, by name', () => {
    const faults = faultsIn({
      WIJKPOORT_PORT: '8080',
      WIJKPOORT_POORT: 'acht',
      DATABASE_URL: 'mysql://poort:geheim@127.0.0.1/wijkpoort',
    });
    expect(faults).toHaveLength(3);
    expect(faults.join('\n')).toContain('WIJKPOORT_PORT kennen wij niet');
    expect(faults.join('\n')).toContain('WIJKPOORT_POORT is geen poortnummer');
    expect(faults.join('\n')).toContain('DATABASE_URL begint met postgresql://');
  });

  it('never reads a secret back', () => {
    const wrong = { DATABASE_URL: 'mysql://poort:geheim@127.0.0.1/x', WIJKPOORT_SLEUTEL: 'geheim' };
    expect(faultsIn(wrong).join('\n')).not.toContain('geheim');
    expect(() => readConfig(wrong)).toThrow(ConfigFault);
  });

  it.each(['-1', '65536', '80.5', '1e3', '0x50', '', ' ', '８０８０'])('a port of %j is no port', port => {
    expect(faultsIn({ WIJKPOORT_POORT: port })).toHaveLength(1);
  });

  it.each(['WIJKPOORT_HOST', 'WIJKPOORT_MAP', 'DATABASE_URL'])(
    'an empty %s is a mistake, not everything or here',
    name => {
      expect(faultsIn({ [name]: '' })).toHaveLength(1);
    },
  );
});

describe('.env.example', () => {
  it('lists exactly what the environment may decide', () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const listed = [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    expect(listed.map(([name]) => name)).toContain('WIJKPOORT_POORT');
    expect(faultsIn(Object.fromEntries(listed) as Record<string, string>)).toEqual([]);
    const code = ['config.ts', 'identity-config.ts'].map(file =>
      readFileSync(new URL(`../../gateway/${file}`, import.meta.url), 'utf8'),
    );
    for (const [name = ''] of listed) expect(code.join('')).toContain(name);
  });
});

describe('an operator sets what is unsafe, or means nothing', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['open to the network in plain text', { WIJKPOORT_HOST: '0.0.0.0' }, 'leest iedereen mee'],
    ['open to the network by name', { WIJKPOORT_HOST: 'poort.example.nl' }, 'leest iedereen mee'],
    ['a key without its certificate', { WIJKPOORT_TLS_SLEUTEL: 'a.key' }, 'horen bij elkaar'],
    [
      'authorities without their lists',
      { WIJKPOORT_VERTROUWD: 'a.pem' },
      'zonder lijst telt geen certificaat',
    ],
    ['a proxy that is no address', { WIJKPOORT_PROXIES: 'proxy.example.nl' }, 'WIJKPOORT_PROXIES'],
    ['a network that is too narrow', { WIJKPOORT_PROXIES: '10.0.0.0/33' }, 'WIJKPOORT_PROXIES'],
    ['a network of no size', { WIJKPOORT_PROXIES: '10.0.0.0/' }, 'WIJKPOORT_PROXIES'],
    ['an address with a slash after it', { WIJKPOORT_ADRES: 'https://poort.example.nl/' }, 'WIJKPOORT_ADRES'],
    [
      'an open address behind a proxy',
      { WIJKPOORT_PROXIES: '10.0.0.1', WIJKPOORT_ADRES: 'http://poort.example.nl' },
      'is https',
    ],
    ['half an issuer', { WIJKPOORT_UITGEVER: 'https://uitgever.example.nl' }, 'WIJKPOORT_UITGEVER'],
    [
      'an algorithm that nobody may use',
      {
        WIJKPOORT_UITGEVER: 'https://uitgever.example.nl',
        WIJKPOORT_UITGEVER_SLEUTELS: 'https://uitgever.example.nl/sleutels',
        WIJKPOORT_UITGEVER_DOELGROEP: 'wijkpoort',
        WIJKPOORT_UITGEVER_ALGORITMEN: 'PS256,none',
      },
      'WIJKPOORT_UITGEVER_ALGORITMEN',
    ],
  ])('%s: is told, and the gateway does not start', (_what, environment, fault) => {
    expect(faultsIn(environment).join('\n')).toContain(fault);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s: is this machine alone', host => {
    expect(faultsIn({ WIJKPOORT_HOST: host })).toEqual([]);
  });
});
