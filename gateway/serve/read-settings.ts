import type { Many, Reading, Section, Setting, SettingInMany, Settings, Value } from './setting.ts';

/**
 * Reads a value against its setting. Every fault is said, each at its own path; what could not be read is `undefined`, so the
 * outcome may be used only when nothing was said.
 */
export function readSetting<N extends Setting>(
  setting: N,
  value: unknown,
  path: string,
  reading: Reading,
): Value<N> {
  // What a setting is once read follows from what it is; the compiler cannot see that through the switch.
  return readAny(setting, value, path, reading) as Value<N>;
}

function readAny(setting: Setting, value: unknown, path: string, reading: Reading): unknown {
  switch (setting.kind) {
    case 'section':
      return readSection(setting, value, path, reading);
    case 'many':
      return readMany(setting, value, path, reading);
    case 'leaf':
      if ((value === undefined || value === null) && setting.isRequired)
        return reading.say({ path, wrong: 'dit ontbreekt', todo: `schrijf hier ${setting.form}` });
      return setting.read(value ?? undefined, path, reading);
  }
}

function readSection(
  { of, isOptional }: Section<Settings, boolean>,
  value: unknown,
  path: string,
  reading: Reading,
): unknown {
  if (isOptional && (value === undefined || value === null)) return undefined;
  const given = value ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    return reading.say({ path, wrong: 'dit past niet', todo: 'zet hier sleutels onder' });
  for (const unknown of Object.keys(given).filter(name => !Object.hasOwn(of, name)))
    reading.say({
      path: below(path, unknown),
      wrong: 'dit kennen wij niet',
      todo: `kies uit ${Object.keys(of).join(', ')}, of haal het weg`,
    });
  return Object.fromEntries(
    Object.entries(of).map(([name, setting]) => [
      name,
      readAny(setting, (given as Record<string, unknown>)[name], below(path, name), reading),
    ]),
  );
}

function readMany({ of }: Many<SettingInMany>, value: unknown, path: string, reading: Reading): unknown {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    return reading.say({ path, wrong: 'dit is geen lijst', todo: 'zet voor elk een streepje' });
  return value.map((each: unknown, place) => readAny(of, each, `${path}[${place + 1}]`, reading));
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
