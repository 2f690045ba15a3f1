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
        <link rel="stylesheet" href="/docs/probeer/eigen.css" />
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

/** Only what stands around it: the page itself has a style of its own. */
export const TRY_STYLE = `:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1c2733; font: 1.0625rem/1.65 system-ui, sans-serif; }
header { border-bottom: 1px solid #d9e1e8; padding: .9rem 1.5rem; }
.merk { font-weight: 700; color: #1c2733; text-decoration: none; }
.merk span { font-weight: 400; color: #51606f; }
.zandbak { max-width: 1420px; margin: 1.5rem auto 0; padding: 0 20px; }
.zandbak a { color: #00567d; }
`;
