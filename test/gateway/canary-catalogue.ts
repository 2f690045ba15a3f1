import { withCanaries } from '../../adapters/sandbox/canaries.ts';
import type { Dialect, SandboxFiles } from '../../adapters/sandbox/files.ts';
import { heldValues, isStructural, mapLeavesOf } from '../../adapters/sandbox/held-values.ts';
import type { Straw } from './haystack.ts';

/** Whose canary it is, and what it stands for. */
export interface Canary {
  readonly value: string;
  readonly partner: string;
  readonly dialect: Dialect;
  readonly resident: string;
  readonly path: string;
}

/** A system in which every value is a canary; two systems of one dialect get canaries of their own. */
export function canariesFor(partner: string, system: SandboxFiles): SandboxFiles {
  const planted = withCanaries(system);
  if (partner !== 'sociale-dienst') return planted;
  const files = [...planted.files].map(([resident, file]) => {
    const own = mapLeavesOf(file, (value, path) =>
      isStructural(planted, path, value) ? value : ofOtherUnit(value),
    );
    return [resident, own] as const;
  });
  return { ...planted, files: new Map(files) };
}

const ofOtherUnit = (value: string | number): string | number =>
  typeof value === 'number'
    ? value + 50_000
    : value.replace('kanarie-gemeente', 'kanarie-dienst').replace(/^184/, '186');

/** Every canary by what it looks like. A BSN may stand in several places; one name is enough to know whose it is. */
export function catalogueOf(
  files: Readonly<Record<string, SandboxFiles>>,
): ReadonlyMap<string, readonly Canary[]> {
  const catalogue = new Map<string, Canary[]>();
  for (const [partner, system] of Object.entries(files)) {
    for (const { resident, path, value, ...held } of heldValues(system)) {
      if (held.isStructural) continue;
      const text = String(value).replace(/T.*$/, '');
      const canary = { value: text, partner, dialect: system.dialect, resident, path };
      catalogue.set(text, [...(catalogue.get(text) ?? []), canary]);
    }
  }
  return catalogue;
}

/** A number inside a hash, a uuid or a token is not one. */
const LOOKS_LIKE_CANARY = [
  /kanarie-[a-z]+-\d{6}/g,
  /(?<![0-9a-zA-Z_-])18[0-9]\d-\d\d-\d\d/g,
  /(?<![0-9a-f-]|[0-9a-f]%)7[123]\d{5}(?:\.25)?(?![0-9a-f-])/g,
  /(?<![0-9a-f-])8[246]\d{7}(?![0-9a-f-])/g,
];

export interface Found extends Straw {
  readonly canary: string;
}

/** Every canary in what was collected, with where it is. Address-encoding hides nothing. */
export function canariesIn(straws: readonly Straw[]): readonly Found[] {
  return straws.flatMap(straw => {
    const text = straw.text.includes('%') ? `${straw.text}\n${decoded(straw.text)}` : straw.text;
    return LOOKS_LIKE_CANARY.flatMap(shape => [...text.matchAll(shape)]).map(([canary]) => ({
      ...straw,
      canary,
    }));
  });
}

const decoded = (text: string): string =>
  text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
