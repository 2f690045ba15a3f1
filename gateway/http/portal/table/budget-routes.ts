import { budgetPage } from '../../../../portal/table/budget.tsx';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { asVuistregel } from '../../../../portal/table/vuistregels.ts';
import {
  askBudget,
  budgetNumber,
  budgetsOf,
  decideBudget,
  numbersIn,
} from '../../../casework/maatwerkbudget.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { newestOf, openFile, save, today } from './open-file.ts';

const { faults: texts } = tableTexts.budget;
const PURPOSE = 'D11';
const MOST_CENTS = 2_500_000;

/** The requests of this case: their numbers stand in its file, and nowhere else with it. */
async function budgetsAt(seat: Seat) {
  const { versions } = await openFile(seat);
  const written = versions
    .filter(({ kind }) => kind === 'budget')
    .toSorted((one, other) => one.version - other.version)
    .map(({ parts }) => String(parts['budget'] ?? ''));
  const budgets = await budgetsOf(numbersIn(written), seat.context.register.database);
  return { budgets, version: newestOf(versions, 'budget')?.version ?? 0 };
}

interface Trouble {
  readonly faults?: readonly Fault[];
  readonly findings?: readonly Finding[];
  readonly deciding?: string;
}

async function send(
  seat: Seat,
  typed: Typed,
  { faults = [], findings = [], deciding }: Trouble,
): Promise<void> {
  const { request, response, context, partner } = seat;
  const { budgets } = await budgetsAt(seat);
  response.status(faults.length + findings.length === 0 ? 200 : 422).send(
    budgetPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      budgets,
      deciding,
      typed,
      faults,
      findings,
      may: whatMay(context.register.policies.latest().handreiking, { purpose: PURPOSE, from: partner.role }),
    }),
  );
}

const centsIn = (text: string): number =>
  /^\d{1,6}(?:[.,]\d{2})?$/.test(text) ? Math.round(Number(text.replace(',', '.')) * 100) : 0;

/** `POST /casussen/:id/budget` */
async function change(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const number = /^besluit-(MB-[0-9A-Z]{8})$/.exec(typed['wat'] ?? '')?.[1];
  await (number === undefined ? ask(seat, typed) : decide(seat, typed, number));
}

async function ask(seat: Seat, typed: Typed): Promise<void> {
  const { context, partner, address } = seat;
  const { bedrag = '', waarvoor: aim = '' } = typed;
  const rule = asVuistregel(typed['vuistregel']);
  const amountCents = centsIn(bedrag.replaceAll(/[€\s]/g, '').replace(/\.(?=\d{3}(?:,|$))/, ''));
  const findings = findingsIn(context.tableFile.wordList, { waarvoor: aim });
  const faults = faultsOf([
    ['bedrag', amountCents < 100 || amountCents > MOST_CENTS, texts.amount],
    ['waarvoor', aim === '' || aim.length > 200, texts.aim],
    ['vuistregel', rule === undefined, texts.rule],
  ]);
  await keepDraft(seat, typed);
  if (rule === undefined || faults.length + findings.length > 0)
    return await send(seat, typed, { faults, findings });
  await doOnce(seat, async () => {
    const number = budgetNumber(context.register.randomBytes);
    const { version } = await budgetsAt(seat);
    const budget = `${number}: € ${(amountCents / 100).toFixed(2)} voor ${aim}`;
    const saved = await save(seat, 'budget', { budget }, version);
    if (saved.outcome !== 'saved') throw new PageProblem('formulier-verlopen');
    const request = { number, amountCents, vuistregel: rule, aim, askedOn: today(seat) };
    await askBudget(request, partner.id, context.register.database);
    return `${address}/budget`;
  });
}

async function decide(seat: Seat, typed: Typed, number: string): Promise<void> {
  const { context, partner, address } = seat;
  const outcome = typed[`uitkomst-${number}`];
  const by = typed[`door-${number}`] ?? '';
  const { budgets } = await budgetsAt(seat);
  if (!budgets.some(each => each.number === number)) throw new PageProblem('niet-gevonden');
  const faults = faultsOf([
    [`uitkomst-${number}`, outcome !== 'toegekend' && outcome !== 'afgewezen', texts.outcome],
    [`door-${number}`, by === '' || by.length > 60, texts.by],
  ]);
  await keepDraft(seat, typed);
  if (outcome === undefined || faults.length > 0)
    return await send(seat, typed, { faults, deciding: number });
  await doOnce(seat, async () => {
    await decideBudget({ number, outcome, by, on: today(seat) }, partner.id, context.register.database);
    return `${address}/budget`;
  });
}

export const budgetRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/budget',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), {})),
  },
  {
    path: '/casussen/:id/budget',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, change),
  },
];
