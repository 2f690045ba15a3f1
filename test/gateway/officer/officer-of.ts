import { createLedgerWriter } from '../../../gateway/ledger/writer.ts';
import type { OfficerContext } from '../../../gateway/officer/officer-context.ts';
import type { World } from '../../world/world.ts';

/** The officer's functions on the gateway of this world. */
export const officerContextOf = ({ gateway }: World): OfficerContext => ({
  ...gateway.register,
  ledger: createLedgerWriter(gateway.database),
});
