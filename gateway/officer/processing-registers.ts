import { hash } from 'node:crypto';
import {
  processingRegister,
  type ProcessingRegister,
  type RegisteredPartner,
} from '../../policies/processing-register/processing-register.ts';
import { registerDrift } from '../../policies/processing-register/register-drift.ts';
import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { canonicalJson, type Canonical } from '../ledger/canonical-json.ts';
import type { OfficerContext } from './officer-context.ts';

/** The kind of system of each partner that has one. */
export type SystemKinds = ReadonlyMap<string, string>;

export interface RegisterContext extends Pick<OfficerContext, 'database' | 'policies' | 'clock'> {
  readonly systems: SystemKinds;
}

/** A register that was adopted. */
export interface AdoptedRegister {
  readonly number: number;
  readonly sha256: string;
  readonly validFrom: Date;
  readonly adoptedAt: Date;
  readonly adoptedBy: string;
  readonly register: ProcessingRegister;
}

const OFFICER = 'de functionaris gegevensbescherming van de gemeente';

/** The register as code and registry make it at this moment. */
export async function registerNow({
  database,
  policies,
  systems,
}: RegisterContext): Promise<ProcessingRegister> {
  const { handreiking, version } = policies.latest();
  const partners = await database.query<Omit<RegisteredPartner, 'system'>>(
    `SELECT id, name, organisation, oin, role,
            ARRAY(SELECT purpose FROM partner_purpose WHERE partner = id ORDER BY purpose) AS purposes,
            ARRAY(SELECT reference FROM partner_agreement WHERE partner = id ORDER BY reference) AS agreements
       FROM partner WHERE suspended_at IS NULL ORDER BY id`,
  );
  return processingRegister({
    handreiking,
    version,
    partners: partners.map(partner => ({ ...partner, system: systems.get(partner.id) })),
    officer: OFFICER,
  });
}

export const hashOfRegister = (register: ProcessingRegister): string =>
  hash('sha256', canonicalJson(register as unknown as Canonical));

interface Row {
  readonly number: number;
  readonly sha256: string;
  readonly register: string;
  readonly valid_from: Date;
  readonly adopted_at: Date;
  readonly adopted_by: string;
}

const fromRow = (row: Row): AdoptedRegister => ({
  number: row.number,
  sha256: row.sha256,
  validFrom: row.valid_from,
  adoptedAt: row.adopted_at,
  adoptedBy: row.adopted_by,
  register: JSON.parse(row.register) as ProcessingRegister,
});

/** Every version, the newest first. */
export const listRegisters = async (sql: Sql): Promise<readonly AdoptedRegister[]> =>
  (await sql.query<Row>('SELECT * FROM processing_register ORDER BY number DESC')).map(fromRow);

/** The register that counted at this moment: the newest that had begun. */
export async function registerAt(sql: Sql, moment: Date): Promise<AdoptedRegister | undefined> {
  const [row] = await sql.query<Row>(
    'SELECT * FROM processing_register WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1',
    [moment],
  );
  return row === undefined ? undefined : fromRow(row);
}

/** What is not as it was adopted; everything, when nothing ever was. */
export async function driftNow(
  context: RegisterContext,
): Promise<{ readonly adopted: AdoptedRegister | undefined; readonly drift: readonly string[] }> {
  const adopted = await registerAt(context.database, context.clock());
  const drift =
    adopted === undefined
      ? ['Er is nog geen register vastgesteld.']
      : registerDrift(adopted.register, await registerNow(context));
  return { adopted, drift };
}

/**
 * Adopts what was read: `sha256` says which register that was, so that nobody adopts what changed while the page was open.
 * Resolves to the number, or says why not.
 */
export async function adoptRegister(
  sha256: string,
  { actor }: Acting,
  context: RegisterContext,
): Promise<number | 'changed-meanwhile' | 'nothing-new'> {
  const register = await registerNow(context);
  if (hashOfRegister(register) !== sha256) return 'changed-meanwhile';
  const now = context.clock();
  return await context.database.transaction(async sql => {
    const [last] = await sql.query<{ number: number; sha256: string }>(
      'SELECT number, sha256 FROM processing_register ORDER BY number DESC LIMIT 1',
    );
    if (last?.sha256 === sha256) return 'nothing-new';
    const number = (last?.number ?? 0) + 1;
    // Of two who adopt at once, one does.
    const adopted = await sql.query(
      `INSERT INTO processing_register (number, sha256, register, valid_from, adopted_at, adopted_by)
       VALUES ($1, $2, $3, $4, $4, $5) ON CONFLICT DO NOTHING RETURNING number`,
      [number, sha256, canonicalJson(register as unknown as Canonical), now, actor],
    );
    return adopted.length === 0 ? 'changed-meanwhile' : number;
  });
}
