import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueCertificate } from '../../gateway/identity/certificates.ts';
import type { IdentitySettings } from '../../gateway/identity/identity-settings.ts';
import type { KeyWithCertificate, Secrets } from '../../gateway/secrets.ts';
import { askTokenOverTls, sendOverTls, type TokenAsking } from './over-tls.ts';
import { testAuthority, type TestAuthority } from './test-authority.ts';
import { startWorld, type WireAnswer, type World } from './world.ts';

/** A gateway that ends TLS itself, trusts one authority outside, and reads that authority's list from a file. */
export interface TlsWorld extends World {
  readonly outside: TestAuthority;
  /** Puts another list in its place; it counts at once. */
  readonly revoke: (revoked: readonly KeyWithCertificate[]) => Promise<void>;
  /** What a partner has of this installation's own authority. */
  readonly keyOf: (partner: string) => KeyWithCertificate;
  readonly askToken: (options: Partial<TokenAsking>) => Promise<WireAnswer>;
  readonly tokenWith: (as: KeyWithCertificate, scope?: string) => Promise<string>;
  readonly askWith: (token: string, as: KeyWithCertificate | undefined, body: object) => Promise<WireAnswer>;
}

export async function startTlsWorld(more: IdentitySettings = {}): Promise<TlsWorld> {
  const outside = testAuthority('Uitgever buiten de poort');
  const folder = mkdtempSync(join(tmpdir(), 'wijkpoort-tls-'));
  const listFile = join(folder, 'lijst.crl');
  writeFileSync(listFile, outside.list([]));
  const world = await startWorld({
    identity: secrets => ({
      tls: serverKey(secrets),
      authoritiesPem: outside.certificatePem,
      revocationLists: [listFile],
      ...more,
    }),
  });
  const { gateway, secrets } = world;
  const keyOf = (partner: string): KeyWithCertificate => {
    const key = secrets.partners[partner];
    if (key === undefined) throw new RangeError('this partner has no key here');
    return key;
  };
  const askToken: TlsWorld['askToken'] = async ({ partner = 'zayaz', signer = keyOf(partner), ...asking }) =>
    await askTokenOverTls(gateway.issuer, gateway.issuer, { partner, signer, ...asking });
  return {
    ...world,
    outside,
    keyOf,
    askToken,
    revoke: async revoked => {
      writeFileSync(listFile, outside.list(revoked));
      await gateway.renewRevocations();
    },
    tokenWith: async (as, scope = 'verstrekken') => {
      const { json } = await askToken({ as, scope });
      return (json as { readonly access_token: string }).access_token;
    },
    askWith: async (token, as, body) =>
      await sendOverTls(`${gateway.url}/v1/verstrekkingen`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        as,
      }),
    close: async () => {
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}

function serverKey({ authority }: Secrets): KeyWithCertificate & { readonly keyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const self = { organisation: 'Wijkpoort', commonName: 'localhost' };
  const certificatePem = issueCertificate(self, publicPem, authority, new Date(), '77');
  return { privateKeyPem, keyPem: privateKeyPem, certificatePem };
}
