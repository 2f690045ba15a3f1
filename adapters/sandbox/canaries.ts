import type { Dialect, SandboxFiles } from './files.ts';
import { isStructural, mapLeavesOf } from './held-values.ts';

/** Far apart, so that a canary tells by itself which system it escaped from. */
const SERIES: Readonly<Record<Dialect, { readonly year: number; readonly start: number }>> = {
  vera: { year: 1801, start: 100_000 },
  gemeente: { year: 1841, start: 200_000 },
  fhir: { year: 1881, start: 300_000 },
  'fhir-stu3': { year: 1891, start: 400_000 },
};

/** The same system with every value replaced by one that occurs nowhere else; dates stay dates, a BSN stays a valid BSN. */
export function withCanaries(system: SandboxFiles): SandboxFiles {
  let last = 0;
  const files = [...system.files].map(([resident, file]) => {
    const changed = mapLeavesOf(file, (value, path) => {
      if (isStructural(system, path, value)) return value;
      last += 1;
      return canaryFor(value, system.dialect, last);
    });
    return [resident, changed] as const;
  });
  return { ...system, files: new Map(files) };
}

function canaryFor(value: string | number, dialect: Dialect, count: number): string | number {
  const unique = SERIES[dialect].start + count;
  if (typeof value === 'number') return canaryNumber(value, unique);
  if (/^\d{9}$/.test(value)) return canaryBsn(unique);
  const day = new Date(Date.UTC(SERIES[dialect].year, 0, count)).toISOString().slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return day + value.slice(10);
  return `kanarie-${dialect}-${unique}`;
}

function canaryNumber(value: number, unique: number): number {
  return Number.isInteger(value) ? 7_000_000 + unique : 7_000_000 + unique + 0.25;
}

/** Eight digits of our own and the ninth that makes the elfproef come out; skips where that would have to be ten. */
function canaryBsn(unique: number): string {
  for (let digits = 80_000_000 + unique * 20; ; digits += 1) {
    const sum = Array.from(String(digits)).reduce(
      (total, digit, place) => total + Number(digit) * (9 - place),
      0,
    );
    if (sum % 11 < 10) return `${digits}${sum % 11}`;
  }
}
