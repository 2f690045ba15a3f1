import type { Handreiking } from '../../policies/handreiking.ts';
import { purposeName, shortRoleName } from '../../policies/possibilities/in-words.ts';
import { isDeclaration, roadsTo, type Road, type RoadKind } from '../../policies/possibilities/road.ts';
import { shortFieldNames } from '../../policies/print/short-names.ts';
import { groupBy } from '../../policies/group-by.ts';
import type { FieldId, RoleId } from '../../policies/vocabulary.ts';
import { html, type Html } from '../html.ts';
import { code, docsPage } from './layout.ts';
import type { DocsSite } from './site.ts';

/** Every kind of partner, to choose from. */
export const kindsPage = ({ handreiking }: DocsSite): string =>
  docsPage(
    '/docs/wat-mag',
    'Wat mag u?',
    html`<h1>Wat mag uw soort partner?</h1>
      <p class="inleiding">
        Kies wat u bent. Wat er staat komt rechtstreeks uit de regels die nu gelden; dezelfde regels beslissen
        over uw verzoek.
      </p>
      <ul class="stappen">
        ${[...handreiking.roles.values()].map(
          role =>
            html`<li>
              <a href="/docs/wat-mag/${role.id}">
                ${shortRoleName(handreiking, role.id)} <span><code>${role.id}</code></span>
              </a>
            </li>`,
        )}
      </ul>`,
  );

interface Passage {
  readonly field: FieldId;
  readonly road: Road;
}

/** What one kind of partner may get, per purpose, and how. */
export function kindPage({ handreiking, url }: DocsSite, role: RoleId): string {
  const name = shortRoleName(handreiking, role);
  const passages = [...handreiking.fields.keys()].flatMap(field =>
    roadsTo(handreiking, role, field).map(road => ({ field, road })),
  );
  const byPurpose = [...groupBy(passages, ({ road }) => road.purpose)].sort(([a], [b]) => (a < b ? -1 : 1));
  return docsPage(
    `/docs/wat-mag/${role}`,
    `Wat mag: ${name}`,
    html`<p><a href="/docs/wat-mag">Alle soorten partners</a></p>
      <h1>${name}</h1>
      <p class="inleiding">
        ${byPurpose.length === 0 ? 'Deze partij krijgt niets via de poort.' : 'Dit kunt u krijgen, per doel.'}
        Uw eigen register bepaalt welke van deze doelen voor u aan staan.
      </p>
      ${legend} ${byPurpose.map(([purpose, found]) => purposePart(handreiking, purpose, found))}
      ${neverPart(handreiking, role)}
      <h2>Hetzelfde, voor een programma</h2>
      ${code(
        'sh',
        `curl -s ${url}/v1/mogelijkheden -H 'Content-Type: application/json' \\\n  -d '{"naar":"${role}"}'`,
      )}`,
  );
}

const legend = html`<p>
  <span class="weg vrij">mag</span> zonder toestemming; de bewoner weet ervan.
  <span class="weg">met ja</span> alleen als de bewoner er ja op zei.
  <span class="weg">na vastlegging</span> als iemand eerst heeft vastgelegd wat daarvoor nodig is. Bijna
  alles: alleen in een open casus waar u lid van bent.
</p>`;

function purposePart(handreiking: Handreiking, purpose: string, passages: readonly Passage[]): Html {
  const rules = [...groupBy(passages, ({ road }) => `${road.rule} ${road.kind}`).values()];
  return html`<h2 id="${purpose}"><code>${purpose}</code> ${purposeName(handreiking, purpose)}</h2>
    <p>${handreiking.purposes.get(purpose)?.description ?? ''}</p>
    <div class="tabel regels">
      <table>
        <thead>
          <tr>
            <th scope="col">U krijgt</th>
            <th scope="col">Van</th>
            <th scope="col">Hoe</th>
          </tr>
        </thead>
        <tbody>
          ${rules.map(rule => ruleRow(handreiking, rule))}
        </tbody>
      </table>
    </div>`;
}

function ruleRow(handreiking: Handreiking, passages: readonly Passage[]): Html {
  const [first] = passages;
  if (first === undefined) return html``;
  const { road } = first;
  const names = shortFieldNames(handreiking);
  return html`<tr>
    <td>
      ${passages.map(
        ({ field }) =>
          html`<div>
            ${names.get(field) ?? field} <span class="veld"><code>${field}</code></span>
          </div>`,
      )}
    </td>
    <td>${road.from.map(from => shortRoleName(handreiking, from)).join(', ')}</td>
    <td>
      <span class="weg ${road.kind === 'direct' ? 'vrij' : ''}">${WAYS[road.kind]}</span>
      <div>De bewoner leest: <q>${road.sentence}</q></div>
      <span class="veld">regel ${road.rule}; ${road.law}${conditionsIn(road)}</span>
    </td>
  </tr>`;
}

const WAYS: Readonly<Record<RoadKind, string>> = {
  direct: 'mag',
  consent: 'met ja',
  declaration: 'na vastlegging',
  'consent-and-declaration': 'met ja, na vastlegging',
};

function conditionsIn({ conditions }: Road): string {
  const special = conditions.filter(isDeclaration).map(({ fact }) => fact);
  return special.length === 0 ? '' : `; nodig: ${special.join('; ')}`;
}

function neverPart(handreiking: Handreiking, role: RoleId): Html {
  const names = shortFieldNames(handreiking);
  const never = [...(handreiking.never.get(role) ?? [])].map(field => names.get(field) ?? field);
  if (never.length === 0) return html``;
  return html`<h2>Dit krijgt u nooit</h2>
    <p>Wat er ook is getekend. Bouw er geen scherm voor.</p>
    <p>${never.join(' · ')}</p>`;
}
