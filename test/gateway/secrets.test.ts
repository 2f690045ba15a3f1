import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificate } from '../../gateway/identity/certificates.ts';
import { trustInOwn } from '../../gateway/identity/trust.ts';
import { loadSecrets, readSecrets, type Secrets } from '../../gateway/secrets.ts';

const PARTNERS = { zayaz: { organisation: 'Zayaz', commonName: 'zayaz', oin: '00000099000000004000' } };

let folder: string;
const load = async (): Promise<Secrets> =>
  await loadSecrets(join(folder, 'wijkpoort'), PARTNERS, ['zayaz'], randomBytes, new Date());

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

describe('the secrets of an installation', () => {
  it('are not there before the first start, and it says so', async () => {
    await expect(readSecrets(join(folder, 'wijkpoort'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are made at the first start, for the owner alone', async () => {
    await load();
    const file = join(folder, 'wijkpoort', 'geheimen.json');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(await readFile(file, 'utf8')).toContain('PRIVATE KEY');
  });

  it('are the same at every later start', async () => {
    expect(await load()).toEqual(await load());
    expect(await readSecrets(join(folder, 'wijkpoort'))).toEqual(await load());
  });

  it('of an earlier release get the keys that are new, and keep the others', async () => {
    const { checkpointKey, officerKey, ...earlier } = await load();
    const path = join(folder, 'eerder');
    await mkdir(path);
    await writeFile(join(path, 'geheimen.json'), JSON.stringify(earlier));
    const now = await loadSecrets(path, PARTNERS, ['zayaz'], randomBytes, new Date());
    expect(now).toMatchObject(earlier);
    expect([now.checkpointKey, now.officerKey.privateKeyPem]).toEqual([
      expect.stringContaining('PRIVATE KEY'),
      expect.stringContaining('PRIVATE KEY'),
    ]);
    expect([now.checkpointKey, now.officerKey]).not.toEqual([checkpointKey, officerKey]);
    expect(await readSecrets(path)).toEqual(now);
  });

  it('are other ones in another installation', async () => {
    const other = await loadSecrets(join(folder, 'elders'), PARTNERS, ['zayaz'], randomBytes, new Date());
    const own = await load();
    for (const key of ['databasePassword', 'cookieKey', 'subjectKey'] as const)
      expect(other[key]).not.toBe(own[key]);
    expect(other.sourceKeys['zayaz']).not.toBe(own.sourceKeys['zayaz']);
    expect(other.signingKey.kid).not.toBe(own.signingKey.kid);
  });

  it('give each partner a certificate with its OIN, from an authority that only this installation trusts', async () => {
    const { authority, partners } = await load();
    const pem = partners['zayaz']?.certificatePem ?? '';
    expect(readCertificate(pem, trustInOwn(authority.certificatePem), new Date())).toMatchObject({
      oin: '00000099000000004000',
    });
    expect(new X509Certificate(pem).ca).toBe(false);
    const other = await loadSecrets(join(folder, 'elders'), PARTNERS, ['zayaz'], randomBytes, new Date());
    expect(readCertificate(pem, trustInOwn(other.authority.certificatePem), new Date())).toBe(
      'other-authority',
    );
  });
});
