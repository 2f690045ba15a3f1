import type { CaseHead } from '../../../../portal/table/case-head.ts';
import { labelsOf } from '../../../casework/case-label.ts';
import { caseNumber } from '../../../casework/own-cases.ts';
import type { Desk, Seat } from './at-table.ts';

/** What a purpose is called, for people. */
export const purposeText = (
  { context }: Pick<Desk, 'context'>,
  purpose: string | undefined,
): string | undefined =>
  purpose === undefined
    ? undefined
    : context.register.policies.latest().handreiking.purposes.get(purpose)?.description;

/** What every page of this case shows of it. */
export async function headOf(seat: Seat): Promise<CaseHead> {
  const { found, person, context } = seat;
  const labels = await labelsOf([found], person.partner, context.register.database, context.tableFile);
  return {
    id: found.id,
    number: caseNumber(found),
    label: labels.get(found.id),
    purpose: purposeText(seat, found.purpose),
    openedAt: found.openedAt,
    closedAt: found.closedAt,
    invited: found.invitation?.state,
    members: found.members.map(member => ({
      ...member,
      isYou: member.partner === person.partner && member.professional === person.professional,
    })),
  };
}
