import { hash } from 'node:crypto';
import { asJson, parseBundle, type Bundle } from '../../policies/bundle/bundle.ts';
import type { SourceFile } from '../../policies/read-file.ts';
import { loadHandreiking } from '../../policies/load.ts';
import { verify } from '../../policies/verify/verify.ts';
import { versionOf } from '../../policies/version.ts';
import type { Sql } from '../database.ts';

/** A version that somebody proposes, with whoever signed it so far. */
export interface ProposedVersion {
  readonly version: string;
  readonly bundle: Bundle;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

interface Row {
  readonly version: string;
  readonly bundle: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
}

const fromRow = (row: Row): ProposedVersion | undefined => {
  const bundle = parseBundle(row.bundle);
  if (bundle === undefined) return undefined;
  return { version: row.version, bundle, proposedBy: row.proposed_by, proposedAt: row.proposed_at };
};

const NEWEST = `SELECT DISTINCT ON (version) version, bundle, proposed_by, proposed_at FROM handreiking_proposal`;

/** Each proposed version as it was brought last, the newest first. */
export async function listProposals(sql: Sql): Promise<readonly ProposedVersion[]> {
  const rows = await sql.query<Row>(
    `SELECT * FROM (${NEWEST} ORDER BY version, proposed_at DESC) AS newest ORDER BY proposed_at DESC LIMIT 50`,
  );
  return rows.flatMap(row => fromRow(row) ?? []);
}

export async function findProposal(sql: Sql, version: string): Promise<ProposedVersion | undefined> {
  const [row] = await sql.query<Row>(`${NEWEST} WHERE version = $1 ORDER BY version, proposed_at DESC`, [
    version,
  ]);
  return row === undefined ? undefined : fromRow(row);
}

/** The files of a version that was proposed or ever counted; none of one that nobody knows. */
export async function findProposedFiles(
  sql: Sql,
  version: string,
): Promise<readonly SourceFile[] | undefined> {
  const proposal = await findProposal(sql, version);
  if (proposal !== undefined) return proposal.bundle.files;
  const [row] = await sql.query<{ files: readonly SourceFile[] }>(
    'SELECT files FROM handreiking_version WHERE version = $1',
    [version],
  );
  return row?.files;
}

export type Proposed =
  | { readonly kind: 'proposed'; readonly version: string }
  /** What is wrong with it; an invariant that it breaks is told as a story. Nobody has to look at it further. */
  | { readonly kind: 'unsound'; readonly stories: readonly string[] };

/** Lays a version before the officers. What is no sound handreiking, or breaks an invariant, is not laid there. */
export async function propose(
  sql: Sql,
  bundle: Bundle,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<Proposed> {
  const loaded = loadHandreiking(bundle.files);
  if (!loaded.ok) return { kind: 'unsound', stories: loaded.faults.map(({ message }) => message) };
  const { findings } = verify(loaded.handreiking);
  if (findings.length > 0) return { kind: 'unsound', stories: findings.map(({ story }) => story) };
  const version = await versionOf(bundle.files);
  const text = asJson(bundle);
  await sql.query(
    `INSERT INTO handreiking_proposal (sha256, version, bundle, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [hash('sha256', text), version, text, by, now],
  );
  return { kind: 'proposed', version };
}
