import type { Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';

/** The page for operators: every setting with what it is for. */
export const describeSettings = (): string =>
  [
    '# De instellingen van `wijkpoort serve`',
    '',
    'Gemaakt met `wijkpoort serve --instellingen`; een test houdt deze pagina gelijk aan de code. Een pad is ten opzichte van het',
    'configuratiebestand. Een geheim staat nooit in dat bestand zelf, maar in een bestand (`{ bestand: pad }`) of in de omgeving',
    '(`{ omgeving: NAAM }`). Wat zonder herstart telt, telt binnen een halve minuut, of meteen na `SIGHUP`.',
    '',
    '| sleutel | wat | vorm | gewoonlijk | herstart |',
    '| --- | --- | --- | --- | --- |',
    ...rows(SETTINGS, ''),
    '',
  ].join('\n');

function rows(setting: Setting, path: string): readonly string[] {
  switch (setting.kind) {
    case 'leaf': {
      const usual = setting.usual ?? (setting.isRequired ? '**moet**' : '–');
      return [row(path, setting.says, formOf(setting), usual, setting.live)];
    }
    case 'many':
      return setting.of.kind === 'leaf'
        ? [row(path, setting.says, `een lijst van ${setting.of.form}`, 'leeg', setting.live)]
        : [
            row(path, setting.says, 'een lijst', 'leeg', setting.live),
            ...rows(setting.of, `${path}[]`).slice(1),
          ];
    case 'section': {
      const below = Object.entries(setting.of).flatMap(([name, each]) =>
        rows(each, path === '' ? name : `${path}.${name}`),
      );
      const usual = setting.isOptional ? 'mag weg' : '';
      return path === '' ? below : [row(path, setting.says, '', usual), ...below];
    }
  }
}

const formOf = ({ form, unit }: { readonly form: string; readonly unit?: string }): string =>
  unit === undefined ? form : `${form} (${unit})`;

function row(path: string, says: string, form: string, usual: string, live?: true): string {
  const restart = form === '' ? '' : live === true ? 'nee' : 'ja';
  const cells = [path === '' ? '' : `\`${path}\``, says, form, usual, restart];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
