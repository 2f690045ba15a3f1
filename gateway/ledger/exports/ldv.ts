import {
  millisecondsOf,
  releasedFields,
  subjectAttributes,
  type ExportedEntry,
  type ExportNaming,
} from './exported-entry.ts';

/** One line of a Logboek Dataverwerkingen (1.0.0, section 3.2.2). Who acted is not in it: 2.3.4 forbids that. */
export interface LdvLine {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly status: 'Unset' | 'Ok' | 'Error';
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start_time: number;
  readonly end_time: number;
  readonly resource: { readonly attributes: Readonly<Record<string, string>> };
  readonly attributes: Readonly<Record<string, string>>;
}

const NAMES: Readonly<Record<string, string>> = {
  released: 'Gegevens verstrekken',
  refused: 'Verstrekken geweigerd',
  'source-failed': 'Gegevens ophalen bij de bron mislukt',
  'not-delivered': 'Gegevens afleveren mislukt',
  'turned-away': 'Verzoek afgewezen aan de deur',
};

// A refusal is no error: it is an action that ended without a result.
const STATUS: Readonly<Record<string, LdvLine['status']>> = {
  released: 'Ok',
  'source-failed': 'Error',
  'not-delivered': 'Error',
};

/**
 * The line for one controller; none for what is no processing of anyone's data. An entry is about one resident, so it is one
 * line. In the sender's log the action is called by another, and so gets a span of its own below the request's.
 */
export function ldvLine(entry: ExportedEntry, controller: string, naming: ExportNaming): LdvLine | undefined {
  const { leaf } = entry;
  const { register, service } = naming;
  const name = NAMES[leaf.event];
  if (name === undefined) return undefined;
  const [at, fields] = [millisecondsOf(entry), releasedFields(entry)];
  return {
    trace_id: leaf.traceId,
    ...spansOf(entry, controller),
    status: STATUS[leaf.event] ?? 'Unset',
    name,
    start_time: at,
    end_time: at,
    resource: { attributes: { 'service.name': service } },
    attributes: {
      'dpl.core.processing_activity_id': `${register}/verwerkingsactiviteiten/${leaf.purpose}`,
      ...subjectAttributes(entry, naming),
      ...(isCalledByAnother(entry, controller)
        ? { 'dpl.core.foreign_operation.processor': `${register}/partners/${callerOf(entry)}` }
        : {}),
      ...(STATUS[leaf.event] === 'Error' && leaf.reason !== undefined
        ? { 'exception.type': leaf.reason }
        : {}),
      // LDV has no place for which data; the core forbids keys of our own under dpl.
      ...(fields.length === 0 ? {} : { 'wijkpoort.velden': fields.join(' ') }),
    },
  };
}

const callerOf = ({ leaf }: ExportedEntry): string =>
  leaf.direction === 'bring' ? leaf.sender : leaf.recipient;

const isCalledByAnother = (entry: ExportedEntry, controller: string): boolean =>
  callerOf(entry) !== controller;

/** The request's own random span; a second line of the same request, and another's log, take one from the leaf's random hash. */
function spansOf(entry: ExportedEntry, controller: string): Pick<LdvLine, 'span_id' | 'parent_span_id'> {
  const { leaf, leafHash } = entry;
  const own = leafHash.subarray(0, 8).toString('hex');
  const isFirst = leaf.event === 'released' || leaf.event === 'turned-away';
  if (leaf.spanId === undefined) return { span_id: own };
  if (isFirst && !isCalledByAnother(entry, controller))
    return {
      span_id: leaf.spanId,
      ...(leaf.parentSpanId === undefined ? {} : { parent_span_id: leaf.parentSpanId }),
    };
  return { span_id: own, parent_span_id: leaf.spanId };
}
