import type { Request, Response } from 'express';
import type { FormFault, Option } from '../../../../portal/desk/form-parts.tsx';
import type { Acting } from '../../../consent/change-register.ts';
import { actorOf } from '../../../identity/people/person.ts';
import { officerContextFrom, type OfficerContext } from '../../../officer/officer-context.ts';
import { nameOfParty, readParties, type Parties } from '../../../resident/parties.ts';
import { traceIn } from '../../caller.ts';
import { personIn } from '../browser.ts';
import type { PortalContext } from '../portal-context.ts';

export type { FormFault };
export type Typed = Readonly<Record<string, string>>;

export const officerOf = ({ register, disclosure }: PortalContext): OfficerContext =>
  officerContextFrom(register, disclosure);

export const actingIn = (response: Response): Acting => ({
  actor: actorOf(personIn(response)),
  trace: traceIn(response),
});

/** What was typed in the form; what is no text is nothing. */
export const typedIn = (request: Request): Typed =>
  Object.fromEntries(
    Object.entries((request.body ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'bewijs' ? [[name, value.trim()]] : [],
    ),
  );

/** Sends a page with its form, with what was typed in it and what is wrong with that. */
export type SendForm = (
  request: Request,
  response: Response,
  context: PortalContext,
  typed: Typed,
  faults: readonly FormFault[],
) => Promise<void>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** The number in the address; nothing when it is none. */
export const idIn = (request: Request): string | undefined => {
  const id = String(request.params['id']);
  return UUID.test(id) ? id : undefined;
};

/** Every partner to choose from, by name. */
export async function partnerOptions({ database }: OfficerContext): Promise<readonly Option[]> {
  const parties: Parties = await readParties(database);
  return [...parties.keys()]
    .map(value => ({ value, label: nameOfParty(parties, value) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'nl'));
}
