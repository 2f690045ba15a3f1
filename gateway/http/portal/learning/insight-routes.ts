import type { Request } from 'express';
import { structuralFlaws } from '../../../../policies/learning/structural-flaws.ts';
import { groundsMatrix } from '../../../../policies/matrix/grounds-matrix.ts';
import { flawsPage } from '../../../../portal/learning/flaws-page.tsx';
import { groundsPage } from '../../../../portal/learning/grounds-page.tsx';
import { inPicturePage } from '../../../../portal/learning/in-picture-page.tsx';
import { countByPartners, countByWeek } from '../../../learning/count-disclosures.ts';
import { countRefusals, type Period } from '../../../learning/count-refusals.ts';
import type { PageHandler, PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 366;

const dayIn = (text: unknown): Date | undefined => {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
};

const dateOf = (day: Date): string => day.toISOString().slice(0, 10);

/** The period asked for, a year at most; the last three months when nothing sensible was asked. The last day counts. */
function periodIn(
  { query }: Request,
  now: Date,
): { readonly period: Period; readonly shown: { readonly from: string; readonly until: string } } {
  const last = dayIn(query['tot']) ?? now;
  const until = new Date(last.getTime() + DAY_MS);
  const asked = dayIn(query['van']) ?? new Date(last.getTime() - USUAL_DAYS * DAY_MS);
  const from = new Date(
    Math.min(last.getTime(), Math.max(asked.getTime(), last.getTime() - MOST_DAYS * DAY_MS)),
  );
  return { period: { from, until }, shown: { from: dateOf(from), until: dateOf(last) } };
}

/** `GET /weeffouten` */
const showFlaws: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { period, shown } = periodIn(request, register.clock());
  const { handreiking } = register.policies.latest();
  const { refusals, isCut } = await countRefusals(register.database, period);
  response.send(
    flawsPage({
      viewer: viewerOf(request, response, context),
      handreiking,
      flaws: structuralFlaws(handreiking, refusals),
      period: shown,
      isCut,
    }),
  );
};

const weekLabel = (week: Date): string =>
  week.toLocaleDateString('nl-NL', { day: 'numeric', month: 'short', timeZone: 'Europe/Amsterdam' });

/** `GET /in-beeld` */
const showPictures: PageHandler = context => async (request, response) => {
  const { register } = context;
  const { period, shown } = periodIn(request, register.clock());
  const weeks = await countByWeek(register.database, period);
  response.send(
    inPicturePage({
      viewer: viewerOf(request, response, context),
      stretches: weeks.map(({ week, ...counts }) => ({ label: weekLabel(week), ...counts })),
      flows: await countByPartners(register.database, period),
      period: shown,
    }),
  );
};

/** `GET /gronden` */
const showGrounds: PageHandler = context => (request, response) => {
  const { handreiking } = context.register.policies.latest();
  const asked = request.query['doel'];
  const [first = ''] = handreiking.purposes.keys();
  const purpose = typeof asked === 'string' && handreiking.purposes.has(asked) ? asked : first;
  const viewer = viewerOf(request, response, context);
  response.send(groundsPage({ viewer, handreiking, matrix: groundsMatrix(handreiking, purpose) }));
};

/** To look at what the rules and the log say as a whole; about nobody. */
export const insightRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/weeffouten', method: 'get', guard: ['inzien', 'inzicht'], handler: showFlaws(context) },
  { path: '/gronden', method: 'get', guard: ['inzien', 'inzicht'], handler: showGrounds(context) },
  { path: '/in-beeld', method: 'get', guard: ['inzien', 'logboek'], handler: showPictures(context) },
];
