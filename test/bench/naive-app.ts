import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler } from 'express';
import { Pool } from 'pg';

/** What the naive handler asks a source: the values of these fields, of somebody it knows under its own koppelsleutel. */
export interface NaiveQuestion {
  readonly van: string;
  readonly source: string;
  readonly fields: readonly string[];
}

export type NaiveSource = (question: NaiveQuestion) => Promise<Readonly<Record<string, unknown>>>;

/** A team's first version: look the consent up, ask the source, write a line, answer. No token, no rules, no proof. */
export function naiveApp(databaseUrl: string, ask: NaiveSource): Express {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 });
  pool.on('error', () => undefined);
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.post('/v1/verstrekkingen', express.json(), answerWith(pool, ask));
  return app;
}

const answerWith =
  (pool: Pool, ask: NaiveSource): RequestHandler =>
  async (request, response) => {
    const gegevens = await disclose(pool, ask, request.body as Asked);
    response.json({ gegevens, nietToegestaan: [], nietBeschikbaar: [] });
  };

interface Asked {
  readonly betrokkene: string;
  readonly doel: string;
  readonly van: string;
  readonly velden: readonly string[];
  readonly namens: object;
}

interface Consented {
  readonly resident: string;
  readonly source: string;
  readonly fields: readonly string[];
}

async function disclose(pool: Pool, ask: NaiveSource, asked: Asked): Promise<object> {
  const { rows } = await pool.query<Consented>({
    name: 'consent',
    text: 'SELECT resident, source, fields FROM naive_consent WHERE koppelsleutel = $1 AND purpose = $2',
    values: [asked.betrokkene, asked.doel],
  });
  const [consent] = rows;
  const fields = asked.velden.filter(field => consent?.fields.includes(field) === true);
  const values = await ask({ van: asked.van, source: consent?.source ?? '', fields });
  await pool.query({
    name: 'log',
    text: 'INSERT INTO naive_log (at, line, resident) VALUES ($1, $2, $3) RETURNING id',
    values: [new Date(), JSON.stringify(lineOf(asked, fields)), consent?.resident],
  });
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)));
}

const lineOf = ({ van, doel, namens, velden }: Asked, verstrekt: readonly string[]) => ({
  van,
  naar: 'zayaz',
  doel,
  verzoek: randomUUID(),
  namens,
  gevraagd: velden,
  verstrekt,
  grondslag: 'toestemming',
  versie: 'a'.repeat(64),
});
