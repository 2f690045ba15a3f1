import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  appendBatch,
  batchAfter,
  readHead,
  sealEntry,
  type SealedEntry,
} from '../../gateway/ledger/append.ts';
import type { FieldRecord } from '../../gateway/ledger/entry.ts';
import { sealingKey, sealText } from '../../gateway/ledger/sealing.ts';
import { followLog } from '../../gateway/ledger/queries.ts';
import { actorTagger } from '../../gateway/ledger/subject-keys.ts';
import { POLICY_VERSION, type World } from './world.ts';

/** Something that stands in the log of a busy wijk. */
export interface Happening {
  readonly at: Date;
  readonly who: string;
  /** A resident's tag, or the name of somebody who is nobody here. */
  readonly about: Buffer | string;
  readonly recipient: string;
  readonly event?: 'released' | 'refused';
  readonly purpose?: string;
  /** Decided on being a member of the case. */
  readonly asMember?: true;
}

const AT_ONCE = 500;

/** Puts what happened in the log as another gateway would: real leaves in the real tree, in the order of time; and follows it. */
export async function writeBusyLog(world: World, happenings: readonly Happening[]): Promise<void> {
  const seal = sealer(world);
  const ordered = [...happenings].sort((one, other) => one.at.getTime() - other.at.getTime());
  await makeMonths(world, ordered);
  for (let from = 0; from < ordered.length; from += AT_ONCE) {
    const entries = ordered.slice(from, from + AT_ONCE).map(seal);
    const after = await appendBatch(world.database, batchAfter(await readHead(world.database), entries));
    if (after === undefined) throw new Error('somebody else wrote in the log meanwhile');
  }
  // What a gateway does every minute, and the server by itself.
  await followLog(world.database);
  await world.database.query('ANALYZE');
}

async function makeMonths({ database }: World, ordered: readonly Happening[]): Promise<void> {
  const months = new Set(ordered.map(({ at }) => `${at.toISOString().slice(0, 7)}-01`));
  for (const month of months) await database.query('SELECT ledger_make_month($1::date)', [month]);
}

function sealer({ secrets }: World): (happening: Happening) => SealedEntry {
  const key = sealingKey(randomBytes(32));
  const tagOf = actorTagger(secrets.subjectKey);
  const keys = {
    subject: key,
    sealActor: (actor: string) => ({ sealed: sealText(actor, key, randomBytes(12)), tag: tagOf(actor) }),
  };
  return ({ at, who, about, recipient, event = 'released', purpose = 'D01', asMember }) => {
    const decision: FieldRecord = { decision: event === 'released' ? 'released' : 'withheld', rule: '1.1' };
    return sealEntry(
      {
        public: {
          event,
          at,
          direction: 'ask',
          purpose,
          policyVersion: POLICY_VERSION,
          sender: 'wijkteam-zuidoost',
          recipient,
          requestId: randomUUID(),
          traceId: randomBytes(16).toString('hex'),
          fields: { 'woonprofiel.woonwens': decision },
          facts: { true: asMember === undefined ? [] : ['casuslid'], false: [], consent: [] },
        },
        personal: { subject: randomUUID(), assertedActor: who },
      },
      {
        salt: randomBytes(32),
        subject: typeof about === 'string' ? createHash('sha256').update(about).digest() : about,
        keys,
      },
    );
  };
}
