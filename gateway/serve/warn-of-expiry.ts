import type { ProcessLog } from '../process-log.ts';
import type { CertificateInUse } from './certificates-in-use.ts';

const DAY_MS = 86_400_000;
/** How many days before it ends somebody is told: time to ask for a new one, to hurry, and to be called. */
export const WARNED_AT = [30, 14, 3] as const;

/** Whole days that it still counts; negative once it does not. */
export const daysLeft = ({ until }: CertificateInUse, now: Date): number =>
  Math.floor((until.getTime() - now.getTime()) / DAY_MS);

/** Tells of each certificate once at each of the thresholds that it passes. */
export function createExpiryWarnings(
  log: Pick<ProcessLog, 'error'>,
): (certificates: readonly CertificateInUse[], now: Date) => void {
  const told = new Map<string, number>();
  return (certificates, now) => {
    for (const each of certificates) {
      const count = daysLeft(each, now);
      const threshold = WARNED_AT.findLast(days => count <= days);
      const name = [each.kind, each.partner, each.until.toISOString()].join(' ');
      if (threshold === undefined || told.get(name) === threshold) continue;
      told.set(name, threshold);
      log.error({
        event: 'certificate-expires',
        code: each.kind,
        count,
        ...(each.partner === undefined ? {} : { partner: each.partner }),
      });
    }
  };
}
