import type { ReviewPolicy, SignalId, Thresholds } from './review-policy.ts';

/** What one employee did in one hour of one day, in the time of the place. Names nobody: `actor` is a tag. */
export interface Activity {
  readonly actor: string;
  readonly partner: string;
  readonly day: string;
  readonly hour: number;
  readonly asked: number;
  readonly refused: number;
  readonly people: number;
  readonly emergencies: number;
}

/** The same field of the same person, asked again and again and never released. */
export interface Repeat {
  readonly actor: string;
  readonly partner: string;
  readonly subject: string;
  readonly field: string;
  readonly times: number;
  readonly day: string;
}

/** One entry that does not fit with what the register says of that moment, or that is always looked at. */
export interface Odd {
  readonly signal: 'S1' | 'S2' | 'S7' | 'S12';
  readonly index: number;
  readonly day: string;
  readonly partner: string;
  readonly actor: string | undefined;
  readonly subject: string | undefined;
}

/** What the limits noticed themselves. */
export interface Noticed {
  readonly kind: 'partner-limit' | 'professional-limit' | 'many-residents';
  readonly partner: string;
  readonly subject: string;
  readonly day: string;
  readonly window: string;
}

export interface Observed {
  readonly activities: readonly Activity[];
  readonly repeats: readonly Repeat[];
  readonly odd: readonly Odd[];
  readonly noticed: readonly Noticed[];
}

/** Something to look at: a sentence and its reasons, never a score. */
export interface Finding {
  /** The same finding has the same key in every run. */
  readonly key: string;
  readonly signal: SignalId;
  readonly severity: 'ernstig' | 'let-op';
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly partner: string;
  readonly actor?: string;
  readonly subject?: string;
  readonly day: string;
}

/** Everything in the log that these thresholds ask attention for. */
export function findSignals(
  observed: Observed,
  { signals, thresholds }: Pick<ReviewPolicy, 'signals' | 'thresholds'>,
): readonly Finding[] {
  const days = byEmployeeDay(observed.activities);
  return [
    ...observed.odd.map(oddOne),
    ...outsideHours(observed.activities, thresholds),
    ...muchOnADay(days, thresholds),
    ...manyPeople(observed.activities, thresholds),
    ...nothingAllowed(days, thresholds),
    ...afterNo(observed.repeats, thresholds),
    ...observed.noticed.map(limitMet),
  ].filter(({ signal }) => signals.includes(signal));
}

const ODD: Readonly<
  Record<Odd['signal'], Pick<Finding, 'severity' | 'sentence'> & { readonly why: string }>
> = {
  S1: {
    severity: 'ernstig',
    sentence: 'Er is verstrekt zonder lopende casus.',
    why: 'Het register kent op dat moment geen lopende casus van deze bewoner.',
  },
  S2: {
    severity: 'ernstig',
    sentence: 'Er is verstrekt aan wie geen lid van de casus was.',
    why: 'De ontvanger was volgens het register op dat moment geen lid.',
  },
  S7: {
    severity: 'ernstig',
    sentence: 'Er is verstrekt in nood.',
    why: 'Elke noodverstrekking wordt nagekeken: was toestemming echt niet mogelijk, en weet de bewoner ervan?',
  },
  S12: {
    severity: 'ernstig',
    sentence: 'Er is verstrekt na intrekking.',
    why: 'De toestemming waar dit op rust was al ingetrokken. Dit hoort niet te kunnen: behandel het als datalek.',
  },
};

const oddOne = ({ signal, index, day, partner, actor, subject }: Odd): Finding => {
  const { why, ...said } = ODD[signal];
  return {
    ...said,
    key: `${signal} ${String(index)}`,
    signal,
    reasons: [why, `Logboekregel ${String(index)}.`],
    partner,
    day,
    ...(actor === undefined ? {} : { actor }),
    ...(subject === undefined ? {} : { subject }),
  };
};

interface EmployeeDay {
  readonly actor: string;
  readonly partner: string;
  readonly day: string;
  readonly asked: number;
  readonly refused: number;
}

function byEmployeeDay(activities: readonly Activity[]): readonly EmployeeDay[] {
  const days = new Map<string, EmployeeDay>();
  for (const { actor, partner, day, asked, refused } of activities) {
    const key = `${actor} ${day}`;
    const known = days.get(key) ?? { actor, partner, day, asked: 0, refused: 0 };
    days.set(key, { ...known, asked: known.asked + asked, refused: known.refused + refused });
  }
  return [...days.values()];
}

