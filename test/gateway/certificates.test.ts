import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { issueCertificate, readCertificate, type Issuer } from '../../gateway/identity/certificates.ts';
import { trustInOwn } from '../../gateway/identity/trust.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const DAY_MS = 86_400_000;
const OIN = '00000099000000004000';
const ORGANISATION = { organisation: 'Zayaz', commonName: 'zayaz' };
const OURSELVES = { organisation: 'Wijkpoort', commonName: 'Wijkpoort proefautoriteit' };

const newPair = (): { readonly publicKeyPem: string; readonly privateKeyPem: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
};

const newAuthority = (since: Date): Issuer => {
  const pair = newPair();
  const certificatePem = issueCertificate(OURSELVES, pair.publicKeyPem, pair, since, '01');
  return { privateKeyPem: pair.privateKeyPem, certificatePem };
};

const authority = newAuthority(NOW);
const partner = newPair();

const issued = (oin: string | undefined, issuer: Issuer = authority, since = NOW): string =>
  issueCertificate(
    { ...ORGANISATION, ...(oin === undefined ? {} : { oin }) },
    partner.publicKeyPem,
    issuer,
    since,
    '02',
  );

const read = (pem: string, now = NOW): ReturnType<typeof readCertificate> =>
  readCertificate(pem, trustInOwn(authority.certificatePem), now);

