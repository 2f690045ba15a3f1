/** A log of the partner, or what its program printed. */
export interface LogText {
  readonly name: string;
  readonly text: string;
}

const SHORTEST = 5;

/** The places in which something that was received stands, as it is or written otherwise. Says where, never what. */
export function placesWith(values: readonly string[], logs: readonly LogText[]): readonly string[] {
  const forms = values.filter(value => value.trim().length >= SHORTEST).flatMap(formsOf);
  return logs.flatMap(({ name, text }) => {
    const lines = text.split('\n');
    const line = lines.findIndex(each => holdsAny(each, forms));
    if (line !== -1) return [`${name}, regel ${line + 1}`];
    return holdsAny(text, forms) ? [name] : [];
  });
}

function holdsAny(text: string, forms: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return forms.some(form => lower.includes(form));
}

/** How a text gets into a log: as it is, in an address, escaped in JSON, or in base64 at any of its three places. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const base64 = [0, 1, 2].map(shift =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift === 0 ? 0 : shift + 1, -1),
  );
  const forms = [
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    ...base64,
    ...base64.map(each => each.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(forms.map(form => form.toLowerCase()))];
}
