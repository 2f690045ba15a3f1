import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { koppelsleutelsOf } from '../../../gateway/demo/seed.ts';
import { hasHaproxy } from '../deployed-proxy.ts';
import { startControls } from './controls.ts';
import { instructionsFor } from './instructions.ts';
import { layOutPractice, portsFrom, writePartnerFiles } from './practice-installation.ts';

// npm run oefeninstallatie -- MAP [--poort 18400]
// A whole installation with invented people, to practise docs/runbook.md on. It runs until Ctrl-C.

const USAGE = 'Gebruik: npm run oefeninstallatie -- MAP [--poort 18400]      MAP is een lege map.';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { poort: { type: 'string', default: '18400' } },
});
const [named] = positionals;
const refusal = refusalOf(named, Number(values.poort));
if (named === undefined || refusal !== undefined) {
  console.error(refusal ?? USAGE);
  process.exit(2);
}
console.error('Oefeninstallatie: om te oefenen, met verzonnen mensen. Even geduld…');
const installation = await layOutPractice(resolve(named), portsFrom(Number(values.poort)));
await writePartnerFiles(installation);
const controls = await startControls(installation);
const instructions = instructionsFor(
  installation,
  await koppelsleutelsOf(installation.estate.database, 'zayaz'),
);
writeFileSync(join(installation.folder, 'LEESMIJ.md'), instructions);
console.log(instructions);
console.error('Dit staat ook in LEESMIJ.md. Ctrl-C stopt alles, behalve de poorten die u zelf startte.');
console.error('HAProxy zegt nu nog dat er geen poort is. Dat klopt: die start u zelf.');
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    controls.close();
    void installation.close().then(() => process.exit(0));
  });

function refusalOf(folder: string | undefined, port: number): string | undefined {
  if (folder === undefined || !Number.isInteger(port) || port < 1_024 || port > 65_000) return USAGE;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    return `In ${folder} staat al iets: kies een lege map. Er is niets veranderd.`;
  if (!hasHaproxy()) return 'HAProxy is er niet (Debian: apt install haproxy). Er is niets veranderd.';
  return undefined;
}
