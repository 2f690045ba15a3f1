import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Leaf, Reading, Said } from './setting.ts';

type Read<T> = Leaf<T>['read'];

const leaf = <T>(said: Said, form: string, read: Read<T>): Leaf<T> => ({
  kind: 'leaf',
  ...said,
  form,
  usual: undefined,
  isRequired: true,
  read,
});

/** Left out, it is this. */
export const usually = <T extends string | number | boolean>(it: Leaf<T>, usual: T): Leaf<T> => ({
  ...it,
  usual: typeof usual === 'boolean' ? (usual ? 'true' : 'false') : String(usual),
  isRequired: false,
  read: (value, path, reading) => (value === undefined ? usual : it.read(value, path, reading)),
});

/** Left out, there is none. */
export const maybe = <T>(it: Leaf<T>): Leaf<T | undefined> => ({
  ...it,
  isRequired: false,
  read: (value, path, reading) => (value === undefined ? undefined : it.read(value, path, reading)),
});

const said = (reading: Reading, path: string, form: string, wrong = 'dit past niet'): undefined =>
  reading.say({ path, wrong, todo: `schrijf hier ${form}` });

const matching = (description: Said, form: string, pattern: RegExp): Leaf<string> =>
  leaf(description, form, (value, path, reading) =>
    typeof value === 'string' && pattern.test(value) ? value : said(reading, path, form),
  );

export const text = (description: Said): Leaf<string> => matching(description, 'tekst', /\S/);

export const name = (description: Said): Leaf<string> =>
  matching(description, 'een naam zonder spaties en zonder +', /^[^\s+]+$/);

/** An https address, without a slash at its end. */
export const address = (description: Said): Leaf<string> =>
  matching(
    description,
    'een adres dat met https:// begint, zonder schuine streep aan het eind',
    /^https:\/\/[^/?#\s]+(\/[^?#\s]*[^/?#\s])?$/,
  );

export const network = (description: Said): Leaf<string> => {
  const form = 'een IP-adres of een netwerk (10.0.0.0/8)';
  return leaf(description, form, (value, path, reading) =>
    typeof value === 'string' && isNetwork(value) ? value : said(reading, path, form),
  );
};

function isNetwork(written: string): boolean {
  const [ip = '', bits, ...more] = written.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
  const length = bits === undefined ? 0 : /^\d{1,3}$/.test(bits) ? Number(bits) : 129;
  return more.length === 0 && length <= longest;
}

export const whole = (description: Said, from: number, to: number): Leaf<number> => {
  const form = `een geheel getal van ${from} tot en met ${to}`;
  return leaf(description, form, (value, path, reading) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? value
      : said(reading, path, form),
  );
};

export const yesOrNo = (description: Said): Leaf<boolean> =>
  leaf(description, 'true of false', (value, path, reading) =>
    typeof value === 'boolean' ? value : said(reading, path, 'true of false'),
  );

export const oneOf = <const T extends string>(description: Said, words: readonly T[]): Leaf<T> => {
  const form = `een van: ${words.join(', ')}`;
  return leaf(
    description,
    form,
    (value, path, reading) => words.find(word => word === value) ?? said(reading, path, form),
  );
};

/** A file or folder beside the configuration, or anywhere. Whether it is there is looked at when it is used. */
export const place = (description: Said): Leaf<string> =>
  leaf(description, 'een pad', (value, path, reading) =>
    typeof value === 'string' && value !== '' ? reading.resolve(value) : said(reading, path, 'een pad'),
  );

/** Standard output, or a file. */
export const outputOr = (description: Said): Leaf<string> =>
  leaf(description, 'stdout of een pad', (value, path, reading) => {
    if (typeof value !== 'string' || value === '') return said(reading, path, 'stdout of een pad');
    return value === 'stdout' ? value : reading.resolve(value);
  });

/** The content of a file, read now. */
export const file = (description: Said): Leaf<string> =>
  leaf(description, 'een bestand', (value, path, reading) =>
    typeof value === 'string' && value !== ''
      ? contentOf(value, path, reading)
      : said(reading, path, 'een bestand'),
  );

/** Something secret: never in the configuration itself, where it would be read along with it. */
export const secret = (description: Said, form: string, pattern: RegExp): Leaf<string> => {
  const how = `{ bestand: … } of { omgeving: NAAM }, met daarin ${form}`;
  return leaf(description, how, (value, path, reading) => {
    const [[from, where] = [], ...more] = Object.entries(Object(value) as Record<string, unknown>);
    if (typeof value === 'string')
      return said(reading, path, how, 'een geheim staat niet in dit bestand zelf');
    if (more.length > 0 || typeof where !== 'string' || (from !== 'bestand' && from !== 'omgeving'))
      return said(reading, path, how);
    const found = from === 'bestand' ? contentOf(where, path, reading) : variable(where, path, reading);
    if (found === undefined) return undefined;
    return pattern.test(found.trim()) ? found.trim() : said(reading, path, how, 'wat daar staat past niet');
  });
};

function variable(named: string, path: string, { environment, say }: Reading): string | undefined {
  const found = environment[named];
  if (found !== undefined && found !== '') return found;
  return say({
    path,
    wrong: `de omgevingsvariabele ${named} is leeg of niet gezet`,
    todo: 'zet haar, of noem een bestand',
  });
}

function contentOf(where: string, path: string, { resolve, say }: Reading): string | undefined {
  try {
    return readFileSync(resolve(where), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const wrong = code === 'ENOENT' ? 'het bestand is er niet' : 'het bestand is niet te lezen';
    return say({ path, wrong: `${wrong}: ${where}`, todo: 'zet het daar, leesbaar voor dit proces' });
  }
}
