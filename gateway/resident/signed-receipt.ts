import type { ReceiptDecision } from '../../consent/receipt.ts';
import type { ConsentState } from '../../consent/states.ts';
import type { StoredConsent } from '../consent/consent-store.ts';
import { makeReceipt } from '../consent/make-receipt.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { nameOfParty, type Parties } from './parties.ts';

const DECISIONS: Readonly<Partial<Record<ConsentState, ReceiptDecision>>> = {
  ConsentGiven: 'ja',
  RenewedConsentGiven: 'verlengd',
  Refused: 'nee',
  Withdrawn: 'gestopt',
};

/** The signed receipt of a decision as it stands in the ledger now; none of what stands there by nobody's hand. */
export async function signedReceipt(
  consent: StoredConsent,
  parties: Parties,
  { database, policies, receipts }: Pick<RegisterContext, 'database' | 'policies' | 'receipts'>,
): Promise<string | undefined> {
  const decision = DECISIONS[consent.state];
  const [logged] = await database.query<{ index: string; leaf_hash: string }>(
    `SELECT ledger_entry.index, encode(leaf_hash, 'hex') AS leaf_hash
       FROM consent_event JOIN ledger_entry ON ledger_entry.index = ledger_index
      WHERE consent = $1 AND position = $2`,
    [consent.id, consent.position],
  );
  if (decision === undefined || logged === undefined) return undefined;
  const names = new Map([consent.sender, consent.recipient].map(id => [id, nameOfParty(parties, id)]));
  const at = { index: Number(logged.index), leafHash: logged.leaf_hash };
  const { handreiking } = policies.latest();
  return await receipts.sign(makeReceipt(consent.id, decision, consent, consent.at, at, handreiking, names));
}
