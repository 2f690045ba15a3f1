import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { questionAtTablePage } from '../../../../portal/table/question-at-table.tsx';
import { fill, tableTexts } from '../../../../portal/table/texts.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { newestOf, openFile, save, versionsIn } from './open-file.ts';

const { faults: texts } = tableTexts.question;
const LONGEST = 2_000;

interface Trouble {
  readonly faults?: readonly Fault[];
  readonly findings?: readonly Finding[];
}

async function send(seat: Seat, typed: Typed, { faults = [], findings = [] }: Trouble): Promise<void> {
  const { request, response, context, partner } = seat;
  const newest = newestOf((await openFile(seat)).versions, 'doorbraakvraag');
  const was = newest?.parts['vraag'];
  response.status(faults.length + findings.length === 0 ? 200 : 422).send(
    questionAtTablePage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      version: newest?.version ?? 0,
      typed: typed['vraag'] === undefined && typeof was === 'string' ? { vraag: was } : typed,
      faults,
      findings,
      may: whatMay(context.register.policies.latest().handreiking, {
        purpose: 'D02',
        from: partner.role,
        fields: ['casus.doorbraakvraag'],
      }),
    }),
  );
}

/** `POST /casussen/:id/vraag` */
async function write(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const { vraag = '', vorige } = typed;
  const trouble = {
    faults: faultsOf([
      ['vraag', vraag === '', texts.empty],
      ['vraag', vraag.length > LONGEST, texts.long],
    ]),
    findings: findingsIn(seat.context.tableFile.wordList, { vraag }),
  };
  await keepDraft(seat, { vraag });
  if (trouble.faults.length + trouble.findings.length > 0) return await send(seat, typed, trouble);
  if (await isOvertaken(seat, Number(vorige))) return await sendOvertaken(seat, typed);
  await doOnce(seat, async () => {
    await save(seat, 'doorbraakvraag', { vraag }, Number(vorige));
    return seat.address;
  });
}

async function isOvertaken(seat: Seat, before: number): Promise<boolean> {
  const newest = newestOf(await versionsIn(seat), 'doorbraakvraag');
  return (newest?.version ?? 0) !== before;
}

async function sendOvertaken(seat: Seat, typed: Typed): Promise<void> {
  const newest = newestOf((await openFile(seat)).versions, 'doorbraakvraag');
  const other = newest?.parts['vraag'];
  const text = fill(tableTexts.overtaken, { tekst: typeof other === 'string' ? other : '' });
  await send(seat, typed, { faults: [{ field: 'vraag', text }] });
}

export const questionAtTableRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/vraag',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), {})),
  },
  {
    path: '/casussen/:id/vraag',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, write),
  },
];
