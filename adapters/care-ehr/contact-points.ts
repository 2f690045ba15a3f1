import { isLeftOut, objectsAt, textAt, textsAt, type JsonObject } from '../read-json.ts';

/** The points at which someone can be reached now, by their system, in an order of their own. */
export function contactPoints(
  resource: JsonObject,
  system: 'phone' | 'email',
  use?: string,
): readonly string[] {
  return objectsAt(resource, 'telecom')
    .filter(point => textAt(point, 'system') === system && isInUse(point))
    .filter(point => use === undefined || textAt(point, 'use') === use)
    .flatMap(point => textAt(point, 'value') ?? [])
    .sort();
}

const USES = new Set(['home', 'work', 'temp', 'mobile']);

const isInUse = (point: JsonObject): boolean =>
  isLeftOut(point, 'use') || USES.has(textAt(point, 'use') ?? '');

const NAME_USES = ['official', 'usual', undefined];

/** First given name and family name; initials and call names differ only by an extension, which is not read. */
export function nameOf(names: readonly JsonObject[]): string | undefined {
  const written = names.flatMap(name => {
    const family = textAt(name, 'family');
    const given = textsAt(name, 'given').slice(0, 1);
    return family === undefined ? [] : [{ use: textAt(name, 'use'), text: [...given, family].join(' ') }];
  });
  for (const use of NAME_USES) {
    const [first] = written
      .filter(name => name.use === use)
      .map(({ text }) => text)
      .sort();
    if (first !== undefined) return first;
  }
  return undefined;
}
