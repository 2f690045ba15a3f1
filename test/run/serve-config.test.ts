import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseAdvice, isOfInstallation } from '../../gateway/database-advice.ts';
import { databaseFaults } from '../../gateway/serve/database-faults.ts';
import { describeSettings } from '../../gateway/serve/describe-settings.ts';
import { readMaterials } from '../../gateway/serve/read-materials.ts';
import { readConfiguration } from '../../gateway/serve/serve-config.ts';
import type { SettingFault } from '../../gateway/serve/setting.ts';
import type { ServeSettings } from '../../gateway/serve/settings.ts';
import { openDatabase } from '../../gateway/database.ts';
import { makeServingLogin } from '../../gateway/serving-login.ts';
import { newDatabase } from '../world/world.ts';
import { layOutInstallation, type Installation } from './installation.ts';

const SECRET = 'geheim-dat-nergens-mag-staan';
let home: string;
let installation: Installation;
let ownerUrl: string;
let servingUrl: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'wijkpoort-serve-'));
  ownerUrl = await newDatabase();
  const login = `dienst_${new URL(ownerUrl).pathname.slice(1)}`;
  await makeServingLogin(ownerUrl, login, SECRET);
  servingUrl = Object.assign(new URL(ownerUrl), { username: login, password: SECRET }).href;
  installation = await layOutInstallation(home, servingUrl);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const read = (change: (text: string) => string = text => text, environment: Record<string, string> = {}) => {
  installation.rewrite(change);
  return readConfiguration(installation.configuration, environment);
};

function settings(change?: (text: string) => string): ServeSettings {
  const { settings: found, faults } = read(change);
  if (found === undefined) throw new Error(JSON.stringify(faults));
  return found;
}

const replaced = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new RangeError(`${from} is not in the configuration`);
  return text.replace(from, to);
};

describe('an operator lays out an installation as the documents say', () => {
  it('may start: nothing is wrong with the configuration, what it points at, or the database', async () => {
    const found = settings();
    expect(await readMaterials(found)).toMatchObject({ faults: [] });
    expect(await databaseFaults(found, () => new Date())).toEqual([]);
  });

  it('reads secrets from the environment too', () => {
    const { settings: found } = read(replaced('{ bestand: dienst }', '{ omgeving: DIENST }'), {
      DIENST: servingUrl,
    });
    expect(found?.database.dienst).toBe(servingUrl);
  });
});

describe('an operator makes every mistake at once', () => {
  it('hears of all of them together, each by its path and with what to do', () => {
    const { faults } = readConfiguration(wrongConfiguration(), { WIJKPOORT_MAP: SECRET });
    const paths = faults.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'luisteren.poort',
        'luisteren.adres',
        'luisteren.proxies[1]',
        'luisteren.poorten',
        'database.dienst',
        'sleutels.map',
        'sleutels.officier',
        'logboek.getuigen[1].adres',
        'limieten.partner',
        'WIJKPOORT_MAP',
      ]),
    );
    for (const { wrong, todo } of faults) expect(Math.min(wrong.length, todo.length)).toBeGreaterThan(3);
  });

  it('never reads a value back', () => {
    const { faults } = readConfiguration(wrongConfiguration(), { WIJKPOORT_MAP: SECRET });
    expect(JSON.stringify(faults)).not.toContain(SECRET);
  });

  it('writes no YAML at all, and is told the line and not what stands there', () => {
    const { faults } = read(() => `database:\n  dienst: "${SECRET}\n`);
    expect(faults[0]).toMatchObject({ path: expect.stringMatching(/^regel \d/), wrong: 'dit is geen YAML' });
    expect(JSON.stringify(faults)).not.toContain(SECRET);
  });
});

function wrongConfiguration(): string {
  const path = join(home, 'fout.yaml');
  writeFileSync(
    path,
    `luisteren: { poort: 80801, adres: http://poort.example.nl/, proxies: [proxy.example], poorten: 1 }
database: { dienst: "postgresql://poort:${SECRET}@db/x" }
sleutels: { kluis: k, bewoners: { omgeving: ER_NIET }, cookies: { bestand: nergens }, officier: nergens }
vertrouwen: { uitgevers: nergens }
logboek: { naam: a b, onthouden_in: x, getuigen: [{ sleutel: x, adres: http://getuige }] }
limieten: { partner: veel }
`,
  );
  return path;
}

