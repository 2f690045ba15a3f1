import { html, type Html } from '../html.ts';
import { kindOf, resolve } from './schema.ts';
import type { ApiDocument, ApiSchema } from './site.ts';

interface Line {
  readonly name: string;
  readonly schema: ApiSchema;
  readonly isRequired: boolean;
}

const DEEPEST = 3;

/** Every key there may be, with what is inside it below it. */
export function schemaTable(api: ApiDocument, schema: ApiSchema): Html {
  const lines = linesOf(api, schema, '', 0);
  if (lines.length === 0) return html`<p>Een ${kindOf(api, schema)}.</p>`;
  return html`<div class="tabel">
    <table>
      <thead>
        <tr>
          <th scope="col">Sleutel</th>
          <th scope="col">Wat</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(line => row(api, line))}
      </tbody>
    </table>
  </div>`;
}

function linesOf(api: ApiDocument, given: ApiSchema, prefix: string, depth: number): readonly Line[] {
  const { properties, required = [], items, oneOf } = resolve(api, given);
  if (depth > DEEPEST) return [];
  if (items !== undefined) return linesOf(api, items, `${prefix}[]`, depth);
  if (oneOf !== undefined && properties === undefined)
    return oneOf.flatMap(each => linesOf(api, each, prefix, depth));
  return Object.entries(properties ?? {}).flatMap(([key, schema]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    const line = { name, schema, isRequired: required.includes(key) };
    return [line, ...linesOf(api, schema, name, depth + 1)];
  });
}

function row(api: ApiDocument, { name, schema, isRequired }: Line): Html {
  const { description = '' } = resolve(api, schema);
  return html`<tr>
    <td><code>${name}</code> ${isRequired ? html`<span class="verplicht">moet</span>` : html``}</td>
    <td>${description} <span class="veld">${kindOf(api, schema)}</span></td>
  </tr>`;
}
