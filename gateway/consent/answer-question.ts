import type { Party } from '../../consent/check-consent.ts';
import type { EvidenceKind } from '../../consent/form.ts';
import type { RefusalCode } from '../../consent/refusal.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';
import { changeRegister, type Acting, type HeldRegister } from './change-register.ts';
import { appendConsentEvent, consentsOf, type StoredConsent } from './consent-store.ts';
import { recordDecision, type BroughtDecision } from './record-decision.ts';
import type { RegisterContext } from './register-context.ts';

/** A resident's answer to a question that lies open: per field yes or no. */
export interface Answer {
  readonly resident: string;
  readonly question: string;
  readonly yes: readonly FieldId[];
  readonly no: readonly FieldId[];
  /** Who decided and how it was asked; the same for the yes and the no. */
  readonly decided: Pick<
    BroughtDecision,
    'sender' | 'recipients' | 'form' | 'capacity' | 'representation' | 'opinion' | 'teachBack' | 'helper'
  >;
  /** The partner that writes it down at the table; none when the resident answers. Who would receive cannot be it. */
  readonly recorder?: Party;
  /** What is kept with the answer, in the same transaction. */
  readonly keepWith?: (register: HeldRegister) => Promise<void>;
}

export type AnswerOutcome =
  | { readonly kind: 'answered' }
  /** There is no such question of this resident, or it was answered or taken back in the meantime. */
  | { readonly kind: 'not-open' }
  | { readonly kind: 'refused'; readonly refusals: readonly RefusalCode[] };

/** Found again by this; the question itself is not touched, for what was asked never changes. */
export const answerReference = (question: string): string => `antwoord op ${question}`;

export const isOpenQuestion = ({ state }: Pick<StoredConsent, 'state'>): boolean =>
  state === 'Requested' || state === 'RequestDeferred';

class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusals: readonly RefusalCode[];

  constructor(refusals: readonly RefusalCode[]) {
    super('the answer cannot be recorded');
    this.refusals = refusals;
  }
}

/**
 * Records the answer by the same function as every other decision: what was said yes to as a yes of its own, what was said no
 * to as a no, and the question as over; all of it or nothing. A second time there is nothing left to answer.
 */
export async function answerQuestion(
  answer: Answer,
  acting: Acting,
  context: RegisterContext,
): Promise<AnswerOutcome> {
  try {
    return await changeRegister(acting, context, async register => {
      const [question] = await consentsOf(register.sql, answer.resident, { id: answer.question });
      if (question === undefined || !isOpenQuestion(question)) return { kind: 'not-open' };
      const inside = within(register, context);
      for (const [decision, fields] of [
        ['given', answer.yes],
        ['refused', answer.no],
      ] as const) {
        if (fields.length === 0) continue;
        const outcome = await recordDecision(broughtFor(answer, question, decision, fields), acting, inside);
        if (outcome.kind === 'refused') throw new Refused(outcome.refusals);
      }
      await closeQuestion(question, answer, register, acting, context);
      await answer.keepWith?.(register);
      return { kind: 'answered' };
    });
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusals: error.refusals };
    throw error;
  }
}

/** The same context, in the transaction that is already open. */
const within = ({ sql }: HeldRegister, context: RegisterContext): RegisterContext => ({
  ...context,
  database: {
    ...context.database,
    query: sql.query,
    transaction: async <T>(work: (sql: Sql) => Promise<T>) => await work(sql),
  },
});

const OWN_LOGIN: EvidenceKind = 'own-login';
const WITNESS: EvidenceKind = 'witness';

function broughtFor(
  { resident, decided, question: asked, recorder }: Answer,
  question: StoredConsent,
  decision: 'given' | 'refused',
  fields: readonly FieldId[],
): BroughtDecision {
  return {
    ...decided,
    form: { ...decided.form, evidence: recorder === undefined ? OWN_LOGIN : WITNESS },
    resident,
    decision,
    purpose: question.purpose,
    fields,
    recorder,
    evidenceReference: answerReference(asked),
  };
}

async function closeQuestion(
  question: StoredConsent,
  { decided, resident }: Answer,
  { sql, record }: HeldRegister,
  acting: Acting,
  { clock }: RegisterContext,
): Promise<void> {
  const change = { what: 'consent-terminated', consent: question.id, state: 'Terminated' } as const;
  const { index } = await record(resident, change);
  await appendConsentEvent(sql, question.id, {
    state: 'Terminated',
    at: clock(),
    channel: decided.form.channel,
    ledgerIndex: index,
    decidedBy: decided.representation === undefined ? 'resident' : 'representative',
    recordedBy: acting.actor,
  });
}

/** What was decided on a question, the yes and the no, as it stands now. */
export async function answersTo(
  sql: Sql,
  resident: string,
  question: string,
): Promise<readonly StoredConsent[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT id FROM consent WHERE resident = $1 AND evidence_reference = $2',
    [resident, answerReference(question)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return (await consentsOf(sql, resident)).filter(({ id }) => ids.has(id));
}
