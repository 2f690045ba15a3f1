import type { Sql } from '../database.ts';
import { committedHead } from './checkpoint-store.ts';
import type { Checkpoint } from './checkpoint.ts';
import { fastTileRoot } from './fast-hash.ts';
import type { LedgerFault } from './ledger-fault.ts';
import { append, appendSubtree, rootOf, type Frontier, type Hash } from './merkle-tree.ts';
import { lookCloser } from './name-fault.ts';
import { readTileTexts, soundHashes, type TileTexts } from './read-tile-texts.ts';
import { knownTiles, type KnownTile } from './known-tiles.ts';
import { nodesOf } from './tile-store.ts';
import { hashesIn, TILE_HEIGHT, TILE_WIDTH } from './tile.ts';
import { completeSubtrees, type LeafRange } from './tree-nodes.ts';
import { faultAround } from './verify-around.ts';

export type { LedgerFault } from './ledger-fault.ts';

export interface Verification {
  /** How many entries were read and found as they should be. */
  readonly entries: number;
  /** The root of the whole log, made from what was read. */
  readonly root: string;
  readonly fault: LedgerFault | undefined;
  /** When no single entry can be named: among which entries it is. */
  readonly within?: LeafRange;
  /** Entries before this one are gone because their term had passed; their hashes are here. */
  readonly firstKept: number;
}

export interface VerifyOptions {
  /** Looks at these entries only; the rest of the tree is taken from its stored hashes, and still has to add up. */
  readonly range?: Partial<LeafRange>;
  /** Checkpoints that are known from elsewhere, already judged by their signature. */
  readonly outside?: readonly Checkpoint[];
}

const TILES_AT_ONCE = 16;

/**
 * Reads the log once, in order, and makes its tree anew. Stops at the first thing that is wrong. Memory stays flat however long
 * the log is.
 *
 * What can be named: an entry that is missing, added or altered; and, wherever a sealed tile or the newest checkpoint's tail
 * holds its hash, also one that was altered together with its own hash, or that changed places. What cannot: entries newer than
 * the newest checkpoint that were altered together with their hashes. Those show as a range, from what the head still knows.
 * Nothing inside one database shows that the database as a whole was put back; a checkpoint from outside does.
 */
export async function verifyLedger(sql: Sql, options: VerifyOptions = {}): Promise<Verification> {
  const head = await committedHead(sql);
  const [kept] = await sql.query<{ first: string }>('SELECT first FROM ledger_kept');
  const firstKept = Number(kept?.first ?? 0);
  const begin = firstOfTile(Math.max(options.range?.begin ?? 0, firstKept));
  const end = Math.min(options.range?.end ?? head.size, head.size);
  const walk = await walkTiles(sql, head, { begin, end }, firstKept);
  const entries = walk.tree.size - begin;
  if (walk.fault !== undefined) return verdict(walk.tree, { entries, firstKept, fault: walk.fault });
  const tree = await grownTo(head.size, walk.tree, sql);
  const around = await faultAround(sql, head, tree, options.outside ?? []);
  return verdict(tree, { entries, firstKept, fault: undefined, ...around });
}

const firstOfTile = (index: number): number => Math.floor(index / TILE_WIDTH) * TILE_WIDTH;

const verdict = (tree: Frontier, rest: Omit<Verification, 'root'>): Verification => ({
  root: rootOf(tree).toString('hex'),
  ...rest,
});

interface Walk {
  readonly tree: Frontier;
  readonly fault: LedgerFault | undefined;
}

/** Reads tile by tile; the next tiles are on their way while these are being hashed. */
async function walkTiles(
  sql: Sql,
  head: Frontier,
  { begin, end }: LeafRange,
  firstKept: number,
): Promise<Walk> {
  let tree = await treeBefore(begin, head, sql);
  const page = TILES_AT_ONCE * TILE_WIDTH;
  const load = async (at: number): Promise<Page> => await loadPage(sql, at, Math.min(at + page, end));
  let next = load(begin);
  for (let at = begin; at < end; at += page) {
    const { texts, known } = await next;
    if (at + page < end) next = load(at + page);
    for (let first = at; first < Math.min(at + page, end); first += TILE_WIDTH) {
      const part = { begin: first, end: Math.min(first + TILE_WIDTH, end) };
      const number = first / TILE_WIDTH;
      const looked = await lookAt(sql, part, texts.get(number), known.get(number), { head, firstKept });
      if (looked.kind === 'fault') return { tree, fault: looked.fault };
      tree = looked.grow(tree);
    }
  }
  return { tree, fault: undefined };
}

