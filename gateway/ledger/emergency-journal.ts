import { createHmac, hkdfSync } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SealedEntry } from './append.ts';
import { personalCommitment } from './entry.ts';
import { leafHash } from './merkle-tree.ts';

/** A line as it was written durably: its number, counted from 1, and its place in the chain. */
export interface JournalReceipt {
  readonly line: number;
  /** 64 hex digits; whoever holds it shows later that this line was there. */
  readonly chain: string;
}

export interface JournalLine extends JournalReceipt {
  readonly entry: SealedEntry;
}

export interface JournalContent {
  /** Everything before the first line that is wrong. */
  readonly lines: readonly JournalLine[];
  /** The first line that was altered, removed, moved or added by another. */
  readonly tamperedAt: number | undefined;
}

/** Entries on a local disk, for as long as the database is away. Each line holds the entry sealed as ever, and a keyed hash over all before it. */
export interface EmergencyJournal {
  /** Resolves once it is on disk. */
  readonly append: (entry: SealedEntry) => Promise<JournalReceipt>;
  readonly read: () => Promise<JournalContent>;
  /** Forgets it, unless it grew since these lines were read. */
  readonly clear: (lines: readonly JournalLine[]) => Promise<boolean>;
  /** Puts a journal that somebody changed beside, for whoever looks into it; resolves to where. */
  readonly setAside: (at: Date) => Promise<string>;
}

const START = '0'.repeat(64);

/** A journal in one file; the secret keeps others from writing a line that fits. */
export function openEmergencyJournal(path: string, secretHex: string): EmergencyJournal {
  const secret = Buffer.from(
    hkdfSync('sha256', Buffer.from(secretHex, 'hex'), '', 'wijkpoort noodjournaal', 32),
  );
  let known: JournalReceipt | undefined;
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time, in the order in which it was asked. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return await turn;
  };
  const readNow = async (): Promise<JournalContent> => {
    const content = contentOf(await readFile(path, 'utf8').catch(unlessGone), secret);
    const end = content.lines.at(-1);
    // This process knows what it wrote: a tail that was cut off is missed too.
    const isShort = content.tamperedAt === undefined && known !== undefined && known.chain !== end?.chain;
    return isShort ? { ...content, tamperedAt: (end?.line ?? 0) + 1 } : content;
  };
  const forget = (): void => void (known = undefined);
  return {
    append: async entry =>
      await inTurn(async () => {
        const { lines, tamperedAt } =
          known === undefined ? await readNow() : { lines: [], tamperedAt: undefined };
        if (tamperedAt !== undefined) throw new JournalTampered(tamperedAt);
        const before = known ?? lines.at(-1) ?? { line: 0, chain: START };
        const text = textOf(entry);
        const receipt = { line: before.line + 1, chain: chainOf(secret, before.chain, text) };
        await writeThrough(path, `${receipt.chain} ${text}\n`);
        known = receipt;
        return receipt;
      }),
    read: async () => await inTurn(readNow),
    clear: async lines =>
      await inTurn(async () => {
        const now = await readNow();
        if (now.tamperedAt !== undefined || now.lines.length !== lines.length) return false;
        if (lines.length > 0) await unlink(path);
        forget();
        return true;
      }),
    setAside: async at =>
      await inTurn(async () => {
        const aside = `${path}.aangetast-${at.getTime()}`;
        await rename(path, aside).catch(unlessGone);
        forget();
        return aside;
      }),
  };
}

/** Somebody changed the journal: nothing more is written in it, and so nothing more is released. */
export class JournalTampered extends Error {
  override readonly name = 'JournalTampered';

  constructor(line: number) {
    super(`the emergency journal was changed at line ${line}`);
  }
}

const chainOf = (secret: Buffer, before: string, text: string): string =>
  createHmac('sha256', secret).update(before).update(text, 'utf8').digest('hex');

const hex = (bytes: Buffer | undefined): string | null => bytes?.toString('hex') ?? null;

const textOf = ({ at, text, sealed, seal }: SealedEntry): string =>
  JSON.stringify({
    at: at.toISOString(),
    leaf: text,
    salt: hex(seal.salt),
    subject: hex(seal.subject),
    personal: sealed.personal,
    actor: sealed.actor,
    actorSalt: hex(sealed.actorSalt),
    actorTag: hex(sealed.actorTag),
  });

function contentOf(text: string | undefined, secret: Buffer): JournalContent {
  // What has no end was never on disk as a whole, and nothing was released for it.
  const written = (text ?? '').split('\n').slice(0, -1);
  const lines: JournalLine[] = [];
  for (const each of written) {
    const before = lines.at(-1)?.chain ?? START;
    const [chain, body] = [each.slice(0, 64), each.slice(65)];
    const entry = chain === chainOf(secret, before, body) ? entryOf(body) : undefined;
    if (entry === undefined) return { lines, tamperedAt: lines.length + 1 };
    lines.push({ line: lines.length + 1, chain, entry });
  }
  return { lines, tamperedAt: undefined };
}

type Written = Readonly<Record<'at' | 'leaf' | 'salt' | 'personal' | 'actor' | 'actorSalt', string>> &
  Readonly<Record<'subject' | 'actorTag', string | null>>;

const bytes = (text: string | null): Buffer | undefined =>
  text === null ? undefined : Buffer.from(text, 'hex');

function entryOf(body: string): SealedEntry | undefined {
  const { at, leaf, salt, subject, personal, actor, actorSalt, actorTag } = JSON.parse(body) as Written;
  const [own, tag] = [Buffer.from(salt, 'hex'), bytes(subject)];
  if (
    (JSON.parse(leaf) as { readonly personal?: string }).personal !== personalCommitment(personal, own, tag)
  )
    return undefined;
  return {
    at: new Date(at),
    text: leaf,
    hash: leafHash(leaf),
    sealed: { personal, actor, actorSalt: Buffer.from(actorSalt, 'hex'), actorTag: bytes(actorTag) },
    seal: { salt: own, subject: tag },
  };
}

async function writeThrough(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  try {
    await file.write(line);
    await file.datasync();
  } finally {
    await file.close();
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const unlessGone = (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return undefined;
};
