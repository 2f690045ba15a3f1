import type { FieldId, PurposeId } from '../../policies/vocabulary.ts';
import type { Party } from '../../consent/check-consent.ts';
import type { Circumstance } from '../../consent/form.ts';
import type { Acting } from '../consent/change-register.ts';
import { recordDecision, type DecisionOutcome } from '../consent/record-decision.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { askedText } from '../resident/read-question.ts';

export interface QuestionForResident {
  readonly resident: string;
  readonly purpose: PurposeId;
  readonly sender: Party;
  readonly recipient: Party;
  readonly fields: readonly FieldId[];
  readonly circumstance?: Circumstance;
}

/** Puts a question to the resident. Whether it will be shown is not said: that would tell of an earlier no. */
export async function askResident(
  { resident, purpose, sender, recipient, fields, circumstance = 'ordinary' }: QuestionForResident,
  acting: Acting,
  context: RegisterContext,
): Promise<DecisionOutcome> {
  const { version, language, sha256 } = await askedText(context.database, 'nl');
  return await recordDecision(
    {
      resident,
      decision: 'requested',
      purpose,
      sender,
      recipients: [recipient],
      fields,
      form: {
        text: { version, language, sha256 },
        channel: 'portal',
        evidence: 'own-login',
        circumstance,
        decidedAtMs: context.clock().getTime(),
        validUntilMs: undefined,
      },
      capacity: 'able',
      representation: undefined,
      opinion: undefined,
      recorder: undefined,
      evidenceReference: undefined,
      helper: undefined,
      teachBack: undefined,
    },
    acting,
    context,
  );
}