interface Page {
  readonly texts: ReadonlyMap<number, TileTexts>;
  readonly known: ReadonlyMap<number, KnownTile>;
}

async function loadPage(sql: Sql, begin: number, end: number): Promise<Page> {
  const [texts, known] = await Promise.all([readTileTexts(sql, begin, end), knownTiles(sql, begin, end)]);
  return { texts: new Map(texts.map(each => [Number(each.number), each])), known };
}

type Looked =
  | { readonly kind: 'sound'; readonly grow: (tree: Frontier) => Frontier }
  | { readonly kind: 'fault'; readonly fault: LedgerFault };

async function lookAt(
  sql: Sql,
  part: LeafRange,
  texts: TileTexts | undefined,
  known: KnownTile | undefined,
  about: { readonly head: Frontier; readonly firstKept: number },
): Promise<Looked> {
  const hashes = texts === undefined ? undefined : soundHashes(texts, part.begin, part.end);
  if (hashes !== undefined && agrees(hashes.bytes, known)) {
    const isFull = part.end - part.begin === TILE_WIDTH;
    if (!isFull) return grownBy(hashesIn(hashes.bytes));
    const root = fastTileRoot(hashes.each);
    if (known?.root === undefined || known.root.equals(root))
      return { kind: 'sound', grow: tree => appendSubtree(tree, root, TILE_HEIGHT) };
    return { kind: 'fault', fault: { kind: 'tile-altered', index: part.begin } };
  }
  return await nameFault(sql, part, known, about);
}

const agrees = (hashes: Buffer, known: KnownTile | undefined): boolean => {
  const length = Math.min(hashes.length, known?.hashes.length ?? 0);
  return known === undefined || known.hashes.subarray(0, length).equals(hashes.subarray(0, length));
};

const grownBy = (hashes: readonly Hash[]): Looked => ({
  kind: 'sound',
  grow: tree => hashes.reduce(append, tree),
});

async function nameFault(
  sql: Sql,
  part: LeafRange,
  known: KnownTile | undefined,
  { head, firstKept }: { readonly head: Frontier; readonly firstKept: number },
): Promise<Looked> {
  const stored = hashesIn(known?.hashes ?? Buffer.alloc(0)).slice(0, part.end - part.begin);
  const begin = Math.max(part.begin, Math.min(firstKept, part.end));
  const isTrusted = known === undefined || (await isPartOfTree(sql, known, head));
  const gone = stored.slice(0, begin - part.begin);
  const looked = await lookCloser(sql, begin, part.end, isTrusted ? stored.slice(gone.length) : []);
  if (looked.kind === 'fault') return looked;
  const all = [...gone, ...looked.hashes];
  const wrong = all.findIndex((hash, at) => stored[at]?.equals(hash) === false);
  return wrong < 0
    ? grownBy(all)
    : { kind: 'fault', fault: { kind: 'tile-altered', index: part.begin + wrong } };
}

/** Whether the tree made from the stored tiles is the tree of the head; a tile that was altered itself accuses nobody. */
async function isPartOfTree(sql: Sql, known: KnownTile, head: Frontier): Promise<boolean> {
  if (known.root !== undefined && !fastRoot(known.hashes).equals(known.root)) return false;
  // The tail is not sealed, but everything in it was covered by a signature when it was kept.
  if (known.root === undefined) return true;
  const hashes = await nodesOf(sql, head.size)(completeSubtrees({ begin: 0, end: firstOfTile(head.size) }));
  const sealed = completeSubtrees({ begin: 0, end: firstOfTile(head.size) }).length;
  return hashes.every((hash, at) => at >= sealed || head.hashes[at]?.equals(hash) === true);
}

const fastRoot = (hashes: Buffer): Hash =>
  fastTileRoot(hashesIn(hashes).map(each => each.toString('latin1')));

/** The tree of everything before, from its stored hashes. */
async function treeBefore(begin: number, head: Frontier, sql: Sql): Promise<Frontier> {
  const hashes = await nodesOf(sql, head.size)(completeSubtrees({ begin: 0, end: begin }));
  return { size: begin, hashes };
}

/** The tree with everything after, from its stored hashes. */
async function grownTo(size: number, tree: Frontier, sql: Sql): Promise<Frontier> {
  const nodes = completeSubtrees({ begin: tree.size, end: size });
  const hashes = await nodesOf(sql, size)(nodes);
  return nodes.reduce(
    (grown, { level }, at) => appendSubtree(grown, hashes[at] ?? Buffer.alloc(0), level),
    tree,
  );
}
