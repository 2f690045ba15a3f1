import {
  toDpv27560,
  type ConsentHistory,
  type Dpv27560Record,
  type RecordParty,
} from '../../consent/dpv-27560.ts';
import type { ConsentState } from '../../consent/states.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import type { Sql } from '../database.ts';
import { consentsOf } from './consent-store.ts';

interface EventRow {
  readonly consent: string;
  readonly state: ConsentState;
  readonly at: Date;
  readonly valid_until: Date;
  readonly channel: string;
  readonly decided_by: string;
}

/** All a resident ever decided, refusals too, for the resident alone; `subject` is the name it goes by in the export. */
export async function exportConsents(
  sql: Sql,
  resident: string,
  subject: string,
  handreiking: Handreiking,
): Promise<readonly Dpv27560Record[]> {
  const consents = await consentsOf(sql, resident);
  const parties = await partiesIn(
    sql,
    consents.flatMap(({ sender, recipient }) => [sender, recipient]),
  );
  const events = await sql.query<EventRow>(
    `SELECT consent, state, at, coalesce(consent_event.valid_until, consent.valid_until) AS valid_until, channel, decided_by
       FROM consent_event JOIN consent ON consent.id = consent WHERE resident = $1 ORDER BY consent, position`,
    [resident],
  );
  return consents.map(consent => {
    const history: ConsentHistory = {
      ...consent,
      subject,
      sender: partyOf(parties, consent.sender),
      recipient: partyOf(parties, consent.recipient),
      grounds: consent.grounds.length > 0 ? consent.grounds : groundsOfOldRecord(consent.kinds),
      text: { ...consent.text, sha256: consent.text.sha256 ?? UNKNOWN_HASH },
      events: events.filter(event => event.consent === consent.id).map(eventOf),
    };
    return toDpv27560(history, handreiking);
  });
}

/** Of a record from before texts were kept: sixty-four zeros say that no text is known. */
const UNKNOWN_HASH = '0'.repeat(64);

const groundsOfOldRecord = (kinds: readonly string[]): ConsentHistory['grounds'] =>
  kinds.map(kind => ({
    kind: kind as ConsentHistory['grounds'][number]['kind'],
    articles: ['niet vastgelegd'],
    rules: [],
  }));

const eventOf = ({ state, at, valid_until, channel, decided_by }: EventRow) => ({
  state,
  at: at.toISOString(),
  until: valid_until.toISOString(),
  by: decided_by,
  how: channel,
});

async function partiesIn(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, RecordParty>> {
  const rows = await sql.query<{ id: string; name: string; oin: string }>(
    'SELECT id, name, oin FROM partner WHERE id = ANY ($1)',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name, oin }) => [id, { name, identifier: oin }]));
}

const partyOf = (parties: ReadonlyMap<string, RecordParty>, id: string): RecordParty =>
  parties.get(id) ?? { name: id, identifier: id };
