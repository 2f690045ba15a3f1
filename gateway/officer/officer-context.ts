import type { RegisterContext } from '../consent/register-context.ts';
import type { DisclosureContext } from '../disclosure/context.ts';

/** What the officer's work needs from around it; on other connections than the releases, so that nobody is held up. */
export interface OfficerContext extends RegisterContext, Pick<DisclosureContext, 'ledger'> {}

export const officerContextFrom = (
  register: RegisterContext,
  { ledger }: Pick<DisclosureContext, 'ledger'>,
): OfficerContext => ({ ...register, ledger });
