import { moment, validator } from './moment.ts';

/** The part of a partner's or officer's work that a signature stands for. */
export type SignerRole = 'privacy_officer' | 'partner';

/**
 * What one person signs. All but the last three are the same for everyone who signs this version, so that nobody can be made to
 * have signed something else. Moments are UTC in full (`2026-12-01T00:00:00.000Z`), so that text order is time order.
 */
export interface Statement {
  readonly soort: 'wijkpoort-handreiking';
  /** Place in the chain: one more than the version it replaces. An old bundle keeps its old number, and comes back only by being signed anew. */
  readonly nummer: number;
  readonly versie: string;
  readonly vorige: string;
  readonly inWerking: string;
  /** SHA-256 of the difference as text, as the signer read it. */
  readonly verschil: string;
  readonly ruimer: boolean;
  readonly auteur: string;
  readonly rol: SignerRole;
  readonly ondertekenaar: string;
  readonly tijd: string;
}

/** What everyone who signs a version says alike. */
export type Proposal = Omit<Statement, 'rol' | 'ondertekenaar' | 'tijd'>;

const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const name = { type: 'string', minLength: 1, maxLength: 100 };
const properties = {
  soort: { const: 'wijkpoort-handreiking' },
  nummer: { type: 'integer', minimum: 1 },
  versie: hash,
  vorige: hash,
  inWerking: moment,
  verschil: hash,
  ruimer: { type: 'boolean' },
  auteur: name,
  rol: { enum: ['privacy_officer', 'partner'] },
  ondertekenaar: name,
  tijd: moment,
};

const isStatement = validator.compile<Statement>({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

/** The statement in a signed payload, or nothing when it is not exactly one: no word more, no word less. */
export function parseStatement(payload: Uint8Array): Statement | undefined {
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return isStatement(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

export function proposalOf({
  rol: _rol,
  ondertekenaar: _who,
  tijd: _when,
  ...proposal
}: Statement): Proposal {
  return proposal;
}

/** Two proposals that say the same give the same text, whatever the order in which they say it. */
export const sameWords = (proposal: Proposal): string =>
  JSON.stringify(Object.entries(proposal).sort(([a], [b]) => (a < b ? -1 : 1)));