/** A certificate that no tool of ours would issue: signed by the authority over whatever `change` makes of it. */
function forged(change: (certificate: forge.pki.Certificate) => void): string {
  const certificate = forge.pki.certificateFromPem(issued(OIN));
  change(certificate);
  certificate.sign(forge.pki.privateKeyFromPem(authority.privateKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

const attribute = (type: string, value: string): forge.pki.CertificateField => ({ type, value });

/** The same certificate over another kind of key, which the library that writes certificates does not know. */
function withEllipticKey(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('binary');
  const certificate = forge.pki.certificateToAsn1(forge.pki.certificateFromPem(issued(OIN)));
  const [tbs, algorithm] = certificate.value as [forge.asn1.Asn1, forge.asn1.Asn1];
  (tbs.value as forge.asn1.Asn1[])[6] = forge.asn1.fromDer(der);
  const digest = forge.md.sha256.create().update(forge.asn1.toDer(tbs).getBytes());
  const signature = forge.pki.privateKeyFromPem(authority.privateKeyPem).sign(digest);
  const { create, Class, Type } = forge.asn1;
  const bits = create(Class.UNIVERSAL, Type.BITSTRING, false, `\0${signature}`);
  const signed = create(Class.UNIVERSAL, Type.SEQUENCE, true, [tbs, algorithm, bits]);
  return forge.pem.encode({ type: 'CERTIFICATE', body: forge.asn1.toDer(signed).getBytes() });
}

describe('a certificate of our authority, of an organisation with one OIN', () => {
  it('says who the organisation is', () => {
    const certificate = read(issued(OIN));
    expect(certificate).toMatchObject({ oin: OIN });
    if (typeof certificate === 'string') throw new Error(certificate);
    expect(certificate.publicKey.export({ type: 'spki', format: 'pem' })).toBe(partner.publicKeyPem);
    expect(Buffer.from(certificate.der, 'base64')[0]).toBe(0x30);
  });

  it('is read alike when something else stands before or after it', () => {
    const other = issued('00000099000000005000');
    expect(read(`Bag Attributes\n    friendlyName: zayaz\n${issued(OIN)}`)).toMatchObject({ oin: OIN });
    expect(read(issued(OIN) + other)).toMatchObject({ oin: OIN });
  });
});

describe('a certificate without exactly one good OIN', () => {
  it.each([
    ['none', undefined],
    ['nineteen positions', OIN.slice(1)],
    ['twenty-one positions', `${OIN}0`],
    ['small letters', 'abcdefghij0123456789'],
    ['a register that does not exist', '00000005123456789000'],
    ['a space in it', `${OIN.slice(0, 19)} `],
    ['a line after it', `${OIN}\n`],
    ['nothing in it', ' '],
  ])('%s: says nothing', (_what, oin) => {
    expect(read(issued(oin))).toBe('not-one-oin');
  });

  it('two: says nothing, not even when they are the same', () => {
    const twice = (second: string): string =>
      forged(certificate =>
        certificate.setSubject([
          attribute('2.5.4.10', 'Zayaz'),
          attribute('2.5.4.5', OIN),
          attribute('2.5.4.5', second),
        ]),
      );
    expect(read(twice('00000099000000005000'))).toBe('not-one-oin');
    expect(read(twice(OIN))).toBe('not-one-oin');
  });

  it('an OIN that only its name spells out: says nothing', () => {
    const dressed = forged(certificate =>
      certificate.setSubject([attribute('2.5.4.3', `zayaz/serialNumber=${OIN}\nserialNumber=${OIN}`)]),
    );
    expect(read(dressed)).toBe('not-one-oin');
  });
});

describe('a certificate that our authority did not issue', () => {
  it('but another, of another name or of the same name: says nothing', () => {
    expect(read(issued(OIN, newAuthority(NOW)))).toBe('other-authority');
    const pair = newPair();
    const stranger = issueCertificate(
      { organisation: 'X', commonName: 'X' },
      pair.publicKeyPem,
      pair,
      NOW,
      '01',
    );
    expect(read(issued(OIN, { ...pair, certificatePem: stranger }))).toBe('other-authority');
  });

  it('but the organisation itself, or another partner: says nothing', () => {
    const own = issueCertificate({ ...ORGANISATION, oin: OIN }, partner.publicKeyPem, partner, NOW, '03');
    expect(read(own)).toBe('other-authority');
    const other = { privateKeyPem: partner.privateKeyPem, certificatePem: issued(OIN) };
    expect(read(issued('00000099000000005000', other))).toBe('other-authority');
  });

  it('or that was changed afterwards: says nothing', () => {
    const der = forge.pem.decode(issued(OIN))[0]?.body ?? '';
    const changed = der.replace(OIN, '00000099000000005000');
    expect(changed).not.toBe(der);
    expect(read(forge.pem.encode({ type: 'CERTIFICATE', body: changed }))).toBe('other-authority');
  });
});

describe('a certificate outside its time', () => {
  it('over, or not begun: says nothing', () => {
    expect(read(issued(OIN), new Date(NOW.getTime() + 366 * DAY_MS))).toBe('not-valid-now');
    expect(read(issued(OIN), new Date(NOW.getTime() - DAY_MS))).toBe('not-valid-now');
  });

  it('of an authority whose own time is over: says nothing', () => {
    const old = newAuthority(new Date(NOW.getTime() - 400 * DAY_MS));
    expect(readCertificate(issued(OIN, old), trustInOwn(old.certificatePem), NOW)).toBe('not-valid-now');
  });
});

describe('a certificate over an elliptic key', () => {
  it('is read as any other; whether it may be used was agreed, or not', () => {
    expect(read(withEllipticKey())).toMatchObject({ oin: OIN, publicKey: { asymmetricKeyType: 'ec' } });
  });
});

const withExtensions = (extensions: object[]): string =>
  forged(certificate => certificate.setExtensions(extensions));

describe('a certificate that is not for this', () => {
  it('but for servers alone, or of an authority itself: says nothing', () => {
    expect(read(withExtensions([{ name: 'extKeyUsage', serverAuth: true }]))).toBe('not-for-this');
    expect(read(withExtensions([{ name: 'basicConstraints', cA: true }]))).toBe('not-for-this');
    const both = withExtensions([{ name: 'extKeyUsage', serverAuth: true, clientAuth: true }]);
    expect(read(both)).toMatchObject({ oin: OIN });
  });

  it('over a key that is too short: says nothing', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const pem = short.export({ type: 'spki', format: 'pem' }).toString();
    expect(read(issueCertificate({ ...ORGANISATION, oin: OIN }, pem, authority, NOW, '04'))).toBe('too-weak');
  });
});

describe('something that is no certificate, or none that we can use', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'zayaz'],
    ['a key', partner.privateKeyPem],
    ['half a certificate', issued(OIN).slice(0, 400)],
  ])('%s: is unreadable, and not an accident', (_what, pem) => {
    expect(read(pem)).toBe('unreadable');
  });

  it('who trusts nobody that can be read, believes nothing', () => {
    expect(readCertificate(issued(OIN), trustInOwn('geen certificaat'), NOW)).toBe('other-authority');
  });
});
