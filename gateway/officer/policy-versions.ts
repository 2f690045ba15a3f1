import { hash } from 'node:crypto';
import { extname } from 'node:path';
import { asJson, parseBundle, type Bundle } from '../../policies/bundle/bundle.ts';
import type { Difference } from '../../policies/bundle/difference.ts';
import { parseStatement, type Statement } from '../../policies/bundle/statement.ts';
import type { TrustedKey } from '../../policies/bundle/trusted-key.ts';
import type { Handreiking } from '../../policies/handreiking.ts';
import { startReplay, type ReplayReport } from '../../policies/replay/replay.ts';
import { compileTable } from '../../policies/table.ts';
import type { Acting } from '../consent/change-register.ts';
import type { Sql } from '../database.ts';
import { committedHead } from '../ledger/checkpoint-store.ts';
import { recordAside } from '../ledger/record-aside.ts';
import { recordedDecisions } from '../ledger/recorded-decisions.ts';
import { inThread } from '../in-thread.ts';
import { addBundle } from '../policy-in-force.ts';
import { readHandreiking } from '../read-handreiking.ts';
import type { OfficerContext } from './officer-context.ts';
import type { Judged, ToJudge } from './judge-proposal.ts';
import { findProposal, findProposedFiles } from './proposals.ts';

/** Who says to have signed; whether it counts is for `faults`. */
export interface Signed {
  readonly by: string;
  readonly role: Statement['rol'];
  readonly at: string;
}

/** A proposed version laid beside what counts now. */
export interface Beside {
  readonly version: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly after: Handreiking;
  readonly difference: Difference;
  readonly signed: readonly Signed[];
  /** Why it cannot come into force yet; empty when it can. */
  readonly faults: readonly string[];
  readonly isInChain: boolean;
}

export async function layBeside(
  version: string,
  trustedKeys: readonly TrustedKey[],
  context: OfficerContext,
): Promise<Beside | undefined> {
  const { database, policies, clock } = context;
  const proposal = await findProposal(database, version);
  if (proposal === undefined) return undefined;
  const files = await findProposedFiles(database, policies.latest().version);
  const before = files === undefined ? policies.latest().handreiking : readHandreiking(files);
  const after = readHandreiking(proposal.bundle.files);
  const content = await judgedOnce(
    hash('sha256', asJson(proposal.bundle)) + policies.latest().version,
    async () => {
      const trust = { trustedKeys, now: clock().toISOString(), replaces: files ?? [] };
      return await judgeElsewhere({ bundle: proposal.bundle, trust, before, after });
    },
  );
  return {
    version,
    proposedBy: proposal.proposedBy,
    proposedAt: proposal.proposedAt,
    after,
    ...content,
    signed: signedIn(proposal.bundle),
    isInChain: await isInChain(database, proposal.bundle),
  };
}

const JUDGED_WITHIN_MS = 60_000;

// Beside this file, as it is run: from the source or from what was built.
const THREAD = new URL(`./judge-proposal-thread${extname(import.meta.url)}`, import.meta.url);

/** In a thread of its own: a disclosure never waits for it. */
const judgeElsewhere = async (task: ToJudge): Promise<Judged> =>
  await inThread<Judged>(THREAD, task, JUDGED_WITHIN_MS);

const MOST_JUDGED = 20;
const known = new Map<string, Promise<Judged>>();

/** Judging goes through every situation there is, a second or so: the same bundle beside the same version is judged once. */
async function judgedOnce(key: string, judge: () => Promise<Judged>): Promise<Judged> {
  const before = known.get(key);
  if (before !== undefined) return await before;
  if (known.size >= MOST_JUDGED) known.clear();
  const judged = judge();
  known.set(key, judged);
  judged.catch(() => known.delete(key));
  return await judged;
}

const signedIn = ({ signatures }: Bundle): readonly Signed[] =>
  signatures.flatMap(signature => {
    const statement = parseStatement(Buffer.from(signature.split('.')[1] ?? '', 'base64url'));
    if (statement === undefined) return [];
    return [{ by: statement.ondertekenaar, role: statement.rol, at: statement.tijd }];
  });

async function isInChain(sql: Sql, bundle: Bundle): Promise<boolean> {
  const rows = await sql.query('SELECT FROM handreiking_bundle WHERE bundle = $1 LIMIT 1', [asJson(bundle)]);
  return rows.length > 0;
}

/** A version in the chain that waits for its time, as its first signer says. */
export interface Waiting {
  readonly version: string;
  readonly number: number;
  readonly inForceAt: string;
}

/** What is in the chain and has not begun. */
export async function waitingVersions(sql: Sql, now: Date): Promise<readonly Waiting[]> {
  const rows = await sql.query<{ bundle: string }>('SELECT bundle FROM handreiking_bundle ORDER BY position');
  return rows
    .flatMap(({ bundle }) => {
      const [signature = ''] = parseBundle(bundle)?.signatures ?? [];
      const statement = parseStatement(Buffer.from(signature.split('.')[1] ?? '', 'base64url'));
      if (statement === undefined) return [];
      return [{ version: statement.versie, number: statement.nummer, inForceAt: statement.inWerking }];
    })
    .filter(({ inForceAt }) => inForceAt > now.toISOString());
}

/** More takes longer than somebody waits for a page; the whole log is for the command line. */
export const REPLAYED_AT_ONCE = 20_000;

/** What the newest decisions of the real log would have been under this version. Only what was known then, and nobody's name. */
export async function replayNewest(
  sql: Sql,
  handreiking: Handreiking,
): Promise<ReplayReport & { readonly from: number; readonly size: number }> {
  const { size } = await committedHead(sql);
  const from = Math.max(0, size - REPLAYED_AT_ONCE);
  const replay = startReplay(compileTable(handreiking));
  for await (const decision of recordedDecisions(sql, from)) replay.take(decision);
  return { ...replay.report(), from, size };
}

/** Puts a version into the chain that every gateway verifies for itself; only one that enough people signed. */
export async function bringIntoForce(
  version: string,
  trustedKeys: readonly TrustedKey[],
  acting: Acting,
  context: OfficerContext,
): Promise<readonly string[]> {
  const beside = await layBeside(version, trustedKeys, context);
  const proposal = await findProposal(context.database, version);
  if (beside === undefined || proposal === undefined) return ['Dit voorstel is er niet.'];
  if (beside.isInChain) return ['Deze versie staat al in de keten.'];
  if (beside.faults.length > 0) return beside.faults;
  await addBundle(context.database, asJson(proposal.bundle), context.clock());
  await recordAside(
    {
      event: 'switched',
      reason: 'handreiking-in-keten',
      purpose: 'unstated',
      sender: 'unstated',
      recipient: 'unstated',
      ...acting,
    },
    context,
  );
  return [];
}
