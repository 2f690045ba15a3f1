import type { RequestHandler } from 'express';
import { isProblemCode, Problem, PROBLEMS } from './problems.ts';

/** `GET /docs/problemen/<code>`: where the `type` of a problem leads, for the developer who opens it. */
export const problemPage: RequestHandler = (request, response) => {
  const code = String(request.params['code']);
  if (!isProblemCode(code)) throw new Problem('niet-gevonden');
  const { status, title, detail } = PROBLEMS[code];
  response.type('text/html').send(`<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Wijkpoort</title>
<main>
<p>Wijkpoort, probleem <code>${code}</code> (${status})</p>
<h1>${title}</h1>
<p>${detail.replaceAll('"', '&quot;')}</p>
</main>
</html>
`);
};
