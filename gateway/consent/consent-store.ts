import type { CheckedConsent } from '../../consent/check-consent.ts';
import type { Capacity, Deciding, Opinion } from '../../consent/competence.ts';
import type { Channel, Circumstance } from '../../consent/form.ts';
import type { ConsentGround } from '../../consent/grounds.ts';
import type { ConsentState } from '../../consent/states.ts';
import type { FieldId } from '../../policies/vocabulary.ts';
import type { Sql } from '../database.ts';

/** A record as it is stored, with what its newest event says. */
export interface StoredConsent {
  readonly id: string;
  readonly resident: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: readonly FieldId[];
  readonly grounds: readonly ConsentGround[];
  readonly kinds: readonly string[];
  readonly text: { readonly version: string; readonly language: string; readonly sha256: string | null };
  readonly circumstance: Circumstance;
  readonly state: ConsentState;
  readonly position: number;
  readonly at: Date;
  /** How the newest event came in. */
  readonly channel: Channel | 'gateway';
  readonly validUntil: Date;
}

/** What a record is made of; it never changes afterwards. */
export interface NewConsent {
  readonly id: string;
  readonly resident: string;
  readonly consent: Pick<
    CheckedConsent,
    'purpose' | 'sender' | 'recipient' | 'fields' | 'grounds' | 'form' | 'validUntilMs'
  >;
  readonly evidenceReference: string | undefined;
}

export async function insertConsent(
  sql: Sql,
  { id, resident, consent, evidenceReference }: NewConsent,
): Promise<void> {
  const { text, circumstance, evidence } = consent.form;
  await sql.query(
    `INSERT INTO consent (id, resident, purpose, sender, recipient, fields, kinds, text_shown, language, valid_until,
                          grounds, text_sha256, circumstance, evidence_kind, evidence_reference)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      resident,
      consent.purpose,
      consent.sender.id,
      consent.recipient.id,
      consent.fields,
      consent.grounds.map(({ kind }) => kind),
      text.version,
      text.language,
      new Date(consent.validUntilMs),
      JSON.stringify(consent.grounds),
      text.sha256,
      circumstance,
      evidence,
      evidenceReference ?? null,
    ],
  );
}

/** What happened to a record, and who says so. */
export interface ConsentEvent {
  readonly state: ConsentState;
  readonly at: Date;
  readonly channel: Channel | 'gateway';
  readonly ledgerIndex: number;
  readonly decidedBy: 'resident' | 'representative' | 'officer' | 'clock' | 'nobody';
  readonly recordedBy: string;
  readonly validUntil?: Date;
  readonly decidedAt?: Date;
  readonly deciding?: Deciding;
  readonly helper?: string;
  readonly teachBack?: boolean;
}

/** Adds an event at the end of a record's history. The head must be held: two writers would take the same place. */
export async function appendConsentEvent(sql: Sql, consent: string, event: ConsentEvent): Promise<void> {
  const { deciding } = event;
  const more: { representation?: string; opinion?: Opinion; capacity?: Capacity } =
    representativeParts(deciding);
  await sql.query(
    `INSERT INTO consent_event (consent, position, state, at, channel, ledger_index, decided_by, recorded_by, valid_until,
                                decided_at, representation, capacity, opinion, helper, teach_back)
     SELECT $1::uuid, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
       FROM consent_event WHERE consent = $1::uuid`,
    [
      consent,
      event.state,
      event.at,
      event.channel,
      event.ledgerIndex,
      event.decidedBy,
      event.recordedBy,
      event.validUntil ?? null,
      event.decidedAt ?? null,
      more.representation ?? null,
      more.capacity ?? null,
      more.opinion ?? null,
      event.helper ?? null,
      event.teachBack ?? null,
    ],
  );
}

function representativeParts(deciding: Deciding | undefined) {
  if (deciding === undefined) return {};
  if (deciding.by === 'resident') return { capacity: deciding.capacity };
  const { capacity, opinion, representation } = deciding;
  return {
    capacity,
    ...(opinion === undefined ? {} : { opinion }),
    ...(representation === undefined ? {} : { representation: representation.id }),
  };
}

/** Which records; what is left out does not narrow. */
export interface ConsentFilter {
  readonly id?: string;
  readonly purpose?: string;
  readonly sender?: string;
  readonly recipient?: string;
}

interface Row {
  readonly id: string;
  readonly resident: string;
  readonly purpose: string;
  readonly sender: string;
  readonly recipient: string;
  readonly fields: FieldId[];
  readonly kinds: string[];
  readonly grounds: ConsentGround[];
  readonly text_shown: string;
  readonly language: string;
  readonly text_sha256: string | null;
  readonly circumstance: Circumstance;
  readonly state: ConsentState;
  readonly position: number;
  readonly at: Date;
  readonly channel: Channel | 'gateway';
  readonly valid_until: Date;
}

/** A resident's records, oldest first, each with its newest state. */
export async function consentsOf(
  sql: Sql,
  resident: string,
  { id, purpose, sender, recipient }: ConsentFilter = {},
): Promise<readonly StoredConsent[]> {
  const rows = await sql.query<Row>(
    `SELECT consent.*, newest.state, newest.position, newest.at, newest.channel,
            coalesce(newest.valid_until, consent.valid_until) AS valid_until
       FROM consent, LATERAL (
         SELECT state, position, at, channel, valid_until FROM consent_event
          WHERE consent_event.consent = consent.id ORDER BY position DESC LIMIT 1
       ) AS newest
      WHERE resident = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::text IS NULL OR purpose = $3)
        AND ($4::text IS NULL OR sender = $4) AND ($5::text IS NULL OR recipient = $5)
      ORDER BY newest.at, id`,
    [resident, id ?? null, purpose ?? null, sender ?? null, recipient ?? null],
  );
  return rows.map(fromRow);
}

/** One record, whoever it is of. */
export async function findConsent(sql: Sql, id: string): Promise<StoredConsent | undefined> {
  const [row] = await sql.query<{ resident: string }>('SELECT resident FROM consent WHERE id = $1', [id]);
  return row === undefined ? undefined : (await consentsOf(sql, row.resident, { id })).at(0);
}

const fromRow = ({ text_shown, language, text_sha256, valid_until, ...row }: Row): StoredConsent => ({
  ...row,
  text: { version: text_shown, language, sha256: text_sha256 },
  validUntil: valid_until,
});
