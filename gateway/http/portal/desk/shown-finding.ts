import type { Tone } from '../../../../portal/desk/badge.tsx';
import type { ShownFinding } from '../../../../portal/desk/finding-page.tsx';
import { dayOf, moment } from '../../../../portal/desk/form-parts.tsx';
import type { ShownTask } from '../../../../portal/desk/today.tsx';
import type { KeptFinding } from '../../../oversight/findings.ts';
import { SIGNAL_TEXTS } from '../../../oversight/review-policy.ts';
import { nameOfParty, type Parties } from '../../../resident/parties.ts';

const HOUR_MS = 3_600_000;
const VERDICTS = {
  'in-orde': 'In orde',
  'vraag-uitleg': 'Uitleg gevraagd',
  onderzoek: 'In onderzoek',
} as const;

/** A name that says nothing, and that is the same everywhere. */
const alias = (letter: string, tag: string | undefined): string | undefined =>
  tag === undefined ? undefined : `${letter}-${tag.slice(0, 8)}`;
export const residentAlias = (tag: string | undefined): string | undefined => alias('B', tag);
export const employeeAlias = (tag: string | undefined): string | undefined => alias('M', tag);

/** How it stands, in a word: what lies too long is never calm. */
export function stateOf(finding: KeptFinding, now: Date): { readonly state: string; readonly tone: Tone } {
  if (finding.closedAt !== undefined) return { state: 'Gesloten', tone: 'goed' };
  const last = finding.verdicts.at(-1);
  const hours = (now.getTime() - finding.happenedAt.getTime()) / HOUR_MS;
  if (last?.verdict === 'in-orde') return { state: 'Wacht op een tweede', tone: 'let-op' };
  if (last !== undefined) return { state: VERDICTS[last.verdict], tone: 'let-op' };
  if (finding.signal === 'S7' && hours > 24) return { state: 'Langer dan een dag open', tone: 'ernstig' };
  return finding.severity === 'ernstig'
    ? { state: 'Ernstig', tone: 'ernstig' }
    : { state: 'Let op', tone: 'let-op' };
}

export const taskOf = (finding: KeptFinding, parties: Parties, now: Date): ShownTask => {
  const { state, tone } = stateOf(finding, now);
  return {
    kind: `${finding.signal === 'limiet' ? 'Grens' : `Signaal ${finding.signal}`} · ${nameOfParty(parties, finding.partner)} · ${dayOf(finding.happenedAt)}`,
    sentence: finding.sentence,
    reasons: finding.reasons,
    tone,
    urgency: state,
    href: `/werk/zaak/${finding.id}`,
  };
};

export const shownFinding = (finding: KeptFinding, parties: Parties, now: Date): ShownFinding => ({
  ...stateOf(finding, now),
  id: finding.id,
  signal: SIGNAL_TEXTS[finding.signal],
  sentence: finding.sentence,
  reasons: finding.reasons,
  partner: nameOfParty(parties, finding.partner),
  employee: employeeAlias(finding.actor),
  resident: residentAlias(finding.subject),
  day: dayOf(finding.happenedAt),
  isClosed: finding.closedAt !== undefined,
  isSerious: finding.severity === 'ernstig',
  verdicts: finding.verdicts.map(({ verdict, reason, officer, at }) => ({
    verdict: VERDICTS[verdict],
    reason,
    officer: officer.replace('officer: ', ''),
    at: moment(new Date(at)),
  })),
});
