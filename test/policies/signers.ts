import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Bundle } from '../../policies/bundle/bundle.ts';
import { differenceBetween, hashOf } from '../../policies/bundle/difference.ts';
import { signStatement } from '../../policies/bundle/sign.ts';
import type { Proposal, SignerRole, Statement } from '../../policies/bundle/statement.ts';
import { keyName, parseTrustedKeys, type TrustedKey } from '../../policies/bundle/trusted-key.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { loadHandreiking } from '../../policies/load.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { versionOf } from '../../policies/version.ts';

/** Someone with a key: the officer of the municipality, Zayaz and Cello. */
export interface Signer {
  readonly key: TrustedKey;
  readonly secret: JWK;
}

export async function signer(
  persoon: string,
  rol: SignerRole,
  more: Partial<TrustedKey> = {},
): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = (await exportJWK(publicKey)) as TrustedKey['jwk'];
  const key = {
    sleutel: await keyName(jwk),
    persoon,
    rol,
    organisatie: persoon,
    vanaf: at(1, 1),
    jwk,
    ...more,
  };
  return { key, secret: await exportJWK(privateKey) };
}

export async function trusted(signers: readonly Signer[]): Promise<readonly TrustedKey[]> {
  const keys = await parseTrustedKeys(JSON.stringify(signers.map(({ key }) => key)));
  if (keys === undefined) throw new Error('not a list of trusted keys');
  return keys;
}

/** A moment in December 2026. */
export const at = (day: number, hour: number): string =>
  `2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

export function load(files: readonly SourceFile[]): Handreiking {
  const loaded = loadHandreiking(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.handreiking;
}

/** A proposal as an honest author makes it: number one, in force on 10 December, unless said otherwise. */
export async function propose(
  before: readonly SourceFile[],
  after: readonly SourceFile[],
  auteur: string,
  more: Partial<Proposal> = {},
): Promise<{ readonly proposal: Proposal; readonly bundle: Bundle }> {
  const { text, wider } = differenceBetween(load(before), load(after));
  const proposal: Proposal = {
    soort: 'wijkpoort-handreiking',
    nummer: 1,
    versie: await versionOf(after),
    vorige: await versionOf(before),
    inWerking: at(10, 0),
    verschil: await hashOf(text),
    ruimer: wider.length > 0,
    auteur,
    ...more,
  };
  return { proposal, bundle: { files: after, difference: text, signatures: [] } };
}

/** Adds a signature; who signs and what is signed can be bent, as an attacker would. */
export async function sign(
  bundle: Bundle,
  proposal: Proposal,
  { key, secret }: Signer,
  tijd: string,
  bent: Partial<Statement> = {},
): Promise<Bundle> {
  const statement: Statement = { ...proposal, rol: key.rol, ondertekenaar: key.persoon, tijd, ...bent };
  return { ...bundle, signatures: [...bundle.signatures, await signStatement(statement, secret)] };
}
