import { readFile } from 'node:fs/promises';
import type { ProcessLog } from '../process-log.ts';
import { readRevocationList, type RevocationList } from './revocation-list.ts';
import { certificatesIn, type Authority, type Trust } from './trust.ts';

/** Authorities outside this installation, and the files in which their revocation lists are renewed. */
export interface TrustSettings {
  readonly authoritiesPem: string;
  readonly listFiles: readonly string[];
  readonly log: ProcessLog;
  readonly clock: () => Date;
}

export interface OpenTrust {
  readonly trust: Trust;
  /** Reads the lists again; a file that cannot be read leaves what we had. */
  readonly renew: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const RENEWED_EVERY_MS = 60_000;

/**
 * Reads the lists now and every minute. An authority of which we have no list that still counts vouches for nobody: what
 * cannot be known not to be revoked counts as revoked.
 */
export async function openTrust({
  authoritiesPem,
  listFiles,
  log,
  clock,
}: TrustSettings): Promise<OpenTrust> {
  const certificates = certificatesIn(authoritiesPem);
  if (certificates.length === 0) throw new Error('there is no certificate among the trusted ones');
  let authorities: readonly Authority[] = certificates.map(certificate => ({ certificate, list: 'missing' }));
  const renew = async (): Promise<void> => {
    const lists = (await Promise.all(listFiles.map(readList))).filter(list => list !== undefined);
    authorities = authorities.map(known => ({ ...known, list: newest(known, lists) }));
    const now = clock();
    const blind = authorities.filter(({ list }) => typeof list === 'string' || now > list.nextUpdate);
    if (blind.length > 0) log.error({ event: 'revocation-unknown', count: blind.length });
  };
  const readList = async (file: string): Promise<RevocationList | undefined> => {
    const list = await readFile(file).then(
      bytes => readRevocationList(bytes, certificates),
      () => 'unreadable' as const,
    );
    if (typeof list !== 'string') return list;
    log.error({ event: 'revocation-list-unusable', code: list });
    return undefined;
  };
  await renew();
  const timer = setInterval(() => void renew(), RENEWED_EVERY_MS);
  timer.unref();
  return {
    trust: () => authorities,
    renew,
    stop: async () => {
      clearInterval(timer);
      await Promise.resolve();
    },
  };
}

/** The newest of what we had and what we read; among equals the one read last. */
function newest({ certificate, list }: Authority, read: readonly RevocationList[]): Authority['list'] {
  return read
    .filter(({ authority }) => authority === certificate)
    .reduce<Authority['list']>(
      (best, each) => (typeof best === 'string' || each.thisUpdate >= best.thisUpdate ? each : best),
      list,
    );
}