/** One finding a day, however many hours. */
function outsideHours(
  activities: readonly Activity[],
  { dayFrom, dayUntil }: Thresholds,
): readonly Finding[] {
  const outside = activities.filter(
    ({ hour, asked, emergencies }) => (hour < dayFrom || hour >= dayUntil) && asked > emergencies,
  );
  const days = new Map<string, Activity[]>();
  for (const each of outside) {
    const key = `S5 ${each.actor} ${each.day}`;
    days.set(key, [...(days.get(key) ?? []), each]);
  }
  return [...days].flatMap(([key, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const asked = all.reduce((sum, each) => sum + each.asked - each.emergencies, 0);
    return [
      {
        ...of(first, key, 'S5', 'let-op'),
        sentence: 'Een medewerker vroeg buiten werktijd.',
        reasons: [
          `${times(asked)} gevraagd rond ${all.map(({ hour }) => `${String(hour)} uur`).join(', ')}; werktijd is ${String(dayFrom)} tot ${String(dayUntil)} uur.`,
          'Het was geen noodgeval.',
        ],
      },
    ];
  });
}

/** Against what is usual for everybody in this period: the median and the median distance to it. */
function muchOnADay(days: readonly EmployeeDay[], { spreads, leastADay }: Thresholds): readonly Finding[] {
  const usual = median(days.map(({ asked }) => asked));
  const spread = Math.max(1, median(days.map(({ asked }) => Math.abs(asked - usual))));
  const most = usual + spreads * spread;
  return days
    .filter(({ asked }) => asked > most && asked >= leastADay)
    .map(each => ({
      ...of(each, `S6 ${each.actor} ${each.day}`, 'S6', 'let-op'),
      sentence: 'Een medewerker vroeg op één dag veel meer dan gewoon is.',
      reasons: [
        `${times(each.asked)} gevraagd; gewoon is ${String(usual)} op een dag, en vanaf ${String(Math.ceil(most))} valt het op.`,
      ],
    }));
}

const manyPeople = (activities: readonly Activity[], { peopleAnHour }: Thresholds): readonly Finding[] =>
  activities
    .filter(({ people }) => people > peopleAnHour)
    .map(each => ({
      ...of(each, `S8 ${each.actor} ${each.day} ${String(each.hour)}`, 'S8', 'ernstig'),
      sentence: 'Een medewerker vroeg in één uur naar zeer veel mensen.',
      reasons: [
        `${String(each.people)} verschillende mensen tussen ${String(each.hour)} en ${String(each.hour + 1)} uur; vanaf ${String(peopleAnHour + 1)} valt het op.`,
      ],
    }));

const nothingAllowed = (days: readonly EmployeeDay[], { refusedADay }: Thresholds): readonly Finding[] =>
  days
    .filter(({ asked, refused }) => refused >= refusedADay && refused === asked)
    .map(each => ({
      ...of(each, `S9 ${each.actor} ${each.day}`, 'S9', 'let-op'),
      sentence: 'Een medewerker vroeg veel, en niets mocht.',
      reasons: [`${times(each.refused)} gevraagd en elke keer geweigerd: dit kan zoeken zijn.`],
    }));

const afterNo = (repeats: readonly Repeat[], { timesAfterNo }: Thresholds): readonly Finding[] =>
  repeats
    .filter(repeat => repeat.times >= timesAfterNo)
    .map(each => ({
      ...of(each, `S10 ${each.actor} ${each.subject} ${each.field} ${each.day.slice(0, 7)}`, 'S10', 'let-op'),
      subject: each.subject,
      sentence: 'Een medewerker bleef hetzelfde vragen na een nee.',
      reasons: [`${times(each.times)} om ${each.field} van dezelfde bewoner gevraagd, steeds geweigerd.`],
    }));

const LIMITS: Readonly<Record<Noticed['kind'], string>> = {
  'partner-limit': 'Een organisatie vroeg meer in een minuut dan de poort toelaat.',
  'professional-limit': 'Een medewerker vroeg meer in een minuut dan de poort toelaat.',
  'many-residents': 'Een medewerker vroeg in een uur naar meer bewoners dan gewoon is.',
};

const limitMet = ({ kind, partner, subject, day, window }: Noticed): Finding => ({
  key: `limiet ${kind} ${subject} ${window}`,
  signal: 'limiet',
  severity: kind === 'many-residents' ? 'ernstig' : 'let-op',
  sentence: LIMITS[kind],
  reasons: ['De poort zag dit terwijl het gebeurde.'],
  partner,
  day,
});

const of = (
  { actor, partner, day }: Pick<Activity, 'actor' | 'partner' | 'day'>,
  key: string,
  signal: SignalId,
  severity: Finding['severity'],
) => ({ key, signal, severity, actor, partner, day });

const times = (count: number): string => `${String(count)} keer`;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
