import { actionsPage } from '../../../../portal/table/actions.tsx';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { asVuistregel } from '../../../../portal/table/vuistregels.ts';
import {
  actionIn,
  keyOf,
  lineOf,
  linesIn,
  trackActions,
  withRoom,
  type Action,
} from '../../../casework/actions.ts';
import { whatMay } from '../../../casework/what-may.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import { PageProblem } from '../page-problem.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { newestOf, openFile, save, today, versionsIn } from './open-file.ts';

const { faults: texts, resident } = tableTexts.actions;
const LONGEST = 300;
const DAY = /^\d{4}-\d\d-\d\d$/;

const whoCan = ({ found }: Seat): readonly string[] => [
  resident,
  ...new Set(found.members.map(({ name }) => name)),
];

interface Trouble {
  readonly faults?: readonly Fault[];
  readonly findings?: readonly Finding[];
}

async function send(seat: Seat, typed: Typed, { faults = [], findings = [] }: Trouble): Promise<void> {
  const { request, response, context, partner } = seat;
  const { versions } = await openFile(seat);
  response.status(faults.length + findings.length === 0 ? 200 : 422).send(
    actionsPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      today: today(seat),
      actions: trackActions(versions.filter(({ kind }) => kind === 'afspraken')),
      who: whoCan(seat),
      typed,
      faults,
      findings,
      may: whatMay(context.register.policies.latest().handreiking, {
        purpose: 'D02',
        from: partner.role,
        fields: ['casus.acties'],
      }),
    }),
  );
}

/** `GET /casussen/:id/afspraken` */
async function show(seat: Seat): Promise<void> {
  const { vuistregel } = seat.request.query;
  const rule = typeof vuistregel === 'string' ? asVuistregel(vuistregel) : undefined;
  await send(seat, { ...(rule === undefined ? {} : { vuistregel: rule }), ...draftIn(seat) }, {});
}

/** `POST /casussen/:id/afspraken` */
async function change(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const [, mark, key = ''] = /^(gedaan|weer-open)-([0-9a-f]{16})$/.exec(typed['wat'] ?? '') ?? [];
  if (mark === undefined) return await add(seat, typed);
  await doOnce(seat, async () => {
    await rewrite(seat, lines =>
      lines.map(line => marked(line, key, mark === 'gedaan' ? today(seat) : undefined)),
    );
    return typed['terug'] === 'afspraken' ? `${seat.address}/afspraken` : seat.address;
  });
}

function marked(line: string, key: string, done: string | undefined): string {
  const action = actionIn(line);
  return action !== undefined && keyOf(action) === key ? lineOf({ ...action, done }) : line;
}

async function add(seat: Seat, typed: Typed): Promise<void> {
  const checked = await check(seat, typed);
  if (!('action' in checked)) {
    await keepDraft(seat, typed);
    return await send(seat, typed, checked);
  }
  await doOnce(seat, async () => {
    await rewrite(seat, lines => [...withRoom(lines), lineOf(checked.action)]);
    return `${seat.address}/afspraken`;
  });
}

async function check(seat: Seat, typed: Typed): Promise<{ readonly action: Action } | Trouble> {
  const { 'wat-doen': what = '', wie = '', dag: by = '', vuistregel } = typed;
  const rule = asVuistregel(vuistregel);
  const findings = findingsIn(seat.context.tableFile.wordList, { 'wat-doen': what });
  const lines = linesIn(newestOf(await versionsIn(seat), 'afspraken'));
  const action = { what: what.replaceAll(/\s+/g, ' '), who: wie, by, rule: rule ?? 'dak' };
  const faults = faultsOf([
    ['wat-doen', what === '' || what.length > LONGEST, texts.what],
    ['wat-doen', isThere(action, lines), texts.twice],
    ['wat-doen', withRoom(lines).length >= 30, texts.full],
    ['wie', !whoCan(seat).includes(wie), texts.who],
    ['dag', !DAY.test(by) || by < today(seat), texts.by],
    ['vuistregel', rule === undefined, texts.rule],
  ]);
  return faults.length + findings.length === 0 ? { action } : { faults, findings };
}

const isThere = (action: Action, lines: readonly string[]): boolean =>
  lines.some(line => {
    const known = actionIn(line);
    return known !== undefined && keyOf(known) === keyOf(action);
  });

/** Writes the next version after whatever is newest; somebody who wrote meanwhile is not written over. */
async function rewrite(seat: Seat, turn: (lines: readonly string[]) => readonly string[]): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) {
    const newest = newestOf(await versionsIn(seat), 'afspraken');
    const saved = await save(seat, 'afspraken', { acties: turn(linesIn(newest)) }, newest?.version ?? 0);
    if (saved.outcome === 'saved') return;
  }
  throw new PageProblem('formulier-verlopen');
}

export const actionRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/afspraken',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, show),
  },
  {
    path: '/casussen/:id/afspraken',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, change),
  },
];
