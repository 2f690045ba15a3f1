import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { dayOf, fill, tableTexts } from '../../../../portal/table/texts.ts';
import { waakvlamPage, type WaakvlamView } from '../../../../portal/table/waakvlam.tsx';
import { agreeToDocument } from '../../../case-file/case-file-store.ts';
import { callsOf, nextSteps } from '../../../casework/waakvlam.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import { findPartner } from '../../../identity/partner-registry.ts';
import { nameOfParty, readParties } from '../../../resident/parties.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { askFor, exchangeOf, fieldsOn } from './exchange-routes.ts';
import { agreedOf, newestOf, openFile, save, versionsIn } from './open-file.ts';
import { carryCall, checkCall, stepOn } from './waakvlam-call.ts';
import { waakvlamOthers } from './waakvlam-others.ts';

const { faults: texts } = tableTexts.waakvlam;
const PURPOSE = 'D04';
const KIND = 'waakvlamcontract';

interface Trouble {
  readonly faults?: readonly Fault[];
  readonly findings?: readonly Finding[];
}

async function contractAt(
  seat: Seat,
): Promise<Pick<WaakvlamView, 'version' | 'lines' | 'agreedVersion' | 'agreedOn'>> {
  const { versions } = await openFile(seat);
  const [newest, agreed] = [newestOf(versions, KIND), agreedOf(versions, KIND)];
  const lines = newest?.parts['afspraken'];
  return {
    version: newest?.version ?? 0,
    lines: typeof lines === 'object' ? lines : [],
    agreedVersion: agreed?.version,
    agreedOn: agreed?.agreedOn === undefined ? '' : dayOf(new Date(`${agreed.agreedOn}T12:00:00Z`)),
  };
}

async function callLines({ context, found }: Seat): Promise<WaakvlamView['calls']> {
  const { database } = context.register;
  const parties = await readParties(database);
  const nameOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : nameOfParty(parties, id);
  return (await callsOf(database, found.id)).map(each => ({
    ...each,
    reporter: nameOf(each.reportedBy),
    called: nameOf(each.called),
    next: nextSteps(each),
  }));
}

async function send(seat: Seat, typed: Typed, { faults = [], findings = [] }: Trouble): Promise<void> {
  const { request, response, context } = seat;
  const [contract, calls] = [await contractAt(seat), await callLines(seat)];
  response.status(faults.length + findings.length === 0 ? 200 : 422).send(
    waakvlamPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      now: context.register.clock(),
      ...contract,
      ...(await waakvlamOthers(seat)),
      calls,
      typed,
      faults,
      findings,
    }),
  );
}

/** `POST /casussen/:id/waakvlam` */
async function change(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const { wat = '' } = typed;
  if (wat === 'wek') return await call(seat, typed);
  if (wat === 'contract') return await write(seat, typed);
  if (wat === 'akkoord') return await agree(seat, typed);
  await (wat === 'vraag' ? ask(seat, typed) : stepOn(seat, wat));
}

async function call(seat: Seat, typed: Typed): Promise<void> {
  const checked = await checkCall(seat, typed);
  await keepDraft(seat, typed);
  if ('faults' in checked) return await send(seat, typed, checked);
  await carryCall(seat, checked);
}

const linesIn = (text = ''): readonly string[] =>
  text
    .split('\n')
    .map(each => each.trim())
    .filter(each => each !== '');

async function write(seat: Seat, typed: Typed): Promise<void> {
  const lines = linesIn(typed['afspraken']);
  const before = Number(typed['vorige']);
  const newest = newestOf(await versionsIn(seat), KIND)?.version ?? 0;
  const findings = findingsIn(seat.context.tableFile.wordList, { afspraken: typed['afspraken'] });
  const faults = faultsOf([
    [
      'afspraken',
      lines.length === 0 || lines.length > 30 || lines.some(each => each.length > 500),
      texts.contract,
    ],
    ['afspraken', before !== newest, fill(texts.overtaken, { nummer: String(newest) })],
  ]);
  await keepDraft(seat, typed);
  if (faults.length + findings.length > 0) return await send(seat, typed, { faults, findings });
  await doOnce(seat, async () => {
    await save(seat, KIND, { status: 'slapend', afspraken: lines }, before);
    return `${seat.address}/waakvlam`;
  });
}

const CHANNELS = ['at-the-table', 'paper', 'telephone'] as const;

async function agree(seat: Seat, typed: Typed): Promise<void> {
  const { found, acting, context, address } = seat;
  const channel = CHANNELS.find(each => each === typed['kanaal']);
  if (channel === undefined)
    return await send(seat, typed, {
      faults: [{ field: 'kanaal', text: tableTexts.woonprofiel.writing.faults.how }],
    });
  await doOnce(seat, async () => {
    const version = Number(typed['versie']);
    await agreeToDocument(found.resident, KIND, version, acting, context.tableFile, channel);
    return `${address}/waakvlam`;
  });
}

async function ask(seat: Seat, typed: Typed): Promise<void> {
  const { toAsk } = await waakvlamOthers(seat);
  const wanted = toAsk.find(({ id }) => id === typed['partner']);
  const other =
    wanted === undefined ? undefined : await findPartner(seat.context.register.database, wanted.id);
  if (other === undefined) throw new PageProblem('niet-gevonden');
  await askFor(
    seat,
    exchangeOf(seat, 'delen', other, PURPOSE, fieldsOn(seat, 'delen', other, PURPOSE)),
    'advance',
  );
}

export const waakvlamRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/waakvlam',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), {})),
  },
  {
    path: '/casussen/:id/waakvlam',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, change),
  },
];
