import type { DisclosureContext } from '../disclosure/context.ts';
import type { PersonTagger } from '../identity/person-seen.ts';
import type { Trust } from '../identity/trust.ts';
import type { ReceiptSigner } from './receipt-signer.ts';

/** What recording the resident's say needs from around it. */
export interface RegisterContext extends Pick<
  DisclosureContext,
  'database' | 'policies' | 'subjectKeys' | 'clock' | 'randomBytes' | 'newId' | 'subjectTag'
> {
  readonly receipts: ReceiptSigner;
  /** By what somebody is recognised who is introduced again. */
  readonly personTags: PersonTagger;
  /** Whose certificates partners sign their answers with. */
  readonly trust: Trust;
}
