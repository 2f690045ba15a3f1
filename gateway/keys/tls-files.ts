import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** With which the gateway ends TLS itself. */
export interface TlsFiles {
  readonly keyPem: string;
  readonly certificatePem: string;
}

/** Reads both; or says what is wrong: one of them is missing, or they do not belong together. */
export async function readTls(
  keyFile: string,
  certificateFile: string,
): Promise<TlsFiles | 'missing' | 'mismatched'> {
  try {
    const [keyPem, certificatePem] = await Promise.all([
      readFile(keyFile, 'utf8'),
      readFile(certificateFile, 'utf8'),
    ]);
    return belong(keyPem, certificatePem) ? { keyPem, certificatePem } : 'mismatched';
  } catch {
    return 'missing';
  }
}

function belong(keyPem: string, certificatePem: string): boolean {
  try {
    return new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem));
  } catch {
    return false;
  }
}
