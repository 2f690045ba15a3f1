import { repeat } from '../ledger/repeat.ts';
import type { ProcessLog } from '../process-log.ts';
import { readTls, type TlsFiles } from './tls-files.ts';

const READ_EVERY_MS = 10_000;

/** Reads the certificate with which we end TLS again and again; one that is not whole leaves what there was. */
export function keepTls(
  files: { readonly sleutel: string; readonly certificaat: string } | undefined,
  first: TlsFiles | undefined,
  use: (tls: TlsFiles) => void,
  log: ProcessLog,
): {
  readonly renew: () => Promise<void>;
  /** What is shown now. */
  readonly current: () => TlsFiles | undefined;
  readonly stop: () => Promise<void>;
} {
  let known = first;
  let isTold = false;
  const renew = async (): Promise<void> => {
    if (files === undefined) return;
    const now = await readTls(files.sleutel, files.certificaat);
    if (typeof now === 'string') {
      if (!isTold) log.error({ event: 'keys-unusable', code: 'tls' });
      isTold = true;
      return;
    }
    isTold = false;
    if (now.keyPem === known?.keyPem && now.certificatePem === known.certificatePem) return;
    use(now);
    known = now;
    log.info({ event: 'keys-reloaded', code: 'tls' });
  };
  return { renew, current: () => known, stop: repeat(renew, READ_EVERY_MS).stop };
}
