import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { enforceSharing } from 'wijkpoort/enforce-sharing';
import type { FieldValue } from '../../policies/vocabulary.ts';
import { residentId } from '../../gateway/demo/seed.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let foreign: { readonly url: string; readonly server: Server };
/** What the foreign application was asked to read from its own files, and what happens just before it does. */
let read: string[][] = [];
let beforeReading: () => Promise<void> = async () => await Promise.resolve();
let files: Record<string, FieldValue | undefined> = {};

beforeAll(async () => {
  world = await startWorld();
  foreign = await openForeignApplication(world.gateway.url);
});
afterAll(async () => {
  foreign.server.close();
  await world.close();
});

/** An application of the wijkteam that knows nothing of Wijkpoort but this line. */
async function openForeignApplication(poort: string): Promise<typeof foreign> {
  const app = express();
  app.post(
    '/woonprofielen',
    express.json(),
    enforceSharing({
      poort,
      partner: 'wijkteam-zuidoost',
      sleutel: world.secrets.partners['wijkteam-zuidoost']?.privateKeyPem ?? '',
      sharing: async request => ({
        doel: 'D01',
        ontvanger: 'zayaz',
        betrokkene: await world.koppelsleutel('wijkteam-zuidoost', 'anja'),
        velden: (request.body as { readonly velden: readonly string[] }).velden,
        medewerker: 'wt-031',
      }),
      obtain: async fields => {
        read.push([...fields]);
        await beforeReading();
        return files;
      },
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const asked = async (...velden: readonly string[]) => {
  read = [];
  const before = (await world.ledger()).length;
  const response = await fetch(`${foreign.url}/woonprofielen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ velden }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  const lines = (await world.ledger()).slice(before);
  return { status: response.status, answer, lines };
};

describe('the wijkteam puts the gateway before an address of its own', () => {
  it('gives what may go and nothing else, also when its own files return more', async () => {
    files = {
      'woonprofiel.woonwens': 'Dicht bij het park',
      'zorg.diagnose': 'geheim',
      'identiteit.bsn': '1',
    };
    const { status, answer } = await asked(
      'woonprofiel.woonwens',
      'woonprofiel.woonafspraken',
      'zorg.diagnose',
    );
    expect({ status, answer }).toMatchObject({
      status: 200,
      answer: {
        gegevens: { 'woonprofiel.woonwens': 'Dicht bij het park' },
        nietToegestaan: [{ veld: 'zorg.diagnose', reden: 'nooit' }],
        nietBeschikbaar: ['woonprofiel.woonafspraken'],
      },
    });
    expect(JSON.stringify(answer)).not.toContain('geheim');
  });

  it('reads from its own files only what may go', async () => {
    await asked('woonprofiel.woonwens', 'woonprofiel.woonafspraken', 'zorg.diagnose');
    expect(read).toEqual([['woonprofiel.woonwens']]);
    await asked('zorg.diagnose');
    expect(read).toEqual([]);
  });

  it('has every decision in the ledger, and the disclosure as a disclosure, before it answers', async () => {
    const { answer, lines } = await asked('woonprofiel.woonwens');
    expect(lines.map(({ leaf }) => [leaf.event, leaf.fields['woonprofiel.woonwens']?.decision])).toEqual([
      ['evaluated', 'opened'],
      ['released', 'released'],
    ]);
    expect(answer['logboek']).toEqual([lines[1]?.index]);
  });

  it('gives no free text that tells of illness, and says only that it is not there', async () => {
    files = { 'woonprofiel.woonwens': 'Rustig, vanwege haar schizofrenie' };
    const { answer, lines } = await asked('woonprofiel.woonwens');
    expect(answer).toMatchObject({ gegevens: {}, nietBeschikbaar: ['woonprofiel.woonwens'] });
    expect(lines.filter(({ leaf }) => leaf.event === 'released')).toEqual([]);
  });

  it('gives nothing that the resident took back while the files were read', async () => {
    files = { 'woonprofiel.woonwens': 'Dicht bij het park' };
    beforeReading = async () => {
      await world.database.query(
        `INSERT INTO consent_event (consent, position, state, at, channel)
         SELECT id, 9, 'Withdrawn', now(), 'portaal' FROM consent WHERE resident = $1`,
        [residentId('anja')],
      );
    };
    const { answer } = await asked('woonprofiel.woonwens');
    expect(answer).toMatchObject({ gegevens: {}, nietBeschikbaar: ['woonprofiel.woonwens'] });
  });

  it('gives nothing at all when the gateway is not there', async () => {
    const app = await openForeignApplication('http://127.0.0.1:9');
    const response = await fetch(`${app.url}/woonprofielen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ velden: ['woonprofiel.woonwens'] }),
    });
    app.server.close();
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(await response.json()).toMatchObject({ title: 'Er is niets verstrekt' });
  });
});
