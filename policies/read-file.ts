import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isAlias, parseDocument, visit, type Document } from 'yaml';
import { schemas, type FileKind } from './schema.ts';

/** One file of the handreiking, as text: this package reads no disk. */
export interface SourceFile {
  /** Path below the handreiking's folder, for example `doelen/D01-woonprofiel-opstellen.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong, and where, in words a privacy officer can act on. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A file that is YAML of the right shape, with the line each value came from. */
export interface ReadFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly data: unknown;
  readonly lineOf: (keys: readonly (string | number)[]) => number;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv, ['date']);
const validators = new Map(Object.entries(schemas).map(([kind, schema]) => [kind, ajv.compile(schema)]));

const isFileKind = (name: string): name is FileKind => Object.hasOwn(schemas, name);

/** The kind follows from the folder, or from the name of a file at the top. */
function kindOf(path: string): FileKind | undefined {
  const name = path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.yaml$/, '');
  return isFileKind(name) ? name : undefined;
}

type Read = ReadFile | { readonly faults: readonly Fault[] };

const known = new WeakMap<SourceFile, Read>();

/**
 * Parses and checks one file against its closed schema; reports every fault in it, not only the first. The same file is read
 * once: of a changed handreiking most files are those of before.
 */
export function readFile(file: SourceFile): Read {
  const read = known.get(file) ?? readAnew(file);
  known.set(file, read);
  return read;
}

function readAnew(file: SourceFile): Read {
  const fault = (line: number, message: string): Fault => ({ path: file.path, line, message });
  const kind = kindOf(file.path);
  if (kind === undefined) return { faults: [fault(1, 'dit bestand hoort niet bij de handreiking')] };

  const document = parsed(file.text);
  const lineAt = (offset: number): number => lineIn(file.text, offset);
  const faults = [...document.errors, ...document.warnings].map(problem =>
    fault(lineAt(problem.pos[0]), `geen geldige YAML: ${problem.code.toLowerCase().replaceAll('_', ' ')}`),
  );
  faults.push(
    ...aliasesIn(document).map(offset => fault(lineAt(offset), 'ankers en verwijzingen mogen niet')),
  );
  if (faults.length > 0) return { faults };

  const data: unknown = document.toJS();
  const lineOf = linesOf(file.text, document);
  const validate = validators.get(kind);
  if (validate?.(data) === true) return { kind, path: file.path, data, lineOf };
  return { faults: (validate?.errors ?? []).map(error => fault(lineOf(keysOf(error)), inDutch(error))) };
}

const parsed = (text: string): Document.Parsed => parseDocument(text, { uniqueKeys: true, stringKeys: true });

/** Remembers the lines that were asked for; the tree they came from is large, and is parsed again when it is gone. */
function linesOf(text: string, document: Document.Parsed): ReadFile['lineOf'] {
  const lines = new Map<string, number>();
  let tree = new WeakRef(document);
  return keys => {
    const name = keys.join('\n');
    const line = lines.get(name);
    if (line !== undefined) return line;
    const standing = tree.deref() ?? parsed(text);
    tree = new WeakRef(standing);
    const found = lineIn(text, offsetOf(standing, keys));
    lines.set(name, found);
    return found;
  };
}

const lineIn = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function aliasesIn(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, (_key, node) => {
    if (isAlias(node)) offsets.push(node.range?.[0] ?? 0);
  });
  return offsets;
}

/** The offset of the value at these keys, or of the nearest thing around it that exists. */
function offsetOf(document: Document.Parsed, keys: readonly (string | number)[]): number {
  for (let depth = keys.length; depth > 0; depth--) {
    const node: unknown = document.getIn(keys.slice(0, depth), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return 0;
}

function keysOf(error: ErrorObject): (string | number)[] {
  const keys = error.instancePath.split('/').slice(1);
  const extra: unknown = error.params['additionalProperty'];
  if (typeof extra === 'string') keys.push(extra);
  return keys.map(key => (/^\d+$/.test(key) ? Number(key) : key.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function inDutch(error: ErrorObject): string {
  const where = error.instancePath === '' ? '' : ` bij ${error.instancePath.slice(1)}`;
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return `onbekend woord '${String(params['additionalProperty'])}'${where}`;
    case 'required':
      return `'${String(params['missingProperty'])}' ontbreekt${where}`;
    case 'enum':
      return `alleen ${String(params['allowedValues'])} mag hier${where}`;
    case 'format':
      return `dit is geen bestaande datum${where}`;
    case 'uniqueItems':
      return `hetzelfde staat er twee keer${where}`;
    default:
      return `onjuist${where}: ${error.message ?? error.keyword}`;
  }
}
