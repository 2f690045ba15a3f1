import { describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readCertificate } from '../../gateway/identity/certificates.ts';
import { openTrust, type OpenTrust } from '../../gateway/identity/open-trust.ts';
import { readRevocationList } from '../../gateway/identity/revocation-list.ts';
import { createProcessLog } from '../../gateway/process-log.ts';
import { testAuthority } from '../world/test-authority.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const DAY_MS = 86_400_000;
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

const authority = testAuthority('Uitgever', later(-30));
const other = testAuthority('Andere uitgever', later(-30));
const SUBJECT = { organisation: 'Zayaz', commonName: 'zayaz', oin: '00000099000000004000' };
const [zayaz, farent] = [authority.issue(SUBJECT), authority.issue(SUBJECT)];
const own = [new X509Certificate(authority.certificatePem)];

const read = (pem: string): ReturnType<typeof readRevocationList> =>
  readRevocationList(Buffer.from(pem), own);
const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[^-]+-----/g, ''), 'base64');

describe('the list of what an authority took back', () => {
  it('names the certificates, and until when it counts', () => {
    const list = read(authority.list([zayaz], { at: NOW }));
    expect(list).toMatchObject({ thisUpdate: NOW, nextUpdate: later(7) });
    if (typeof list === 'string') throw new Error(list);
    const [serial] = list.serials;
    expect(new X509Certificate(zayaz.certificatePem).serialNumber.replace(/^0+/, '')).toBe(serial);
  });

  it('is read in DER too, and empty', () => {
    const list = readRevocationList(derOf(authority.list([], { at: NOW })), own);
    expect(list).toMatchObject({ serials: new Set() });
  });

  it('of another authority, or changed afterwards: says nothing', () => {
    expect(read(other.list([zayaz]))).toBe('other-authority');
    const der = derOf(authority.list([zayaz], { at: NOW }));
    const changed = Buffer.from(der);
    changed.write('27', changed.indexOf('261122100000Z'));
    expect(readRevocationList(changed, own)).toBe('other-authority');
  });

  it('that is only a part: says nothing, for what is not in it may be in another', () => {
    expect(read(authority.list([zayaz], { isPartial: true }))).toBe('unreadable');
  });

  it.each([
    ['nothing', ''],
    ['a word', 'lijst'],
    ['a certificate', authority.certificatePem],
    ['half a list', authority.list([zayaz]).slice(0, 300)],
  ])('%s: is unreadable, and not an accident', (_what, text) => {
    expect(['unreadable', 'other-authority']).toContain(read(text));
  });
});

async function withLists(
  act: (trust: OpenTrust, put: (text: string) => Promise<void>, clock: { now: Date }) => Promise<void>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-lijst-'));
  const file = join(folder, 'lijst.crl');
  const clock = { now: NOW };
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const trust = await openTrust({
    authoritiesPem: authority.certificatePem,
    listFiles: [file],
    log: createProcessLog(stream, () => NOW),
    clock: () => clock.now,
  });
  try {
    await act(
      trust,
      async text => {
        await writeFile(file, text);
        await trust.renew();
      },
      clock,
    );
    return lines;
  } finally {
    await trust.stop();
    await rm(folder, { recursive: true });
  }
}

describe('a gateway that trusts an authority with a list', () => {
  it('believes nobody before it has the list, and says so in its log', async () => {
    const lines = await withLists(async ({ trust }) => {
      expect(readCertificate(zayaz.certificatePem, trust, NOW)).toBe('revocation-unknown');
      await Promise.resolve();
    });
    expect(lines.join('')).toContain('revocation-unknown');
  });

  it('believes who is not on it, from the moment that it is read', async () => {
    await withLists(async ({ trust }, put) => {
      await put(authority.list([farent], { at: NOW }));
      expect(readCertificate(zayaz.certificatePem, trust, NOW)).toMatchObject({ oin: SUBJECT.oin });
      expect(readCertificate(farent.certificatePem, trust, NOW)).toBe('revoked');
    });
  });

  it('believes nobody once the list is too old', async () => {
    await withLists(async ({ trust }, put, clock) => {
      await put(authority.list([], { at: NOW }));
      clock.now = later(8);
      expect(readCertificate(zayaz.certificatePem, trust, clock.now)).toBe('revocation-unknown');
    });
  });

  it('keeps the newest: an older list gives nobody back, and a broken file takes nothing away', async () => {
    await withLists(async ({ trust }, put) => {
      await put(authority.list([zayaz], { at: NOW }));
      await put(authority.list([], { at: later(-1) }));
      expect(readCertificate(zayaz.certificatePem, trust, NOW)).toBe('revoked');
      await put('kapot');
      expect(readCertificate(zayaz.certificatePem, trust, NOW)).toBe('revoked');
      expect(readCertificate(farent.certificatePem, trust, NOW)).toMatchObject({ oin: SUBJECT.oin });
    });
  });
});
