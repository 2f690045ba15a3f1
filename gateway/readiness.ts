/** Why a gateway is not ready, by the problem that it answers with; an operator finds each in the runbook. */
export type NotReady = 'logboek-schrijft-niet' | 'klok-wijkt-af' | 'poort-sluit';

/** Whether this gateway should get requests now. */
export interface Readiness {
  /** The first reason why not; nothing when it is ready. Never rejects. */
  readonly reason: () => Promise<NotReady | undefined>;
  /** From now on it says that it closes, while it still answers whoever comes. */
  readonly beginClosing: () => void;
  readonly isClosing: () => boolean;
}

export interface ReadinessParts {
  readonly canAppend: () => Promise<boolean>;
  readonly hasAlarm: () => boolean;
  readonly clockAgrees: () => boolean;
}

export function keepReadiness({ canAppend, hasAlarm, clockAgrees }: ReadinessParts): Readiness {
  let isClosing = false;
  return {
    beginClosing: () => void (isClosing = true),
    isClosing: () => isClosing,
    reason: async () => {
      if (isClosing) return 'poort-sluit';
      if (!clockAgrees()) return 'klok-wijkt-af';
      return !hasAlarm() && (await canAppend()) ? undefined : 'logboek-schrijft-niet';
    },
  };
}
