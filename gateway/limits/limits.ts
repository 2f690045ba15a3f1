import type { Sql } from '../database.ts';
import { repeat } from '../ledger/repeat.ts';
import { createSharedCount, type SharedCount } from './shared-count.ts';

export interface LimitSettings {
  /** Requests of one partner in a minute. */
  readonly partnerPerMinute: number;
  /** Requests for one professional of a partner in a minute. */
  readonly professionalPerMinute: number;
  /** Different residents that one professional asks after in an hour before the officer hears of it. */
  readonly residentsPerHour: number;
}

export interface LimitsContext {
  readonly sql: Sql;
  readonly clock: () => Date;
  /** A name under which nobody else can recognise somebody. */
  readonly tag: (text: string) => Buffer;
  readonly onFailure: () => void;
}

/** Who may still ask. Answers from memory; the seconds to wait when it was too often. */
export interface Limits {
  readonly takePartner: (partner: string) => number | undefined;
  readonly takeProfessional: (partner: string, professional: string) => number | undefined;
  /** Never refuses: many residents may be right, and is for the officer to judge. */
  readonly noteResident: (partner: string, professional: string, koppelsleutel: string) => void;
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const nothing = async (): Promise<void> => await Promise.resolve();

export const withoutLimits: Limits = {
  takePartner: () => undefined,
  takeProfessional: () => undefined,
  noteResident: () => undefined,
  settle: nothing,
  stop: nothing,
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const SETTLED_EVERY_MS = 500;

type Kind = 'partner-limit' | 'professional-limit' | 'many-residents';

export function keepLimits(settings: LimitSettings, context: LimitsContext): Limits {
  const { sql, clock, tag, onFailure } = context;
  // Names of people do not go to the database.
  const tagged = (kind: string) => (who: string) => `${kind} ${partnerIn(who)} ${tag(who).toString('hex')}`;
  const counts: Readonly<Record<Kind, SharedCount>> = {
    'partner-limit': createSharedCount(settings.partnerPerMinute, MINUTE_MS, id => `partner ${id}`),
    'professional-limit': createSharedCount(
      settings.professionalPerMinute,
      MINUTE_MS,
      tagged('professional'),
    ),
    'many-residents': createSharedCount(settings.residentsPerHour, HOUR_MS, tagged('residents')),
  };
  const seen = createSeen();
  const settle = async (): Promise<void> => {
    for (const [kind, count] of Object.entries(counts)) {
      await count.settle(sql);
      for (const { subject, name, windowFrom } of count.tooOften())
        await sql.query(SIGNAL, [kind, partnerIn(subject), name, windowFrom, clock()]);
    }
  };
  const turn = async (): Promise<void> => await settle().catch(onFailure);
  const { stop } = repeat(turn, SETTLED_EVERY_MS);
  return {
    takePartner: partner => counts['partner-limit'].take(partner, clock()),
    takeProfessional: (partner, professional) =>
      counts['professional-limit'].take(`${partner} ${professional}`, clock()),
    noteResident: (partner, professional, koppelsleutel) => {
      const now = clock();
      const who = `${partner} ${professional}`;
      if (seen.isNew(`${who} ${koppelsleutel}`, now)) counts['many-residents'].take(who, now);
    },
    settle,
    stop: async () => {
      await stop();
      await turn();
    },
  };
}

const partnerIn = (who: string): string => who.split(' ')[0] ?? '';

const SIGNAL = `
  INSERT INTO use_signal (kind, partner, subject, window_from, raised_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;

const MOST_SEEN = 100_000;

/** Whom somebody asked after in this hour, here. At another gateway the same resident counts once more. */
function createSeen(): { readonly isNew: (what: string, now: Date) => boolean } {
  let hour = 0;
  let known = new Set<string>();
  return {
    isNew: (what, now) => {
      const current = Math.floor(now.getTime() / HOUR_MS);
      if (current !== hour || known.size >= MOST_SEEN) known = new Set();
      hour = current;
      if (known.has(what)) return false;
      known.add(what);
      return true;
    },
  };
}
