import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile } from '../../gateway/log-file.ts';
import { createProcessLog } from '../../gateway/process-log.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'wijkpoort-proceslog-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const started = { event: 'started' } as const;

describe('a gateway that keeps its process log in a file', () => {
  it('adds to what stands there, for its owner alone', async () => {
    const path = join(folder, 'proces.log');
    for (let times = 0; times < 2; times++) {
      const lines = logFile(path, () => undefined);
      const log = createProcessLog(lines, () => new Date());
      for (let n = 0; n < 100; n++) log.info(started);
      lines.end();
      await once(lines, 'close');
    }
    const written = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(written).toHaveLength(200);
    expect(new Set(written.map(line => (JSON.parse(line) as { message: string }).message))).toEqual(
      new Set(['started']),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('goes on when the disk is full: the lines are lost, and that is told once', async () => {
    const told: string[] = [];
    const lines = logFile('/dev/full', code => told.push(code));
    lines.on('error', error => told.push(String(error)));
    for (let n = 0; n < 3; n++) await new Promise(resolve => lines.write('{}\n', resolve));
    lines.end();
    await once(lines, 'close');
    expect(told).toEqual(['ENOSPC']);
  });
});
