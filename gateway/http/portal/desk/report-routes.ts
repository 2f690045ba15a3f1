import type { RequestHandler } from 'express';
import { purposeName, sentence } from '../../../../policies/in-dutch.ts';
import { REPORT, reportPage } from '../../../../portal/desk/report-page.tsx';
import { quarterAt, quarterlyReport, quarterOf, type FigureName } from '../../../officer/quarterly-report.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';

const FIGURES: Readonly<Record<FigureName, { readonly label: string; readonly note: string }>> = {
  geweigerd: { label: 'Geweigerd', note: 'er ging niets' },
  nood: { label: 'In nood', note: 'bij groot gevaar' },
  bezwaar: { label: 'Bezwaren', note: 'van bewoners' },
  gestopt: { label: 'Keer gestopt', note: 'een ja ingetrokken' },
  inzage: { label: 'Inzage', note: 'wie kreeg mijn gegevens?' },
  datalek: { label: 'Datalekken', note: 'ook wat niet is gemeld' },
};

const SHOWN = 5;
const A_QUARTER_MS = 92 * 86_400_000;

/** This quarter and the four before it, the newest first. */
const quartersUpTo = (now: Date): readonly string[] => [
  ...new Set(
    Array.from({ length: SHOWN }, (_each, back) => quarterAt(new Date(now.getTime() - back * A_QUARTER_MS))),
  ),
];

/** `GET /werk/rapport?kwartaal=2026-K4` */
const show =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { database, clock, policies } = context.register;
    const now = clock();
    const asked = request.query['kwartaal'];
    const quarter = quarterOf(typeof asked === 'string' ? asked : quarterAt(now));
    if (quarter === undefined || quarter.from > now) throw new PageProblem('niet-gevonden');
    const { disclosures, figures } = await quarterlyReport(database, quarter);
    const { handreiking } = policies.latest();
    response.send(
      reportPage({
        viewer: viewerOf(request, response, context),
        quarter: quarter.name,
        quarters: quartersUpTo(now),
        isRunning: quarter.until > now,
        figures: figures.map(({ what, count }) => ({ ...FIGURES[what], count })),
        table: {
          ...disclosures,
          rows: disclosures.rows.map(id => `${id} ${sentence(purposeName(handreiking, id))}`),
        },
      }),
    );
  };

/** P11: the report of three months. */
export const reportRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: REPORT, method: 'get', guard: ['inzien', 'kwartaalrapport'], handler: show(context) },
];
