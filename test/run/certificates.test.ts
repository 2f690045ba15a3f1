import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../gateway/database.ts';
import { readMaterials } from '../../gateway/serve/read-materials.ts';
import { runServing, type Serving } from '../../gateway/serve/run-serving.ts';
import { readConfiguration } from '../../gateway/serve/serve-config.ts';
import type { KeyWithCertificate } from '../../gateway/secrets.ts';
import { createExpiryWarnings } from '../../gateway/serve/warn-of-expiry.ts';
import { newDatabase } from '../world/world.ts';
import { layOutInstallation, type Installation } from './installation.ts';

const at = (days: number): Date => new Date(Date.UTC(2026, 10, 22) - days * 86_400_000);

describe('a certificate comes near its end', () => {
  const partner = { kind: 'partner', partner: 'zayaz', until: at(0) } as const;
  const warnedAt = (days: readonly number[]): readonly (number | undefined)[] => {
    const told: (number | undefined)[] = [];
    const warn = createExpiryWarnings({ error: ({ count }) => void told.push(count) });
    for (const each of days) warn([partner], at(each));
    return told;
  };

  it('is told at thirty, fourteen and three days, once each', () => {
    expect(warnedAt([40, 31, 30, 29, 15, 14, 13, 4, 3, 2, 1])).toEqual([30, 14, 3]);
  });

  it('is told at once when the process comes up late', () => {
    expect(warnedAt([2, 1])).toEqual([2]);
    expect(warnedAt([-1])).toEqual([-1]);
  });
});

describe('an operator replaces a certificate that is near its end', () => {
  let home: string;
  let installation: Installation;
  let databaseUrl: string;
  let serving: Serving;

  /** One that counts this many days from now. */
  const issue = (days: number): KeyWithCertificate =>
    installation.outside.issue({ organisation: 'Proef', commonName: 'localhost' }, certificate => {
      certificate.validity.notAfter = new Date(Date.now() + (days + 0.5) * 86_400_000);
    });
  /** Puts it where the gateway reads its own. */
  const place = ({ privateKeyPem, certificatePem }: KeyWithCertificate): void => {
    writeFileSync(join(home, 'hier.sleutel'), privateKeyPem);
    writeFileSync(join(home, 'hier.pem'), certificatePem);
  };
  const register = async (sql: string, ...values: readonly string[]): Promise<void> => {
    const database = openDatabase(databaseUrl);
    await database.query(sql, values);
    await database.close();
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'wijkpoort-certificaten-'));
    databaseUrl = await newDatabase('WORLD_INHABITED');
    installation = await layOutInstallation(home, databaseUrl);
    installation.rewrite(
      text =>
        `${text.replace('proxies: [127.0.0.1]', 'tls: { sleutel: hier.sleutel, certificaat: hier.pem }').replace('https://getuige.example', 'https://127.0.0.1:9')}meten: { poort: 0 }\n`,
    );
    const soon = issue(2);
    place(soon);
    await register('UPDATE partner_certificate SET retired_at = now()');
    await register(
      `INSERT INTO partner_certificate (partner, certificate) VALUES ('zayaz', $1)`,
      soon.certificatePem,
    );
    const { settings, faults } = readConfiguration(installation.configuration, {});
    const materials = settings === undefined ? undefined : (await readMaterials(settings)).materials;
    if (settings === undefined || materials === undefined) throw new Error(JSON.stringify(faults));
    const log = { info: () => undefined, error: () => undefined };
    serving = await runServing(settings, materials, log, () => undefined);
  });
  afterAll(async () => {
    await serving.drain();
    rmSync(home, { recursive: true });
  });

  const daysToldOf = async (kind: string): Promise<number | undefined> => {
    const told = await (await fetch(`${serving.metricsUrl}/metrics`)).text();
    const days = new RegExp(`^wijkpoort_certificaat_dagen\\{soort="${kind}".* (\\S+)$`, 'm').exec(told)?.[1];
    return days === undefined ? undefined : Number(days);
  };

  it('sees at the next look that the one of a partner counts', async () => {
    expect(await daysToldOf('partner')).toBe(2);
    await register(
      `INSERT INTO partner_certificate (partner, certificate) VALUES ('zayaz', $1)`,
      issue(90).certificatePem,
    );
    expect(await daysToldOf('partner')).toBe(90);
  });

  it('sees that its own counts once its files are read again', async () => {
    expect(await daysToldOf('poort')).toBe(2);
    place(issue(60));
    await serving.renew();
    expect(await daysToldOf('poort')).toBe(60);
  });
});
