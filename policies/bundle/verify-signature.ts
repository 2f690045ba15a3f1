import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { SIGNATURE_TYPE } from './sign.ts';
import { parseStatement, type Statement } from './statement.ts';
import type { TrustedKey } from './trusted-key.ts';
import type { VersionFaultCode } from './version-fault.ts';

export type VerifiedSignature =
  | { readonly ok: true; readonly statement: Statement; readonly key: TrustedKey }
  | { readonly ok: false; readonly code: VersionFaultCode };

const refused = (code: VersionFaultCode): VerifiedSignature => ({ ok: false, code });

/** Verifies one signature and that its statement is the signer's own: of this person, in this role, while the key was valid. */
export async function verifySignature(
  jws: string,
  trustedKeys: readonly TrustedKey[],
  now: string,
): Promise<VerifiedSignature> {
  const key = trustedKeys.find(({ sleutel }) => sleutel === keyNamedIn(jws));
  if (key === undefined) return refused('key-unknown');
  const statement = await statementIn(jws, key);
  if (statement === undefined) return refused('signature-invalid');
  if (statement.ondertekenaar !== key.persoon || statement.rol !== key.rol) return refused('signer-differs');
  if (statement.tijd > now) return refused('signed-in-future');
  const isValid = statement.tijd >= key.vanaf && (key.tot === undefined || statement.tijd < key.tot);
  return isValid ? { ok: true, statement, key } : refused('key-not-valid');
}

function keyNamedIn(jws: string): string | undefined {
  try {
    return decodeProtectedHeader(jws).kid;
  } catch {
    return undefined;
  }
}

async function statementIn(jws: string, { jwk }: TrustedKey): Promise<Statement | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk, 'EdDSA'), {
      algorithms: ['EdDSA'],
    });
    return protectedHeader.typ === SIGNATURE_TYPE ? parseStatement(payload) : undefined;
  } catch {
    return undefined;
  }
}
