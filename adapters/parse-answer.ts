import { SourceFailure } from './source.ts';

const DEEPEST = 32;

/** Reads a body and stops as soon as more than `maxBytes` have come in. Rejects with a `SourceFailure`. */
export async function parseAnswer(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  parse: (text: string) => unknown,
): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new SourceFailure('too-large');
    chunks.push(chunk);
  }
  const answer = parse(textOf(Buffer.concat(chunks)));
  if (isDeeperThan(DEEPEST, answer)) throw new SourceFailure('nonsense');
  return answer;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SourceFailure('nonsense');
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser quotes what it could not read, so its error is not kept as a cause.
    throw new SourceFailure('nonsense');
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(inner => isDeeperThan(levels - 1, inner));
}
