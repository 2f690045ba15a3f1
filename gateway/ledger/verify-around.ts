import type { Sql } from '../database.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { LedgerFault } from './ledger-fault.ts';
import type { Frontier } from './merkle-tree.ts';
import { nodesOf } from './tile-store.ts';
import { hashesIn, hashOver, TILE_WIDTH } from './tile.ts';
import { completeSubtrees, rootAt, type LeafRange } from './tree-nodes.ts';

/** What is wrong around the entries, and among which entries when none can be named. */
export interface FaultAround {
  readonly fault: LedgerFault;
  readonly within?: LeafRange;
}

/** Compares the tree that was read with the head, with rows that belong nowhere, with the higher tiles and the checkpoints. */
export async function faultAround(
  sql: Sql,
  head: Frontier,
  tree: Frontier,
  outside: readonly Checkpoint[],
): Promise<FaultAround | undefined> {
  return (
    (await faultOutside(sql, head, outside)) ??
    (await strayEntry(sql)) ??
    (await faultInHead(sql, head, tree)) ??
    (await faultInCheckpoints(sql, head)) ??
    (await faultInHigherTiles(sql))
  );
}

/** A log that is behind a checkpoint known elsewhere misses its end. */
async function faultOutside(
  sql: Sql,
  head: Frontier,
  outside: readonly Checkpoint[],
): Promise<FaultAround | undefined> {
  for (const { size, root } of outside) {
    if (size > head.size) return { fault: { kind: 'missing', index: head.size } };
    if (size > 0 && !(await rootAt(size, nodesOf(sql, head.size))).equals(root))
      return { fault: { kind: 'checkpoint-differs', index: size }, within: { begin: 0, end: size } };
  }
  return undefined;
}

/** An entry beyond the head, as both are at this moment: the log goes on while it is read. */
async function strayEntry(sql: Sql): Promise<FaultAround | undefined> {
  const [row] = await sql.query<{ index: string | null }>(
    'SELECT min(index) AS index FROM ledger_entry WHERE index >= (SELECT size FROM ledger_head) OR index < 0',
  );
  if (row === undefined || row.index === null) return undefined;
  return { fault: { kind: 'appended', index: Number(row.index) } };
}

/** The head's complete subtrees are checked from left to right: the first that differs holds the fault. */
async function faultInHead(sql: Sql, head: Frontier, tree: Frontier): Promise<FaultAround | undefined> {
  const nodes = completeSubtrees({ begin: 0, end: head.size });
  const wrong = nodes.findIndex(
    (_node, at) => head.hashes[at]?.equals(tree.hashes[at] ?? Buffer.alloc(0)) !== true,
  );
  const node = nodes[wrong];
  if (node === undefined) return undefined;
  const begin = node.index * 2 ** node.level;
  const subtree = { begin, end: begin + 2 ** node.level };
  const signed = await unsignedPart(sql, head);
  const within =
    signed === undefined
      ? subtree
      : { begin: Math.max(begin, signed.begin), end: Math.min(subtree.end, signed.end) };
  return {
    fault: { kind: 'head-differs', index: head.size },
    within: within.begin < within.end ? within : subtree,
  };
}

/** The entries between the last checkpoint that still fits and the first that does not. */
async function unsignedPart(sql: Sql, head: Frontier): Promise<LeafRange | undefined> {
  const rows = await sql.query<{ size: string }>(
    'SELECT size FROM ledger_checkpoint WHERE size <= $1 ORDER BY size',
    [head.size],
  );
  const sizes = rows.map(({ size }) => Number(size));
  let [fits, differs] = [-1, sizes.length];
  while (differs - fits > 1) {
    const middle = Math.floor((fits + differs) / 2);
    if (await isAsSigned(sql, head, sizes[middle] ?? 0)) fits = middle;
    else differs = middle;
  }
  return { begin: sizes[fits] ?? 0, end: sizes[differs] ?? head.size };
}

async function isAsSigned(sql: Sql, head: Frontier, size: number): Promise<boolean> {
  const [row] = await sql.query<{ root: Buffer }>('SELECT root FROM ledger_checkpoint WHERE size = $1', [
    size,
  ]);
  return row !== undefined && (await rootAt(size, nodesOf(sql, head.size))).equals(row.root);
}

/** The newest checkpoint binds everything before it; the older ones tell where the trouble begins. */
async function faultInCheckpoints(sql: Sql, head: Frontier): Promise<FaultAround | undefined> {
  const [row] = await sql.query<{ forgotten: boolean; newest: string | null }>(
    `SELECT coalesce(max(size) > (SELECT size FROM ledger_head), false) AS forgotten,
            max(size) FILTER (WHERE size <= $1) AS newest FROM ledger_checkpoint`,
    [head.size],
  );
  if (row?.forgotten === true) return { fault: { kind: 'missing', index: head.size } };
  const newest = Number(row?.newest ?? 0);
  if (newest === 0 || (await isAsSigned(sql, head, newest))) return undefined;
  const within = await unsignedPart(sql, head);
  return {
    fault: { kind: 'checkpoint-differs', index: newest },
    ...(within === undefined ? {} : { within }),
  };
}

/** A higher tile holds the roots of the tiles below it, nothing else. */
async function faultInHigherTiles(sql: Sql): Promise<FaultAround | undefined> {
  const rows = await sql.query<{
    level: number;
    number: string;
    hashes: Buffer;
    root: Buffer;
    below: Buffer | null;
  }>(
    `SELECT above.level, above.number, above.hashes, above.root,
            (SELECT string_agg(root, ''::bytea ORDER BY number) FROM ledger_tile AS below
              WHERE below.level = above.level - 1
                AND below.number BETWEEN above.number * ${TILE_WIDTH} AND above.number * ${TILE_WIDTH} + ${TILE_WIDTH - 1}) AS below
       FROM ledger_tile AS above WHERE level > 0 ORDER BY level, number`,
  );
  const wrong = rows.find(
    ({ hashes, root, below }) => below?.equals(hashes) !== true || !hashOver(hashesIn(hashes)).equals(root),
  );
  if (wrong === undefined) return undefined;
  const width = TILE_WIDTH ** (wrong.level + 1);
  const begin = Number(wrong.number) * width;
  return { fault: { kind: 'tile-altered', index: begin }, within: { begin, end: begin + width } };
}
