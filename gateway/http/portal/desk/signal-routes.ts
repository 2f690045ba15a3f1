import type { Request, Response } from 'express';
import { moment, number } from '../../../../portal/desk/form-parts.tsx';
import { signalsPage } from '../../../../portal/desk/signals-page.tsx';
import { precision } from '../../../oversight/findings.ts';
import { isReason } from '../../../oversight/judge-finding.ts';
import {
  adoptPolicy,
  inForce,
  proposePolicy,
  readPolicies,
  type KeptPolicy,
} from '../../../oversight/review-policies.ts';
import {
  AS_DELIVERED,
  isUsable,
  NOT_SEEN,
  SIGNAL_TEXTS,
  SIGNALS,
  THRESHOLD_TEXTS,
  type ReviewPolicy,
  type Thresholds,
} from '../../../oversight/review-policy.ts';
import { readRuns, simulate, type ReviewRun } from '../../../oversight/review-log.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { actingIn, officerOf, typedIn, type FormFault, type Typed } from './officer-page.ts';

interface Shown {
  readonly policy?: Omit<ReviewPolicy, 'version'>;
  readonly found?: ReadonlyMap<string, number>;
  readonly reason?: string;
  readonly faults?: readonly FormFault[];
}

const NAMES = Object.keys(AS_DELIVERED.thresholds) as (keyof Thresholds)[];

/** `GET /werk/signalen` */
const showSignals: PageHandler = context => async (request, response) =>
  await sendSignals(request, response, context, {});

async function sendSignals(
  request: Request,
  response: Response,
  context: PortalContext,
  { policy, found, reason, faults = [] }: Shown,
): Promise<void> {
  const { database, clock } = officerOf(context);
  const [policies, runs] = [await readPolicies(database), await readRuns(database)];
  const force = inForce(policies);
  const shown = policy ?? force;
  const [newest] = policies;
  const isWaiting = newest !== undefined && newest.adoptedBy === undefined;
  response.status(faults.length === 0 ? 200 : 422).send(
    signalsPage({
      viewer: viewerOf(request, response, context),
      state:
        force.version === 0
          ? 'Het beleid staat zoals geleverd. Het is nog niet vastgesteld.'
          : `Versie ${String(force.version)} geldt: het logboek wordt elke ${String(force.everyHours)} uur nagelopen.`,
      figures: figuresOf(runs, force, clock()),
      signals: SIGNALS.map(id => ({
        id,
        text: SIGNAL_TEXTS[id],
        isOn: shown.signals.includes(id),
        found: found === undefined ? undefined : (found.get(id) ?? 0),
      })),
      notSeen: NOT_SEEN,
      thresholds: NAMES.map(name => ({ name, label: THRESHOLD_TEXTS[name], value: shown.thresholds[name] })),
      everyHours: shown.everyHours,
      precision: await precision(database),
      versions: policies.map(versionOf),
      runs: runs.slice(0, 10).map(({ at, from, until, entries, findings }) => ({
        at: moment(at),
        period: `${moment(from)} tot ${moment(until)}`,
        entries,
        findings,
      })),
      toAdopt: isWaiting && newest.proposedBy !== actingIn(response).actor ? newest.version : undefined,
      reason,
      faults,
    }),
  );
}

const versionOf = ({ version, reason, proposedBy, adoptedBy, adoptedAt }: KeptPolicy) => ({
  version,
  reason,
  proposedBy: nameOf(proposedBy),
  adopted: adoptedAt === undefined ? 'nog niet' : `${nameOf(adoptedBy ?? '')}, ${moment(adoptedAt)}`,
});

const nameOf = (officer: string): string => officer.replace('officer: ', '');
const MONTH_MS = 30 * 86_400_000;

/** Whether what was agreed is done: which part of the last month was gone through, and how often. */
function figuresOf(runs: readonly ReviewRun[], { everyHours }: ReviewPolicy, now: Date) {
  const since = now.getTime() - MONTH_MS;
  const covered = runs.reduce(
    (sum, { from, until }) => sum + Math.max(0, until.getTime() - Math.max(since, from.getTime())),
    0,
  );
  const inMonth = runs.filter(({ at }) => at.getTime() >= since);
  return [
    {
      label: 'Van de laatste 30 dagen nagelopen',
      value: `${String(Math.min(100, Math.round((100 * covered) / MONTH_MS)))}%`,
      note: 'dekking',
    },
    {
      label: 'Keren nagelopen',
      value: String(inMonth.length),
      note: `afgesproken: ${String(Math.floor((30 * 24) / everyHours))}`,
    },
    {
      label: 'Regels nagelopen',
      value: number(inMonth.reduce((sum, { entries }) => sum + entries, 0)),
      note: 'laatste 30 dagen',
    },
  ];
}

const policyIn = (typed: Typed): Omit<ReviewPolicy, 'version'> => ({
  everyHours: amountIn(typed['uren']),
  signals: SIGNALS.filter(id => typed[`signaal-${id}`] === 'ja'),
  thresholds: Object.fromEntries(NAMES.map(name => [name, amountIn(typed[name])])) as unknown as Thresholds,
});
const amountIn = (text = ''): number => (/^\d{1,5}$/.test(text) ? Number(text) : -1);

const NOT_USABLE = {
  text: 'Vul overal een heel getal in, laat werktijd beginnen voor zij eindigt, en kies een signaal.',
};
const NO_REASON = { field: 'reden', text: 'Zeg waarom u het zo wilt. Een paar woorden is te weinig.' };

/** `POST /werk/signalen`: tried out on the month before, or put before a colleague. */
const changePolicy: PageHandler = context => async (request, response) => {
  const typed = typedIn(request);
  const policy = policyIn(typed);
  const reason = typed['reden'] ?? '';
  const shown = { policy, reason };
  if (!isUsable(policy))
    return await sendSignals(request, response, context, { reason, faults: [NOT_USABLE] });
  if (typed['wat'] === 'proef')
    return await sendSignals(request, response, context, {
      ...shown,
      found: await simulate(policy, officerOf(context)),
    });
  if (!isReason(reason))
    return await sendSignals(request, response, context, { ...shown, faults: [NO_REASON] });
  await proposePolicy({ ...policy, reason }, actingIn(response), officerOf(context));
  response.redirect(303, '/werk/signalen');
};

const ADOPT_FAULTS = {
  'same-officer': 'U stelde dit zelf voor. Een andere privacy officer stelt het vast.',
  'not-open': 'Dit voorstel wacht niet meer: een collega was net eerder.',
} as const;

/** `POST /werk/signalen/vaststellen` */
const adopt: PageHandler = context => async (request, response) => {
  const version = amountIn(typedIn(request)['versie']);
  const outcome = await adoptPolicy(version, actingIn(response), officerOf(context));
  if (outcome === 'adopted') return response.redirect(303, '/werk/signalen');
  await sendSignals(request, response, context, { faults: [{ text: ADOPT_FAULTS[outcome] }] });
};

/** P2. */
export const signalRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/werk/signalen', method: 'get', guard: ['inzien', 'wachtrij'], handler: showSignals(context) },
  {
    path: '/werk/signalen',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: changePolicy(context),
  },
  {
    path: '/werk/signalen/vaststellen',
    method: 'post',
    guard: ['behandelen', 'wachtrij'],
    handler: adopt(context),
  },
];
