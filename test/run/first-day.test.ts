import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysChangeCommand } from '../../gateway/command-line/keys-change.ts';
import { ledgerKeyLinesCommand } from '../../gateway/command-line/ledger-key-lines.ts';
import { rolesByHand } from '../../gateway/command-line/migrate.ts';
import { partnerCertificateCommand } from '../../gateway/command-line/partner-certificate.ts';
import { partnerNewCommand } from '../../gateway/command-line/partner-new.ts';
import { migrate, openDatabase } from '../../gateway/database.ts';
import { keyInUse, type KeyRing } from '../../gateway/keys/key-ring.ts';
import { readRing } from '../../gateway/keys/ring-files.ts';
import { parseVerifierKey } from '../../gateway/ledger/note.ts';
import { CONFIGURATION, readConfiguration } from '../../gateway/serve/serve-config.ts';
import { makeServingLogin } from '../../gateway/serving-login.ts';
import { spoken } from '../command-line/spoken.ts';
import { createDatabase, dropDatabase } from '../world/databases.ts';
import { testAuthority } from '../world/test-authority.ts';
import { newDatabase } from '../world/world.ts';
import { layOutInstallation, type Installation } from './installation.ts';

let home: string;
let installation: Installation;
let ownerUrl: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'wijkpoort-eerste-dag-'));
  ownerUrl = await newDatabase();
  installation = await layOutInstallation(home, ownerUrl);
  process.env[CONFIGURATION] = installation.configuration;
});
afterAll(() => {
  delete process.env[CONFIGURATION];
  rmSync(home, { recursive: true, force: true });
});

const keyLineWords = (): readonly string[] => [
  '--naam',
  'poort.example.nl/logboek',
  '--sleutels',
  join(home, 'sleutels'),
];

const certify = async (pem: string, how = '--certificaat') => {
  writeFileSync(join(home, 'partner.pem'), pem);
  return await spoken(
    partnerCertificateCommand,
    ['zayaz', how, join(home, 'partner.pem'), '--door', 'beheer-1'],
    true,
  );
};

const asAdministrator = async (...statements: readonly string[]): Promise<void> => {
  const database = openDatabase(ownerUrl);
  for (const statement of statements) await database.query(statement);
  await database.close();
};

describe('an operator whose witness wants to know the log before it ever ran', () => {
  it('reads its line out of the keys alone', async () => {
    const { out } = await spoken(ledgerKeyLinesCommand, keyLineWords());
    const { regels } = JSON.parse(out) as { readonly regels: readonly string[] };
    expect(regels.map(line => parseVerifierKey(line)?.name)).toEqual(['poort.example.nl/logboek']);
  });

  it('hears what to make when there are no keys', async () => {
    await expect(spoken(ledgerKeyLinesCommand, ['--naam', 'x', '--sleutels', home])).rejects.toThrow(
      'sleutels nieuw',
    );
  });
});

describe('an operator who lets the first partner in', () => {
  const partner = { organisation: 'Zayaz', oin: '00000001234567890000', commonName: 'zayaz' };
  beforeAll(async () => {
    const words = `zayaz --naam Zayaz --organisatie Zayaz --oin ${partner.oin} --rol corporatie --doelen D01 --artikel 26
      --techniek t@example.nl --privacy p@example.nl --kenmerk AFS-1 --vanaf 2026-11-01 --door beheer-1`;
    await spoken(partnerNewCommand, words.split(/\s+/));
  });

  it('takes a certificate of the authority in the configuration', async () => {
    const { certificatePem } = installation.outside.issue(partner);
    expect(await certify(certificatePem)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('is opgenomen'),
    });
  });

  it('takes none that its list took back, and none of anybody else', async () => {
    const revoked = installation.outside.issue(partner);
    writeFileSync(join(home, 'uitgever.crl'), installation.outside.list([revoked]));
    expect((await certify(revoked.certificatePem)).out).toContain('ingetrokken');
    const { certificatePem } = testAuthority('Een ander').issue(partner);
    expect((await certify(certificatePem)).out).toContain('niet van de autoriteit');
  });

  it('is told that only a demo issues them', async () => {
    await expect(certify('', '--aanvraag')).rejects.toThrow('Alleen een demo');
  });
});

describe('an operator who changes a key', () => {
  it('reads which one to take back later', async () => {
    const ring = (await readRing(join(home, 'sleutels'), 'tokens')) as KeyRing;
    const { out } = await spoken(keysChangeCommand, ['tokens', '--door', 'beheer-1']);
    expect(JSON.parse(out)).toMatchObject({ ring: 'tokens', vorige: keyInUse(ring, new Date()).id });
  });
});

describe('an operator who writes the process log to a file', () => {
  it('finds it beside the configuration, like every other path', () => {
    installation.rewrite(text => `${text}proceslog: proces.log\n`);
    const { settings } = readConfiguration(installation.configuration, {});
    expect(settings?.proceslog).toBe(join(home, 'proces.log'));
  });
});

describe('an owner of the tables who may make no roles', () => {
  const name = `eigen_${randomBytes(4).toString('hex')}`;
  const [owner, login] = [`${name}_eigenaar`, `${name}_dienst`];
  let url: string;
  beforeAll(async () => {
    const made = await createDatabase(ownerUrl, name);
    await asAdministrator(
      `CREATE ROLE ${owner} LOGIN PASSWORD 'x'`,
      `ALTER DATABASE ${name} OWNER TO ${owner}`,
    );
    url = Object.assign(new URL(made), { username: owner, password: 'x' }).href;
    await migrate(url);
  });
  afterAll(async () => {
    await dropDatabase(ownerUrl, name);
    await asAdministrator(`DROP ROLE IF EXISTS ${login}`, `DROP ROLE ${owner}`);
  });

  it('hears what an administrator has to do, and after that migrates again and again', async () => {
    expect(await makeServingLogin(url, login, 'y')).toBe(false);
    const byHand = rolesByHand(login)
      .split('\n')
      .filter(line => /^ {2}(CREATE ROLE "|GRANT)/.test(line));
    expect(byHand).toHaveLength(2);
    await asAdministrator(...byHand);
    expect(await makeServingLogin(url, login, 'y')).toBe(true);
    expect(await makeServingLogin(url, login, 'y')).toBe(true);
  });
});
