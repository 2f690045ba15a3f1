import type { KeyObject } from 'node:crypto';
import { madeFrom } from '../keys/made-from.ts';
import { parseVerifierKey, SIGNATURE_TYPE, verifierKeyLine, type LogKeys, type VerifierKey } from './note.ts';
import type { WitnessAddress } from './witness-client.ts';

/** What a log is called, and who watches it. */
export interface LogNaming {
  /** The name of the log; without it, that of a trial. */
  readonly logName?: string;
  readonly witnesses?: readonly { readonly key: string; readonly url: string }[];
}

/** The log as others know it. */
export interface LogAsKnown {
  readonly origin: string;
  /** The lines by which others know the keys of this log, the one in use first. */
  readonly keyLines: () => readonly string[];
  readonly keys: LogKeys;
  readonly witnesses: readonly WitnessAddress[];
}

const TRIAL_LOG = 'wijkpoort.localhost/logboek';

/** Throws when the line of a witness is none. */
export function logAsKnown(
  privateKeys: () => readonly [KeyObject, ...KeyObject[]],
  { logName: origin = TRIAL_LOG, witnesses = [] }: LogNaming,
): LogAsKnown {
  const lineOf = (each: KeyObject): string => verifierKeyLine(origin, SIGNATURE_TYPE.ed25519, each);
  const keyFrom = (each: KeyObject): VerifierKey => knownKey(lineOf(each));
  return {
    origin,
    keyLines: () => privateKeys().map(lineOf),
    keys: madeFrom(privateKeys, ([first, ...others]) => [keyFrom(first), ...others.map(keyFrom)] as const),
    witnesses: witnesses.map(({ key, url }) => ({ key: knownKey(key), url })),
  };
}

function knownKey(line: string): VerifierKey {
  const key = parseVerifierKey(line);
  if (key === undefined) throw new Error('Deze sleutelregel is niet te lezen: naam+nummer+sleutel.');
  return key;
}
