import type { ConditionKey, FieldId, PurposeId, RoleId } from '../vocabulary.ts';

/** What the ledger keeps of one decision: names and facts, never a person and never a value. */
export interface RecordedDecision {
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly to: RoleId;
  readonly asked: readonly FieldId[];
  /** The asked fields that were opened, whether or not the source turned out to hold a value. */
  readonly opened: readonly FieldId[];
  /** What was known; absent in entries from before facts were recorded, and those cannot be replayed. */
  readonly facts: RecordedFacts | undefined;
}

export interface RecordedFacts {
  readonly true: readonly ConditionKey[];
  readonly false: readonly ConditionKey[];
  readonly consented: readonly FieldId[];
}

type Line = Readonly<Record<string, unknown>>;

/** Reads one line of recorded decisions (`doel`, `van`, `naar`, `gevraagd`, `vrij`, `feiten`), or nothing when it is none. */
export function parseRecordedDecision(line: string): RecordedDecision | undefined {
  const data = parse(line);
  if (data === undefined) return undefined;
  const { doel, van, naar, gevraagd, vrij, feiten } = data;
  if (typeof doel !== 'string' || typeof van !== 'string' || typeof naar !== 'string') return undefined;
  if (!areWords(gevraagd) || !areWords(vrij)) return undefined;
  const facts = feiten === undefined ? undefined : parseFacts(feiten);
  if (facts === 'unreadable') return undefined;
  return {
    purpose: doel,
    from: van,
    to: naar,
    asked: gevraagd as FieldId[],
    opened: vrij as FieldId[],
    facts,
  };
}

function parseFacts(facts: unknown): RecordedFacts | 'unreadable' {
  if (typeof facts !== 'object' || facts === null) return 'unreadable';
  const { waar, onwaar, toestemming } = facts as Line;
  return areWords(waar) && areWords(onwaar) && areWords(toestemming)
    ? { true: waar, false: onwaar, consented: toestemming as FieldId[] }
    : 'unreadable';
}

function parse(line: string): Line | undefined {
  try {
    const data: unknown = JSON.parse(line);
    return typeof data === 'object' && data !== null ? (data as Line) : undefined;
  } catch {
    return undefined;
  }
}

const areWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');
