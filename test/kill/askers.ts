import { randomUUID } from 'node:crypto';
import type { ResidentKey } from '../../adapters/sandbox/resident.ts';
import type { Database } from '../../gateway/database.ts';
import { accessTokenFor } from '../../gateway/demo/client.ts';
import { koppelsleutelsOf } from '../../gateway/demo/seed.ts';
import type { Schemas } from '../../gateway/http/openapi-document.ts';
import type { Secrets } from '../../gateway/secrets.ts';

/** What a partner was told, and where it says that this was recorded. */
export interface Answer {
  readonly index: number;
  readonly leafHash: string;
  readonly released: readonly string[];
}

export interface Tally {
  readonly answers: Answer[];
  /** Requests that got no answer, or the answer that the ledger could not write. */
  failed: number;
  /** Anything else: never right. */
  readonly strange: string[];
}

const WHO: readonly ResidentKey[] = ['anja', 'jan', 'piet', 'sara', 'els', 'kees'];
const FIELDS = ['identiteit.naam', 'woonprofiel.woonwens'];
const RETRY_MS = 100;
const EXPECTED_STATUSES = [503, 502, 504];

export interface Asking {
  readonly url: () => string;
  readonly token: string;
  readonly koppelsleutels: readonly string[];
  /** How a request is sent; as Node does, when nothing is said. */
  readonly send?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What a corporation needs to ask, over and over. */
export async function prepareAsking(
  database: Database,
  secrets: Secrets,
  issuer: string,
  url: () => string,
): Promise<Asking> {
  const known = await koppelsleutelsOf(database, 'zayaz');
  return {
    url,
    token: await accessTokenFor('zayaz', issuer, secrets, randomUUID(), new Date()),
    koppelsleutels: WHO.map(each => known[each]),
  };
}

/** Asks in this many lanes until told to stop; who gets no answer asks again. */
export function askUntil(
  asking: Asking,
  lanes: number,
  tally: Tally,
): { readonly stop: () => Promise<void> } {
  const stop = new AbortController();
  const running = Array.from({ length: lanes }, async (_, lane) => {
    for (let n = lane; !stop.signal.aborted; n++) {
      const koppelsleutel = asking.koppelsleutels[n % asking.koppelsleutels.length] ?? '';
      if (!(await askOnce(asking, koppelsleutel, tally)))
        await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  });
  return {
    stop: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}

async function askOnce(
  { url, token, send = fetch }: Asking,
  betrokkene: string,
  tally: Tally,
): Promise<boolean> {
  try {
    const response = await send(`${url()}/v1/verstrekkingen`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        doel: 'D01',
        betrokkene,
        van: 'wijkteam-zuidoost',
        velden: FIELDS,
        namens: { medewerker: 'mw-417' },
      }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    if (response.status !== 200) return refused(response.status, text, tally);
    const { gegevens, bewijs } = JSON.parse(text) as Schemas['Verstrekking'];
    tally.answers.push({
      index: bewijs.nummer,
      leafHash: bewijs.bladhash,
      released: Object.keys(gegevens).sort(),
    });
    return true;
  } catch {
    tally.failed++;
    return false;
  }
}

function refused(status: number, text: string, tally: Tally): false {
  if (EXPECTED_STATUSES.includes(status) && !text.includes('"gegevens"')) tally.failed++;
  else tally.strange.push(`${status} ${text.slice(0, 200)}`);
  return false;
}
