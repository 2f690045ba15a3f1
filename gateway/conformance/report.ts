import type { Check } from './checks.ts';

/** What the test of a partner came to. Names no resident and no value. */
export interface KitReport {
  readonly toets: 'wijkpoort-partner';
  readonly versie: string;
  readonly partner: string;
  readonly op: string;
  /** The handreiking by which the partner was judged. */
  readonly handreiking: string;
  readonly geslaagd: boolean;
  readonly controles: readonly {
    readonly id: string;
    readonly naam: string;
    readonly geslaagd: boolean;
    readonly bevindingen: readonly string[];
  }[];
}

export const KIT_VERSION = '1';
export const REPORT_TYPE = 'wijkpoort-toetsrapport+jws';

export const reportOf = (
  partner: string,
  checks: readonly Check[],
  handreiking: string,
  now: Date,
): KitReport => ({
  toets: 'wijkpoort-partner',
  versie: KIT_VERSION,
  partner,
  op: now.toISOString(),
  handreiking,
  geslaagd: checks.every(({ findings }) => findings.length === 0),
  controles: checks.map(({ id, name, findings }) => ({
    id,
    naam: name,
    geslaagd: findings.length === 0,
    bevindingen: findings,
  })),
});

/** The report as JUnit reads it. */
export function asJunit({ partner, op, controles }: KitReport): string {
  const failures = controles.filter(({ geslaagd }) => !geslaagd).length;
  const cases = controles.map(({ id, naam, bevindingen }) => {
    const head = `    <testcase classname="wijkpoort.${id}" name="${escaped(naam)}"`;
    if (bevindingen.length === 0) return `${head}/>`;
    return `${head}>\n${bevindingen.map(failure).join('\n')}\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="wijkpoort partner toets ${escaped(partner)}" tests="${controles.length}" failures="${failures}" timestamp="${op}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const failure = (finding: string): string => `      <failure message="${escaped(finding)}"/>`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, character => ESCAPES[character] ?? '');
