import type { Rule } from '../../policies/handreiking.ts';
import { changeRegister, type Acting } from './change-register.ts';
import type { RegisterContext } from './register-context.ts';
import { tellRecipients } from './tell-recipients.ts';

const everything = (_rule: Rule): boolean => true;

/** AVG 16, 17 and 19: the resident has everyone who received for this purpose asked to correct or to erase it. Resolves to how many. */
export async function askRecipients(
  {
    resident,
    purpose,
    request,
  }: { readonly resident: string; readonly purpose: string; readonly request: 'correct' | 'erase' },
  acting: Acting,
  context: RegisterContext,
): Promise<number> {
  return await changeRegister(acting, context, async register => {
    const cause = context.newId();
    const told = await tellRecipients(
      { resident, request, cause, purpose, concerns: everything },
      register,
      context,
    );
    await register.record(resident, { what: 'recipients-asked', request, purpose, told });
    return told;
  });
}