describe('an operator sets what only a demo may do', () => {
  it.each<[string, string, string, string]>([
    ['nobody does TLS', '  proxies: [127.0.0.1]\n', '', 'luisteren'],
    [
      'the log has the name of a trial',
      'naam: poort.example.nl/',
      'naam: wijkpoort.localhost/',
      'logboek.naam',
    ],
    ['a witness without TLS', 'adres: https://getuige', 'adres: http://getuige', 'logboek.getuigen[1].adres'],
    [
      'a secret in the file itself',
      '{ bestand: dienst }',
      '"postgresql://a:b@127.0.0.1/c"',
      'database.dienst',
    ],
    [
      'a stand-in to log in with',
      'database:',
      'inloggen: { bewoners: { naam: digid, uitgever: https://poort.example.nl/nabootsing/digid, client: x, niveaus: [a] } }\ndatabase:',
      'inloggen (digid)',
    ],
  ])('%s: is refused', (_what, from, to, path) => {
    expect(read(replaced(from, to)).faults.map(each => each.path)).toContain(path);
  });

  it('no witness at all: is refused', () => {
    const { faults } = read(text => text.slice(0, text.indexOf('  getuigen:')));
    expect(faults.map(({ path }) => path)).toEqual(['logboek.getuigen']);
  });

  it('no keys yet: none are made, and the command that makes them is named', async () => {
    const { faults } = await readMaterials(settings(replaced('map: sleutels\n', 'map: leeg\n')));
    expect(faults.map(({ path }) => path)).toEqual(Array(4).fill('sleutels.map'));
    expect(faults[0]?.todo).toContain('wijkpoort sleutels nieuw');
  });

  it('a partner without TLS: is refused by name', async () => {
    writeFileSync(join(home, 'zayaz.key'), SECRET);
    writeFileSync(
      join(home, 'systemen.yaml'),
      'zayaz: { soort: corporatie, adres: http://127.0.0.1:1, sleutel: zayaz.key }\n',
    );
    const { faults } = await readMaterials(
      settings(replaced('database:', 'partners: { systemen: systemen.yaml }\ndatabase:')),
    );
    expect(faults.map(({ path }) => path)).toEqual(['partners.systemen (zayaz)']);
  });

  it('the private half of the officer: is refused', async () => {
    const { faults } = await readMaterials(settings(replaced('officier.pub', 'officier.key')));
    expect(faults.map(({ wrong }) => wrong)).toContain('dit is een private sleutel');
  });
});

const faultsAt = async (url: string, clock = () => new Date()): Promise<readonly SettingFault[]> => {
  writeFileSync(join(home, 'dienst'), url);
  try {
    return await databaseFaults(settings(), clock);
  } finally {
    writeFileSync(join(home, 'dienst'), servingUrl);
  }
};

describe('an operator names a database that will not do', () => {
  it('the role of the owner: is refused, for it could change the log', async () => {
    expect((await faultsAt(ownerUrl)).map(({ wrong }) => wrong)).toEqual([
      'deze rol kan regels van het logboek veranderen',
    ]);
  });

  it('a copy that can only be read: is refused, and the primary is asked for', async () => {
    await owner(`ALTER ROLE "${new URL(servingUrl).username}" SET default_transaction_read_only = on`);
    try {
      const [fault] = await faultsAt(servingUrl);
      expect(fault?.wrong).toBe('deze database kan alleen gelezen worden');
    } finally {
      await owner(`ALTER ROLE "${new URL(servingUrl).username}" RESET default_transaction_read_only`);
    }
  });

  it('one where the partners of a demo take part: is refused', async () => {
    const inhabited = await newDatabase('WORLD_INHABITED');
    const wrong = (await faultsAt(inhabited)).map(each => each.wrong);
    expect(wrong).toContainEqual(expect.stringContaining('partners van een demo'));
  });

  it('nobody there: is told with its code, and not with its address', async () => {
    const [fault] = await faultsAt('postgresql://poort:geheim@127.0.0.1:1/x');
    expect(fault?.wrong).toMatch(/^de database antwoordt niet \(\w+\)$/);
  });

  it.each(['ECONNREFUSED', '28P01', '25006', '53100'])('%s: is theirs to mend, with what to do', code => {
    expect(isOfInstallation(code)).toBe(true);
    expect(databaseAdvice(code)).toMatch(/^[a-z][^.]+$/);
  });

  it('a question that we asked wrongly is not theirs', () => {
    expect(['42703', '23505', '57014'].map(isOfInstallation)).toEqual([false, false, false]);
  });

  it('a clock that is ten minutes off: is told, with which way', async () => {
    const behind = await faultsAt(servingUrl, () => new Date(Date.now() - 600_000));
    expect(behind.map(({ path, wrong }) => `${path}: ${wrong}`)).toEqual([
      'toezicht.klok: de klok van deze machine loopt 600 s achter op die van de database',
    ]);
  });
});

const owner = async (sql: string): Promise<void> => {
  const database = openDatabase(ownerUrl);
  try {
    await database.query(sql);
  } finally {
    await database.close();
  }
};

describe('two versions meet on one database', () => {
  it('an older program beside a newer one serves, as long as nothing it needs is gone', async () => {
    await owner(`INSERT INTO migration (name, run_on) VALUES ('9998_iets-erbij', now())`);
    expect(await databaseFaults(settings(), () => new Date())).toEqual([]);
  });

  it('an older program refuses a schema that it would not survive, and says who has to move', async () => {
    await owner(`INSERT INTO schema_break (migration) VALUES ('9999_iets-weg')`);
    const [fault] = await databaseFaults(settings(), () => new Date());
    expect(fault?.wrong).toBe('dit programma is te oud voor deze database: het kent 9999_iets-weg niet');
  });

  it('a newer program refuses an older schema, and says to migrate', async () => {
    await owner(`DELETE FROM migration WHERE name LIKE '0140%'`);
    const [fault] = await databaseFaults(settings(), () => new Date());
    expect(fault?.wrong).toContain('de database loopt achter op dit programma: 1 stappen, vanaf 0140');
    expect(fault?.todo).toContain('wijkpoort migrate');
  });
});

describe('the page with all settings', () => {
  it('is what the code says', () => {
    const page = readFileSync(new URL('../../docs/operations/instellingen.md', import.meta.url), 'utf8');
    expect(page).toBe(describeSettings());
  });
});
