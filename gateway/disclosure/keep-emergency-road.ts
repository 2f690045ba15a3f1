import { openEmergencyJournal } from '../ledger/emergency-journal.ts';
import { recordAside } from '../ledger/record-aside.ts';
import { repeat } from '../ledger/repeat.ts';
import { replayJournal } from '../ledger/replay-journal.ts';
import type { DisclosureContext } from './context.ts';
import { createEmergencyRoad, type EmergencyRoad } from './emergency-road.ts';

const PAUSE_MS = 15_000;

export interface KeptEmergencyRoad {
  /** None when this installation has no place for a journal. */
  readonly road: EmergencyRoad | undefined;
  /** Writes into the log what the journal holds, and remembers what is known now. What fails waits for the next turn. */
  readonly turn: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Where the journal is, if anywhere, and the secret under which its lines are chained. */
export interface EmergencyJournalPlace {
  readonly emergencyJournal?: string;
  readonly secrets: { readonly subjectKey: string };
}

const nothing = async (): Promise<void> => await Promise.resolve();

/**
 * Keeps the emergency road: what was written while the database was away is in the log before the gateway opens. Tells when
 * somebody changed the journal.
 */
export async function keepEmergencyRoad(
  context: DisclosureContext,
  { emergencyJournal, secrets }: EmergencyJournalPlace,
  onTampered: () => void,
): Promise<KeptEmergencyRoad> {
  if (emergencyJournal === undefined) return { road: undefined, turn: nothing, stop: nothing };
  const journal = openEmergencyJournal(emergencyJournal, secrets.subjectKey);
  const road = createEmergencyRoad(context, journal);
  const turn = async (): Promise<void> => {
    try {
      const { tamperedAt } = await replayJournal(context.database, journal, context.clock());
      if (tamperedAt !== undefined) {
        onTampered();
        await recordTampering(tamperedAt, context);
      }
      await road.remember();
    } catch {
      // The database is away: what was remembered stays true for a few minutes, and then counts no more.
    }
  };
  await turn();
  return { road, turn, stop: repeat(turn, PAUSE_MS).stop };
}

const recordTampering = async (line: number, context: DisclosureContext): Promise<unknown> =>
  await recordAside(
    {
      event: 'journal-tampered',
      reason: `line-${line}`,
      purpose: 'unstated',
      sender: 'unstated',
      recipient: 'unstated',
      actor: 'poort',
      trace: { requestId: context.newId(), traceId: context.randomBytes(16).toString('hex') },
    },
    context,
  );
