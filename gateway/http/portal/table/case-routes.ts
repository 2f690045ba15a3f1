import { casePage, type CaseFileView } from '../../../../portal/table/case-page.tsx';
import { casesPage } from '../../../../portal/table/cases.tsx';
import { closeCasePage } from '../../../../portal/table/close-case.tsx';
import { trackActions } from '../../../casework/actions.ts';
import { labelsOf } from '../../../casework/case-label.ts';
import { closeCase } from '../../../casework/change-case.ts';
import { caseNumber, ownCases } from '../../../casework/own-cases.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atDesk, atOwnTable, atTable, doOnce, formKey, type Desk, type Seat } from './at-table.ts';
import { headOf, purposeText } from './case-head.ts';
import { newestOf, openFile, today } from './open-file.ts';

/** `GET /casussen` */
async function showCases(desk: Desk): Promise<void> {
  const { request, response, context, person, keeps } = desk;
  const { database, clock } = context.register;
  const cases = await ownCases(database, person, clock());
  const labels = await labelsOf(cases, person.partner, database, context.tableFile);
  response.send(
    casesPage({
      viewer: viewerOf(request, response, context),
      mayOpen: keeps,
      cases: cases.map(({ id, purpose, openedAt, closedAt, invitation, members }) => ({
        id,
        number: caseNumber({ id }),
        label: labels.get(id),
        purpose: purposeText(desk, purpose),
        openedAt,
        closedAt,
        invited: invitation?.state,
        at: [...new Set(members.map(({ name }) => name))],
      })),
    }),
  );
}

/** `GET /casussen/:id` */
async function showCase(seat: Seat): Promise<void> {
  const { request, response, context, keeps, found } = seat;
  response.send(
    casePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      keeps,
      file: keeps && found.closedAt === undefined ? await fileOf(seat) : undefined,
    }),
  );
}

async function fileOf(seat: Seat): Promise<CaseFileView> {
  const { versions } = await openFile(seat);
  const question = newestOf(versions, 'doorbraakvraag')?.parts['vraag'];
  return {
    question: typeof question === 'string' ? question : undefined,
    actions: trackActions(versions.filter(({ kind }) => kind === 'afspraken')),
    today: today(seat),
    form: formKey(seat),
  };
}

/** `GET /casussen/:id/sluiten` */
async function showClosing(seat: Seat): Promise<void> {
  const { request, response, context } = seat;
  response.send(
    closeCasePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
    }),
  );
}

/** `POST /casussen/:id/sluiten` */
async function close(seat: Seat): Promise<void> {
  const { context, acting, found, address } = seat;
  await doOnce(seat, async () => {
    await closeCase(found, acting, context.register);
    return address;
  });
}

export const caseRoutes = (context: PortalContext): readonly PageRoute[] => [
  { path: '/casussen', method: 'get', guard: ['inzien', 'casus'], handler: atDesk(context, showCases) },
  {
    path: '/casussen/:id',
    method: 'get',
    guard: ['inzien', 'casus'],
    handler: atTable(context, ['inzien', 'casus'], showCase),
  },
  {
    path: '/casussen/:id/sluiten',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, showClosing),
  },
  {
    path: '/casussen/:id/sluiten',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, close),
  },
];
