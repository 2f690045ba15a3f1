import type { Sql } from '../database.ts';
import type { FscConnection } from './access-token.ts';

/** A UUID of version 7, as Digikoppeling asks. */
export const isTransactionId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);

/** Writes that a request came in (FSC Logging 1.1.0, 3.2). Resolves to false when it came in under this number before. */
export async function recordTransaction(
  sql: Sql,
  transactionId: string,
  { outwayPeerId, delegatorPeerId, grantHash, service }: FscConnection,
  ownPeerId: string,
  now: Date,
): Promise<boolean> {
  const source =
    delegatorPeerId === undefined
      ? { type: 'SOURCE_TYPE_SOURCE', outway_peer_id: outwayPeerId }
      : {
          type: 'SOURCE_TYPE_DELEGATED_SOURCE',
          outway_peer_id: outwayPeerId,
          delegator_peer_id: delegatorPeerId,
        };
  const destination = { type: 'DESTINATION_TYPE_DESTINATION', service_peer_id: ownPeerId };
  const rows = await sql.query(
    `INSERT INTO fsc_transaction (transaction_id, direction, grant_hash, source, destination, service_name, created_at)
     VALUES ($1, 'DIRECTION_INCOMING', $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING transaction_id`,
    [transactionId, grantHash, source, destination, service, now],
  );
  return rows.length === 1;
}
