import type { CheckpointSettings } from '../ledger/open-checkpoints.ts';
import type { ServeSettings } from './settings.ts';

/** How the log of this installation is signed and witnessed. */
export const checkpointsFrom = ({
  logboek,
}: Pick<ServeSettings, 'logboek'>): CheckpointSettings & { readonly rememberedIn: string } => ({
  logName: logboek.naam,
  witnesses: logboek.getuigen.map(({ sleutel, adres }) => ({ key: sleutel, url: adres })),
  longestUnwitnessedMs: logboek.getuige_uiterlijk * 1_000,
  rememberedIn: logboek.onthouden_in,
});
