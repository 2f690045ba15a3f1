import type { KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SIGNATURE_TYPE, verifierKeyLine, type VerifierKey } from '../../gateway/ledger/note.ts';
import { openRememberedCheckpoints } from '../../gateway/ledger/remembered-checkpoints.ts';
import { createWitnessServer } from '../../gateway/ledger/witness-server.ts';
import { createWitness } from '../../gateway/ledger/witness.ts';

/** A witness that listens, by the two things with which a log finds it. */
export interface RunningWitness {
  readonly key: string;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface WitnessStart {
  readonly privateKey: KeyObject;
  /** The keys of the log that it watches, and under which name. */
  readonly log: VerifierKey | readonly VerifierKey[];
  readonly origin: string;
  /** Where it remembers what it saw. */
  readonly file: string;
  readonly clock?: () => Date;
  readonly onDisagreement?: () => void;
}

export const WITNESS = 'getuige.zayaz.example';

export async function startWitness({
  privateKey,
  log,
  origin,
  file,
  clock = () => new Date(),
  onDisagreement = () => undefined,
}: WitnessStart): Promise<RunningWitness> {
  const remembered = await openRememberedCheckpoints(file);
  const around = { remembered, clock, onDisagreement };
  const witness = createWitness({ name: WITNESS, privateKey, logs: [log].flat(), ...around });
  const server = createWitnessServer(witness, [origin]);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    key: verifierKeyLine(WITNESS, SIGNATURE_TYPE.cosignature, privateKey),
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
