import type { FieldId, FieldValue } from '../../../../policies/vocabulary.ts';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { tableTexts } from '../../../../portal/table/texts.ts';
import { callsOf, stepInCall, wake, WAAKVLAM_STEPS } from '../../../casework/waakvlam.ts';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import { findPartner, type Partner } from '../../../identity/partner-registry.ts';
import { PageProblem } from '../page-problem.ts';
import { doOnce, faultsOf, type Seat } from './at-table.ts';
import { carryOut, exchangeOf, fieldsOn } from './exchange-routes.ts';
import { waakvlamOthers } from './waakvlam-others.ts';

const { faults: texts, told } = tableTexts.waakvlam;
const PURPOSE = 'D04';
const FEEDBACK: FieldId = 'crisis.terugmelding';
const OURSELVES = 'wij';
const THE_RESIDENT = 'bewoner';

interface Call {
  /** The number of the form: the same call twice is once. */
  readonly id: string;
  readonly reportedBy: string | undefined;
  /** Who is called; nobody else when the wijkteam comes itself. */
  readonly callee: Partner | undefined;
  readonly given: ReadonlyMap<FieldId, FieldValue>;
}

interface Trouble {
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
}

function wordsIn(typed: Typed): readonly [melder: string, gebeld: string, signaal: string, actie: string] {
  const { melder = '', gebeld = '', signaal = '', actie = '' } = typed;
  return [melder, gebeld, signaal, actie];
}

export async function checkCall(seat: Seat, typed: Typed): Promise<Call | Trouble> {
  const [melder, gebeld, signaal, actie] = wordsIn(typed);
  const { reporters, callees } = await waakvlamOthers(seat);
  const mayReport = new Set([THE_RESIDENT, ...reporters.map(({ id }) => id)]);
  const mayBeCalled = new Set([OURSELVES, ...callees.map(({ id }) => id)]);
  const findings = findingsIn(seat.context.tableFile.wordList, { signaal, actie });
  const faults = faultsOf([
    ['melder', !mayReport.has(melder), texts.reporter],
    ['gebeld', !mayBeCalled.has(gebeld), texts.callee],
    ['signaal', signaal === '' || signaal.length > 2_000, texts.signal],
    ['actie', actie === '' || actie.length > 500, texts.wanted],
  ]);
  if (faults.length + findings.length > 0) return { faults, findings };
  return {
    id: String((seat.request.body as Readonly<Record<string, unknown>>)['formulier']),
    reportedBy: melder === THE_RESIDENT ? undefined : melder,
    callee: gebeld === OURSELVES ? undefined : await findPartner(seat.context.register.database, gebeld),
    given: new Map<FieldId, FieldValue>([
      ['crisis.signaal', signaal],
      ['crisis.gevraagde_actie', actie],
    ]),
  };
}

/** Wakes first, so that what was said yes to beforehand counts; then tells who is called. */
export async function carryCall(seat: Seat, { id, reportedBy, callee, given }: Call): Promise<void> {
  const { found, acting, context, partner, address } = seat;
  const woken = { id, reportedBy, called: callee?.id ?? partner.id };
  const waken = async (): Promise<void> => await wake(found, woken, acting, context.register);
  if (callee === undefined) return await doQuietly(seat, `${address}/waakvlam`, waken);
  const asked = exchangeOf(seat, 'delen', callee, PURPOSE, fieldsOn(seat, 'delen', callee, PURPOSE));
  await carryOut(seat, 'delen', asked, given, waken);
}

const doQuietly = async (seat: Seat, address: string, work: () => Promise<void>): Promise<void> =>
  await doOnce(seat, async () => {
    await work();
    return address;
  });

/** A step in a call; who picks it up lets the reporter hear just that. */
export async function stepOn(seat: Seat, wat: string): Promise<void> {
  const { found, acting, context, address } = seat;
  const [, word, id] = /^([a-z]+)-([0-9a-f-]{36})$/.exec(wat) ?? [];
  const what = WAAKVLAM_STEPS.find(each => each === word);
  if (what === undefined || id === undefined) throw new PageProblem('niet-gevonden');
  const note = async (): Promise<void> => void (await stepInCall(found, id, what, acting, context.register));
  const reporter = what === 'opgepakt' ? await reporterOf(seat, id) : undefined;
  if (reporter === undefined) return await doQuietly(seat, `${address}/waakvlam`, note);
  const asked = exchangeOf(seat, 'delen', reporter, PURPOSE, [FEEDBACK]);
  await carryOut(seat, 'delen', asked, new Map([[FEEDBACK, told]]), note);
}

async function reporterOf({ found, partner, context }: Seat, call: string) {
  const { database } = context.register;
  const reported = (await callsOf(database, found.id)).find(({ id }) => id === call)?.reportedBy;
  return reported === undefined || reported === partner.id
    ? undefined
    : await findPartner(database, reported);
}
