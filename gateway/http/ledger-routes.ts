import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Sql } from '../database.ts';
import { newestCheckpoint, type StoredCheckpoint } from '../ledger/checkpoint-store.ts';
import { rootOf, type Hash } from '../ledger/merkle-tree.ts';
import { proveConsistency, proveInclusion } from '../ledger/proofs.ts';
import { nodesOf, readTile } from '../ledger/tile-store.ts';
import { parseTilePath, widthIn } from '../ledger/tile.ts';
import { rootAt } from '../ledger/tree-nodes.ts';
import { guard } from './guard.ts';
import { onlyMethod } from './methods.ts';
import { Problem, type RequestFault } from './problems.ts';

const FOREVER = 'public, max-age=31536000, immutable';

/**
 * The tree of the ledger for everyone: hashes and signatures, in the shape of C2SP tlog-tiles. Entries are not served, and
 * nothing that no checkpoint covers yet.
 */
export function ledgerRoutes(sql: Sql, keyLines: () => readonly string[]): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const serve = (path: string, answer: RequestHandler): void => {
    router.route(path).get(guard('public', readable), answer).all(onlyMethod('GET'));
  };
  serve('/checkpoint', async (_request, response) => sendText(response, (await published(sql)).note));
  serve('/sleutel', (_request, response) => sendText(response, `${keyLines().join('\n')}\n`));
  serve('/bewijs/inclusie', inclusion(sql));
  serve('/bewijs/consistentie', consistency(sql));
  serve('/tile/*path', tile(sql));
  return router;
}

/** Hashes tell nothing about anyone, so a page from anywhere may read them. */
const readable: RequestHandler = (_request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  next();
};

const sendText = (response: Response, text: string): void =>
  void response.type('text/plain; charset=utf-8').send(text);

/** The newest checkpoint; as long as there is none, there is nothing to serve. */
async function published(sql: Sql): Promise<StoredCheckpoint> {
  const checkpoint = await newestCheckpoint(sql);
  if (checkpoint === undefined) throw new Problem('nog-geen-checkpoint');
  return checkpoint;
}

const tile =
  (sql: Sql): RequestHandler =>
  async (request, response) => {
    const address = parseTilePath(request.path.slice('/tile/'.length));
    if (address === undefined) throw new Problem('niet-gevonden');
    const { size } = await published(sql);
    if (address.width > widthIn(size, address.level, address.number)) throw new Problem('buiten-het-logboek');
    const hashes = await readTile(sql, address);
    response.setHeader('Cache-Control', FOREVER);
    response.type('application/octet-stream').send(hashes);
  };

const inclusion =
  (sql: Sql): RequestHandler =>
  async (request, response) => {
    const numbers = numbersIn(request, ['index', 'omvang']);
    const { size } = await published(sql);
    const [index, of] = [numbers('index'), numbers('omvang', size)];
    if (index >= of || of > size) throw new Problem('buiten-het-logboek');
    const read = nodesOf(sql, size);
    const [proof, root] = [await proveInclusion(index, of, read), await rootAt(of, read)];
    const [leaf] = await read([{ level: 0, index }]);
    response.json({ index, omvang: of, bladhash: hex(leaf), wortel: hex(root), pad: proof.map(hex) });
  };

const consistency =
  (sql: Sql): RequestHandler =>
  async (request, response) => {
    const numbers = numbersIn(request, ['van', 'tot']);
    const { size } = await published(sql);
    const [from, to] = [numbers('van'), numbers('tot', size)];
    if (from === 0 || from > to || to > size) throw new Problem('buiten-het-logboek');
    const read = nodesOf(sql, size);
    const proof = await proveConsistency(from, to, read);
    const [before, after] = [await rootAt(from, read), await rootAt(to, read)];
    response.json({ van: from, tot: to, wortelVan: hex(before), wortelTot: hex(after), pad: proof.map(hex) });
  };

const hex = (hash: Hash | undefined): string => (hash ?? rootOf({ size: 0, hashes: [] })).toString('hex');

/** Reads whole numbers from the query: only these, each once. Throws every fault at once. */
function numbersIn(request: Request, names: readonly string[]): (name: string, otherwise?: number) => number {
  const query = request.query as Readonly<Record<string, unknown>>;
  const [required] = names;
  const faults: RequestFault[] = Object.entries(query).flatMap(([name, value]) => {
    if (!names.includes(name)) return [{ waar: '/', wat: 'hier staat een sleutel die wij niet kennen' }];
    return isWholeNumber(value) ? [] : [{ waar: `/${name}`, wat: 'dit moet één geheel getal zijn' }];
  });
  if (required !== undefined && !(required in query))
    faults.push({ waar: '/', wat: `'${required}' ontbreekt` });
  if (faults.length > 0) throw new Problem('ongeldig-verzoek', faults);
  return (name, otherwise = 0) => (name in query ? Number(query[name]) : otherwise);
}

const isWholeNumber = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:0|[1-9]\d{0,15})$/.test(value) && Number.isSafeInteger(Number(value));
