import type { Handreiking } from '../handreiking.ts';
import { loadHandreiking } from '../load.ts';
import type { SourceFile } from '../read-file.ts';
import { verify } from '../verify/verify.ts';
import { versionOf } from '../version.ts';
import type { Bundle } from './bundle.ts';
import { differenceBetween, hashOf } from './difference.ts';
import { proposalOf, sameWords, type Proposal, type Statement } from './statement.ts';
import type { TrustedKey } from './trusted-key.ts';
import { faultOf, type VersionFault, type VersionFaultCode } from './version-fault.ts';
import { verifySignature } from './verify-signature.ts';

/** What a bundle is held against. */
export interface Trust {
  readonly trustedKeys: readonly TrustedKey[];
  /** UTC in full, as in a statement. */
  readonly now: string;
  /** The files of the version that this bundle replaces. */
  readonly replaces: readonly SourceFile[];
}

export type VerifiedBundle =
  | { readonly ok: true; readonly proposal: Proposal; readonly handreiking: Handreiking }
  | { readonly ok: false; readonly faults: readonly VersionFault[] };

/**
 * Verifies everything about a bundle but its time: the files are what was signed, they are a sound handreiking that keeps every
 * invariant, the difference is the one people read, it is not wider than they were told, and the right two people signed.
 * Lists every fault. Costs a full verification of the invariants, about a second.
 */
export async function verifyBundle(bundle: Bundle, trust: Trust): Promise<VerifiedBundle> {
  const results = await Promise.all(
    bundle.signatures.map(async jws => await verifySignature(jws, trust.trustedKeys, trust.now)),
  );
  const codes = new Set<VersionFaultCode>(results.flatMap(result => (result.ok ? [] : [result.code])));
  const statements = results.flatMap(result => (result.ok ? [result.statement] : []));
  const [first] = statements;
  if (first === undefined) return refuse(codes.add('one-signer'));
  const proposal = proposalOf(first);
  for (const code of signerFaults(proposal, statements)) codes.add(code);
  if (new Set(bundle.files.map(({ path }) => path)).size < bundle.files.length) codes.add('path-twice');
  if ((await versionOf(bundle.files)) !== proposal.versie) codes.add('version-differs');
  if ((await hashOf(bundle.difference)) !== proposal.verschil) codes.add('difference-differs');
  if ((await versionOf(trust.replaces)) !== proposal.vorige) codes.add('replaces-another');
  const loaded = loadHandreiking(bundle.files);
  if (!loaded.ok) return refuse(codes.add('handreiking-invalid'));
  for (const code of contentFaults(proposal, loaded.handreiking, trust.replaces)) codes.add(code);
  return codes.size === 0 ? { ok: true, proposal, handreiking: loaded.handreiking } : refuse(codes);
}

const refuse = (codes: ReadonlySet<VersionFaultCode>): VerifiedBundle => ({
  ok: false,
  faults: [...codes].map(faultOf),
});

function contentFaults(
  proposal: Proposal,
  handreiking: Handreiking,
  replaces: readonly SourceFile[],
): VersionFaultCode[] {
  const codes: VersionFaultCode[] = verify(handreiking).findings.length > 0 ? ['invariant-broken'] : [];
  const before = loadHandreiking(replaces);
  if (!before.ok) return [...codes, 'replaces-another'];
  const isWider = differenceBetween(before.handreiking, handreiking).wider.length > 0;
  return isWider && !proposal.ruimer ? [...codes, 'wider-concealed'] : codes;
}

/** Two different people, the last of whom did not write it; for a wider version an officer and a partner among them. */
function signerFaults(proposal: Proposal, statements: readonly Statement[]): VersionFaultCode[] {
  const people = new Set(statements.map(({ ondertekenaar }) => ondertekenaar));
  const roles = new Set(statements.map(({ rol }) => rol));
  const last = statements.reduce((latest, each) => (each.tijd >= latest.tijd ? each : latest));
  const faults: readonly (readonly [VersionFaultCode, boolean])[] = [
    ['statements-differ', statements.some(each => sameWords(proposalOf(each)) !== sameWords(proposal))],
    ['one-signer', people.size < 2],
    ['roles-missing', proposal.ruimer && roles.size < 2],
    ['author-signs-last', last.ondertekenaar === proposal.auteur],
    ['in-force-before-signed', last.tijd > proposal.inWerking],
  ];
  return faults.flatMap(([code, isSo]) => (isSo ? [code] : []));
}
