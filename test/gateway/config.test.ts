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
        WIJKPOORT_POORT: '0',
        WIJKPOORT_MAP: '/var/lib/poort',
      }),
    ).toMatchObject({
      databaseUrl: 'postgresql://poort@127.0.0.1/wijkpoort',
      host: '0.0.0.0',
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
    for (const [name = ''] of listed)
      expect(readFileSync(new URL('../../gateway/config.ts', import.meta.url), 'utf8')).toContain(name);
  });
});
