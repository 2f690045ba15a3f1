import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealEntry, type SealedEntry } from '../../gateway/ledger/append.ts';
import { openEmergencyJournal } from '../../gateway/ledger/emergency-journal.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-nood-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const secret = 'ab'.repeat(32);
const entry = (requestId: string): SealedEntry =>
  sealEntry(
    {
      public: {
        event: 'released',
        at: new Date('2026-11-22T10:00:00Z'),
        direction: 'ask',
        purpose: 'D06',
        policyVersion: 'b'.repeat(64),
        sender: 'wijkteam-zuidoost',
        recipient: 'kliniek',
        requestId,
        traceId: 'c'.repeat(32),
        fields: {},
        late: true,
      },
      personal: { subject: 'unknown', assertedActor: 'kliniek: mw-1' },
    },
    { salt: randomBytes(32), subject: randomBytes(32) },
  );
const path = (): string => join(folder, `journaal-${randomBytes(4).toString('hex')}`);

async function journalOf(count: number): Promise<string> {
  const at = path();
  const open = openEmergencyJournal(at, secret);
  for (let n = 0; n < count; n++) await open.append(entry(`verzoek-${n}`));
  return at;
}

describe('the journal', () => {
  it('goes on after a restart, gives back what was put in, and is forgotten only as it was read', async () => {
    const at = await journalOf(2);
    const again = openEmergencyJournal(at, secret);
    const { said: _said, ...last } = entry('verzoek-2');
    expect(await again.append(last)).toMatchObject({ line: 3 });
    const { lines, tamperedAt } = await again.read();
    expect(tamperedAt).toBeUndefined();
    expect(lines[2]?.entry).toEqual({ ...last, seal: { salt: last.seal.salt, subject: last.seal.subject } });
    await again.append(entry('verzoek-3'));
    expect(await again.clear(lines)).toBe(false);
    expect((await again.read()).lines).toHaveLength(4);
  });

  it('takes a line that was not written to its end for what it is: nothing was released for it', async () => {
    const at = await journalOf(1);
    await appendFile(at, 'abcdef {"at":"20');
    const { lines, tamperedAt } = await openEmergencyJournal(at, secret).read();
    expect([lines.length, tamperedAt]).toEqual([1, undefined]);
  });

  it.each<[string, (lines: string[]) => string[], number]>([
    ['a byte changed', ([a = '', ...rest]) => [a.replace('D06', 'D07'), ...rest], 1],
    ['a line taken out', ([a = '', , ...rest]) => [a, ...rest], 2],
    ['two lines swapped', ([a = '', b = '', ...rest]) => [b, a, ...rest], 1],
    ['a line put in twice', ([a = '', ...rest]) => [a, a, ...rest], 2],
    ['a line of another’s making', lines => [...lines, `${'0'.repeat(64)} {}`], 4],
  ])('names where it was changed: %s', async (_what, change, line) => {
    const at = await journalOf(3);
    const lines = readFileSync(at, 'utf8').trimEnd().split('\n');
    await writeFile(at, `${change(lines).join('\n')}\n`);
    expect(await openEmergencyJournal(at, secret).read()).toMatchObject({ tamperedAt: line });
    await expect(openEmergencyJournal(at, secret).append(entry('x'))).rejects.toThrow(/changed/);
  });

  it('misses a tail that was cut off while it ran, or the whole of it', async () => {
    const at = path();
    const open = openEmergencyJournal(at, secret);
    for (const name of ['a', 'b']) await open.append(entry(name));
    await writeFile(at, `${readFileSync(at, 'utf8').split('\n')[0] ?? ''}\n`);
    expect(await open.read()).toMatchObject({ tamperedAt: 2 });
    await rm(at);
    expect(await open.read()).toMatchObject({ tamperedAt: 1 });
  });

  it('is not believed under another secret', async () => {
    const at = await journalOf(1);
    expect(await openEmergencyJournal(at, 'cd'.repeat(32)).read()).toMatchObject({
      lines: [],
      tamperedAt: 1,
    });
  });
});
