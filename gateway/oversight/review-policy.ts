/** What the log is searched for. `limiet` is what the limits themselves noticed. */
export const SIGNALS = ['S1', 'S2', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S12', 'limiet'] as const;
export type SignalId = (typeof SIGNALS)[number];

/** What each signal asks, as an officer reads it. */
/** What other systems warn of and this one cannot: why, for who reads the page (decision 0110). */
export const NOT_SEEN = [
  {
    signal: 'S3',
    what: 'Kijken bij buren of familie',
    why: 'De poort kent van niemand het adres of de achternaam, en gaat die hiervoor niet bewaren.',
  },
  {
    signal: 'S4',
    what: 'Kijken bij collega’s of bekende mensen',
    why: 'Daarvoor is een lijst nodig die eerst met de ondernemingsraad is besproken. Die lijst is er niet.',
  },
  {
    signal: 'S11',
    what: 'Kijken bij iemand die overleden is',
    why: 'De poort krijgt van niemand te horen dat iemand overleden is.',
  },
] as const;

export const SIGNAL_TEXTS: Readonly<Record<SignalId, string>> = {
  S1: 'Verstrekt als casuslid, terwijl er toen geen lopende casus was',
  S2: 'Verstrekt aan een organisatie die toen geen lid van de casus was',
  S5: 'Gevraagd buiten werktijd, zonder noodgeval',
  S6: 'Veel meer gevraagd op een dag dan gewoon is',
  S7: 'Verstrekt in nood: altijd nakijken',
  S8: 'Zeer veel verschillende mensen in één uur',
  S9: 'Veel gevraagd op een dag, en niets mocht',
  S10: 'Steeds hetzelfde gevraagd na een nee',
  S12: 'Verstrekt nadat de toestemming was ingetrokken',
  limiet: 'Een grens van de poort geraakt',
};

/** From where on something is worth looking at; each number stands by itself, none of them is learned. */
export interface Thresholds {
  /** Office hours, in the time of the place: from this hour, until that one. */
  readonly dayFrom: number;
  readonly dayUntil: number;
  /** How many times the usual spread above the usual number a day. */
  readonly spreads: number;
  /** Fewer questions a day than this are never too many. */
  readonly leastADay: number;
  readonly peopleAnHour: number;
  readonly refusedADay: number;
  readonly timesAfterNo: number;
}

export const THRESHOLD_TEXTS: Readonly<Record<keyof Thresholds, string>> = {
  dayFrom: 'Werktijd begint om (uur)',
  dayUntil: 'Werktijd eindigt om (uur)',
  spreads: 'S6: zoveel keer de gewone spreiding boven de mediaan',
  leastADay: 'S6: minder vragen op een dag dan dit is nooit veel',
  peopleAnHour: 'S8: meer mensen in een uur dan dit',
  refusedADay: 'S9: zoveel geweigerde vragen op een dag',
  timesAfterNo: 'S10: zo vaak hetzelfde na een nee',
};

export interface ReviewPolicy {
  /** None is as it was delivered: nobody adopted it yet. */
  readonly version: number;
  readonly everyHours: number;
  readonly signals: readonly SignalId[];
  readonly thresholds: Thresholds;
}

export const AS_DELIVERED: ReviewPolicy = {
  version: 0,
  everyHours: 24,
  signals: SIGNALS,
  thresholds: {
    dayFrom: 7,
    dayUntil: 21,
    spreads: 6,
    leastADay: 30,
    peopleAnHour: 40,
    refusedADay: 10,
    timesAfterNo: 3,
  },
};

/** Whether every number is one that can be meant. */
export const isUsable = ({ everyHours, signals, thresholds }: Omit<ReviewPolicy, 'version'>): boolean =>
  [everyHours, ...Object.values<number>({ ...thresholds })].every(
    each => Number.isInteger(each) && each >= 0 && each <= 10_000,
  ) &&
  everyHours >= 1 &&
  everyHours <= 744 &&
  thresholds.dayFrom < thresholds.dayUntil &&
  thresholds.dayUntil <= 24 &&
  thresholds.timesAfterNo >= 2 &&
  signals.length > 0;
