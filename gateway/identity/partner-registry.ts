import type { Sql } from '../database.ts';
import { gather } from '../gather.ts';
import type { PurposeId, RoleId } from '../../policies/vocabulary.ts';

/** One organisation-unit that takes part, with its one role. The registry says who it is, never the caller. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly oin: string;
  readonly role: RoleId;
  readonly purposes: ReadonlySet<PurposeId>;
  /** Every number it is known by; one of them is in each certificate it shows. */
  readonly oins: ReadonlySet<string>;
  /** In PEM: more than one while a new certificate replaces an old one. */
  readonly certificates: readonly string[];
  /** Keys over an elliptic curve only when that was agreed. */
  readonly agreedEs256: boolean;
  /** Tokens from before this moment, in seconds, count no more. */
  readonly tokensFrom: number;
}

type Row = Omit<Partner, 'purposes' | 'oins'> & {
  readonly purposes: readonly string[];
  readonly oins: readonly string[];
  readonly epoch: string;
};

/** What was read of the registry at one count of changes. Every change of a partner raises that count as it commits. */
interface Registry {
  readonly epochNow: () => Promise<string>;
  epoch: string;
  partners: Map<string, Partner>;
  /** Under which other names partners are known. */
  names: Map<string, string>;
}

const registries = new WeakMap<Sql, Registry>();

function registryOf(sql: Sql): Registry {
  const known = registries.get(sql) ?? {
    epochNow: epochReader(sql),
    epoch: '',
    partners: new Map(),
    names: new Map(),
  };
  registries.set(sql, known);
  return known;
}

function epochReader(sql: Sql): () => Promise<string> {
  const reader = gather<undefined, string>(async questions => {
    const [head] = await sql.query<{ epoch: string }>('SELECT epoch FROM ledger_head');
    if (head === undefined) throw new Error('the ledger has no head: the migrations are not applied');
    return questions.map(() => head.epoch);
  });
  return async () => await reader(undefined);
}

/**
 * The partner, unless it is unknown or suspended at this moment. What was read before counts only while nothing changed since,
 * and that is looked up each time: suspending works at the next request, on every gateway.
 */
export async function findPartner(sql: Sql, id: string): Promise<Partner | undefined> {
  const registry = registryOf(sql);
  keepAt(registry, await registry.epochNow());
  return registry.partners.get(id) ?? (await readPartner(sql, id, registry));
}

/** A partner as it was at one count of changes. */
export interface KnownPartner {
  readonly partner: Partner;
  /** None when it was looked up for this very request. */
  readonly rememberedAt: number | undefined;
}

export type LookUpPartner = (sql: Sql, id: string) => Promise<KnownPartner | undefined>;

export const lookUpPartner: LookUpPartner = async (sql, id) => {
  const partner = await findPartner(sql, id);
  return partner === undefined ? undefined : { partner, rememberedAt: undefined };
};

/**
 * The partner as last read, without asking the database. It may have been suspended since: who uses it must compare
 * `rememberedAt` with the epoch of the facts it decides on.
 */
export const recallPartner: LookUpPartner = async (sql, id) => {
  const { partners, epoch } = registryOf(sql);
  const partner = partners.get(id);
  return partner === undefined ? await lookUpPartner(sql, id) : { partner, rememberedAt: Number(epoch) };
};

/** The partner that another issuer knows by this name, unless it is unknown or suspended at this moment. */
export async function findPartnerOfClient(
  sql: Sql,
  issuer: string,
  clientId: string,
): Promise<Partner | undefined> {
  return await findNamed(
    sql,
    `${issuer} ${clientId}`,
    'SELECT partner AS id FROM partner_client WHERE issuer = $1 AND client_id = $2',
    [issuer, clientId],
  );
}

/** The partner with this number, unless it is unknown or suspended at this moment. */
export const findPartnerByOin = async (sql: Sql, oin: string): Promise<Partner | undefined> =>
  await findNamed(sql, oin, 'SELECT partner AS id FROM partner_oin WHERE oin = $1', [oin]);

async function findNamed(
  sql: Sql,
  name: string,
  statement: string,
  values: readonly string[],
): Promise<Partner | undefined> {
  const registry = registryOf(sql);
  keepAt(registry, await registry.epochNow());
  const known = registry.names.get(name);
  if (known !== undefined) return await findPartner(sql, known);
  const [row] = await sql.query<{ id: string }>(statement, values);
  const partner = row === undefined ? undefined : await findPartner(sql, row.id);
  // Only beside a partner that was kept at the same count of changes.
  if (row !== undefined && registry.partners.has(row.id)) registry.names.set(name, row.id);
  return partner;
}

function keepAt(registry: Registry, epoch: string): void {
  if (registry.epoch !== epoch) {
    registry.partners = new Map();
    registry.names = new Map();
  }
  registry.epoch = epoch;
}

async function readPartner(sql: Sql, id: string, registry: Registry): Promise<Partner | undefined> {
  const [row] = await sql.query<Row>(
    `SELECT id, name, organisation, oin, role, agreed_es256 AS "agreedEs256",
            coalesce(ceil(extract(epoch FROM tokens_from)), 0)::float8 AS "tokensFrom",
            ARRAY(SELECT purpose FROM partner_purpose WHERE partner = partner.id) AS purposes,
            ARRAY(SELECT held.oin FROM partner_oin held WHERE held.partner = partner.id) AS oins,
            ARRAY(SELECT held.certificate FROM partner_certificate held
                   WHERE held.partner = partner.id AND retired_at IS NULL ORDER BY added_at DESC) AS certificates,
            (SELECT epoch FROM ledger_head) AS epoch
       FROM partner WHERE id = $1 AND suspended_at IS NULL`,
    [id],
  );
  if (row === undefined) return undefined;
  const { epoch, purposes, oins, ...rest } = row;
  const partner = { ...rest, purposes: new Set(purposes), oins: new Set(oins) };
  if (epoch === registry.epoch) registry.partners.set(id, partner);
  return partner;
}
