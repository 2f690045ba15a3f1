import { CompactSign, importJWK, type JWK } from 'jose';
import { keyName } from './trusted-key.ts';
import type { Statement } from './statement.ts';

/** The kind of thing that is signed: a signature made for something else is no signature here. */
export const SIGNATURE_TYPE = 'wijkpoort-handreiking+jws';

/** Signs a statement with a private Ed25519 key (JWK). Rejects when the key is of another kind. */
export async function signStatement(statement: Statement, privateKey: JWK): Promise<string> {
  const key = await importJWK(privateKey, 'EdDSA');
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'EdDSA', typ: SIGNATURE_TYPE, kid: await keyName(privateKey) })
    .sign(key);
}
