import type { FieldRecord } from '../entry.ts';
import {
  millisecondsOf,
  subjectAttributes,
  type ExportedEntry,
  type ExportNaming,
} from './exported-entry.ts';

/** One record of an Authorization Decision Log (1.0.0, level 3): what was asked, decided, under which policy, on which information. */
export interface AdlRecord {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly event_name: 'adl.access_evaluations';
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** A refusal is a decision, not an error. */
  readonly status: 'Unset';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: { readonly attributes: Readonly<Record<string, string>> };
  readonly body: Readonly<Record<'adl.core.request' | 'adl.core.response', unknown>>;
}

const DECISIONS = new Set(['released', 'refused', 'source-failed', 'evaluated']);

/** What the rules opened, whatever became of its value afterwards. */
const OPENED: ReadonlySet<FieldRecord['decision']> = new Set([
  'released',
  'opened',
  'empty-at-source',
  'content-stopped',
  'not-obtained',
]);

const MOST_REMEMBERED = 10_000;

/**
 * Makes the record of each decision: exactly one, the same in every export. A second entry about the same request (a delivery
 * that failed after it was decided) is no second decision; it follows closely, so not all need be remembered.
 */
export function adlRecords(naming: ExportNaming): (entry: ExportedEntry) => AdlRecord | undefined {
  const recorded = new Set<string>();
  return entry => {
    const { event, traceId, spanId } = entry.leaf;
    if (!DECISIONS.has(event) || spanId === undefined || recorded.has(traceId + spanId)) return undefined;
    recorded.add(traceId + spanId);
    const [oldest] = recorded;
    if (recorded.size > MOST_REMEMBERED && oldest !== undefined) recorded.delete(oldest);
    return recordOf(entry, spanId, naming);
  };
}

function recordOf(entry: ExportedEntry, spanId: string, naming: ExportNaming): AdlRecord {
  const { leaf } = entry;
  return {
    trace_id: leaf.traceId,
    span_id: spanId,
    ...(leaf.parentSpanId === undefined ? {} : { parent_span_id: leaf.parentSpanId }),
    event_name: 'adl.access_evaluations',
    timestamp: millisecondsOf(entry),
    status: 'Unset',
    resource: { attributes: { 'service.name': naming.service } },
    attributes: attributesOf(entry, naming),
    body: { 'adl.core.request': requestOf(entry, naming), 'adl.core.response': responseOf(entry) },
  };
}

const attributesOf = (entry: ExportedEntry, naming: ExportNaming): AdlRecord['attributes'] => ({
  'adl.core.policies': { handreiking: entry.leaf.policyVersion },
  'adl.core.information': { register: { bekend: knownIn(entry), ...sourcesIn(entry) } },
  ...subjectAttributes(entry, naming),
});

const knownIn = ({ leaf: { facts } }: ExportedEntry) => ({
  waar: facts?.true ?? [],
  onwaar: facts?.false ?? [],
  toegestemd: facts?.consent ?? [],
});

/** Which records it rested on; of somebody who was erased that is gone. */
const sourcesIn = ({ about }: ExportedEntry) =>
  about === undefined
    ? { gewist: true }
    : { toestemmingen: about.consents ?? [], verklaringen: about.declarations ?? [] };

/** The question as AuthZEN asks it: one subject and one action, an evaluation for every field. */
const requestOf = ({ leaf, actor }: ExportedEntry, { register }: ExportNaming) => ({
  subject: {
    type: `${register}/kenmerken/partner`,
    id: leaf.direction === 'bring' ? leaf.sender : leaf.recipient,
    // Asserted by the partner, not proven by the gateway.
    ...(actor === undefined
      ? {}
      : { properties: { medewerker: actor, herkomst: 'gesteld door de partner' } }),
  },
  action: {
    name: leaf.direction === 'bring' ? 'melden' : 'opvragen',
    properties: { processing_activity_id: `${register}/verwerkingsactiviteiten/${leaf.purpose}` },
  },
  context: { zender: leaf.sender, ontvanger: leaf.recipient, time: leaf.at },
  evaluations: Object.keys(leaf.fields).map(field => ({
    resource: { type: `${register}/kenmerken/veld`, id: field },
  })),
});

const responseOf = ({ leaf }: ExportedEntry) => ({
  evaluations: Object.values(leaf.fields).map(({ decision, rule, missing }) => ({
    decision: OPENED.has(decision),
    context: {
      reden: decision,
      ...(rule === undefined ? {} : { regel: rule }),
      ...(missing === undefined ? {} : { ontbreekt: missing }),
    },
  })),
});
