import { html } from '../html.ts';

/** The API in the browser, against the sandbox. */
export const tryPage = (): string =>
  html`<!doctype html>
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Probeer in de zandbak – Wijkpoort voor ontwikkelaars</title>
        <link rel="stylesheet" href="/docs/probeer/swagger-ui.css" />
        <link rel="stylesheet" href="/docs/stijl.css" />
      </head>
      <body>
        <header>
          <a class="merk" href="/docs">Wijkpoort <span>voor ontwikkelaars</span></a>
        </header>
        <p class="zandbak">
          Dit is de zandbak: iedere bewoner is verzonnen. Plak bij <b>Authorize</b> het token dat
          <code>sh token.sh</code> geeft (<a href="/docs/beginnen#stap-2">Beginnen, stap 2</a>).
        </p>
        <div id="proef"></div>
        <script src="/docs/probeer/swagger-ui-bundle.js"></script>
        <script type="module" src="/docs/probeer/start.js"></script>
      </body>
    </html> `.html;

/** The document as it is, but called here, and with a token that one pastes. */
export const TRY_SCRIPT = `const antwoord = await fetch('/v1/openapi.json');
const spec = await antwoord.json();
spec.servers = [{ url: location.origin + '/v1' }];
spec.components.securitySchemes = { partner: { type: 'http', scheme: 'bearer' } };
spec.security = [{ partner: [] }];
window.SwaggerUIBundle({ spec, dom_id: '#proef', validatorUrl: null, deepLinking: true, docExpansion: 'list' });
`;
