import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const SPECTRAL = join('node_modules', '@stoplight', 'spectral-cli', 'dist', 'index.js');

interface Finding {
  readonly code: string;
  readonly source: string;
}

/** What a ruleset says about documents: by name, the codes of the rules that each breaks. */
export async function lintDocuments(
  ruleset: string,
  documents: Readonly<Record<string, object>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = await mkdtemp(join(tmpdir(), 'wijkpoort-openapi-'));
  try {
    for (const [name, document] of Object.entries(documents))
      await writeFile(join(folder, `${name}.json`), JSON.stringify(document));
    const findings = await spectral(['--ruleset', ruleset, join(folder, '*.json')]);
    return Object.fromEntries(
      Object.keys(documents).map(name => [
        name,
        findings.flatMap(({ code, source }) => (basename(source, '.json') === name ? [code] : [])),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function spectral(words: readonly string[]): Promise<readonly Finding[]> {
  const output = await new Promise<string>((resolve, reject) => {
    const options = { timeout: 60_000, maxBuffer: 16_000_000 };
    const lint = [SPECTRAL, 'lint', '--format', 'json', '--quiet', ...words];
    execFile(process.execPath, lint, options, (error, stdout, stderr) => {
      // Exit 1 says that there are findings; anything else, that it could not look.
      if (error !== null && error.code !== 1) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
  return JSON.parse(output) as readonly Finding[];
}
