import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createDoor } from '../../gateway/http/door.ts';

/** Sends these bytes and nothing more; resolves to what came back when the other side hung up. */
async function answerTo(bytes: string): Promise<{ readonly text: string; readonly reached: boolean }> {
  let reached = false;
  const patience = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
  const door = createDoor(undefined, patience).on('request', () => (reached = true));
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve));
  const socket = connect((door.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  const text = Buffer.concat(await socket.toArray()).toString('utf8');
  await new Promise(resolve => door.close(resolve));
  return { text, reached };
}

describe('somebody who is slow on purpose, to keep others out', () => {
  it('sends half its headers: is told that it was too slow, and hung up on', async () => {
    const { text, reached } = await answerTo(
      'POST /v1/verstrekkingen HTTP/1.1\r\nHost: poort\r\nX-Naam: Anj',
    );
    expect(reached).toBe(false);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('Content-Type: application/problem+json');
    expect(text).toContain('/docs/problemen/te-langzaam');
    expect(text).not.toContain('Anj');
  });

  it('sends half its body: is told the same', async () => {
    const headers = 'POST /v1/verstrekkingen HTTP/1.1\r\nHost: poort\r\nContent-Length: 100\r\n\r\n';
    const { text } = await answerTo(`${headers}{"doel":`);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('/docs/problemen/te-langzaam');
  });
});
