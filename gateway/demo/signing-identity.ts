import { generateKeyPairSync } from 'node:crypto';
import type { SigningIdentity } from '../../adapters/social-services/payload-signature.ts';
import { issueCertificate } from '../identity/certificates.ts';
import type { KeyWithCertificate } from '../secrets.ts';

const made = new Map<string, SigningIdentity>();

/** With which the gateway of the demo signs what it brings: made once per process, vouched for by the demo's authority. */
export function signingIdentity(authority: KeyWithCertificate): SigningIdentity {
  const known = made.get(authority.certificatePem);
  if (known !== undefined) return known;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const subject = { organisation: 'Wijkpoort', commonName: 'Wijkpoort proef', oin: '00000099000000009000' };
  const own = issueCertificate(subject, publicKey, authority, new Date(), '01');
  const identity = { privateKeyPem: privateKey, chainPem: [own] };
  made.set(authority.certificatePem, identity);
  return identity;
}
