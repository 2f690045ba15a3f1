import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROBLEMS, type ProblemCode } from '../../gateway/http/problems.ts';
import { cli, start, type Running } from './run-cli.ts';

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!hasOpenssl)
  process.stderr.write('OVERGESLAGEN: zonder openssl is de bladzijde Beginnen niet na te doen.\n');
const whenPossible = hasOpenssl ? it : it.skip;

let folder: string;
let empty: string;
let url: string;
let demo: Running;
let settings: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wijkpoort-zandbak-'));
  await chmod(folder, 0o755);
  empty = await mkdtemp(join(tmpdir(), 'wijkpoort-leeg-'));
  settings = { WIJKPOORT_MAP: folder, WIJKPOORT_POORT: '0' };
  demo = start('npm', ['start'], settings);
  await demo.says('Ctrl-C stopt alles.');
  url = /(http:\S+)\/docs/.exec(demo.said())?.[1] ?? '';
});
afterAll(async () => {
  demo.interrupt();
  await demo.ended;
  await Promise.all([folder, empty].map(async each => await rm(each, { recursive: true, force: true })));
});

const pageAt = async (path: string): Promise<string> => await (await fetch(url + path)).text();

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What is printed at a place on a page, exactly as a reader copies it. */
async function printed(path: string, id: string): Promise<string> {
  const found = new RegExp(`<pre class="\\w+" id="${id}"><code>([\\s\\S]*?)</code></pre>`).exec(
    await pageAt(path),
  );
  return unescaped(found?.[1] ?? '');
}

/** Pastes it in a terminal in the empty folder. */
const paste = async (text: string): Promise<string> => {
  expect(text).not.toBe('');
  const { exit, out, error } = await start('sh', ['-c', `cd ${empty}\n${text}`]).ended;
  expect({ exit, error: exit === 0 ? '' : error }).toEqual({ exit: 0, error: '' });
  return out;
};

describe('a developer with an empty folder and only the documentation', () => {
  whenPossible('makes a key and becomes a partner of the sandbox', async () => {
    expect(await paste(await printed('/docs/beginnen', 'sleutel'))).toBe('proef-klein-wonen\n');
  });

  whenPossible('gets a first answer with curl, with its three kinds of field', async () => {
    await paste(await printed('/docs/beginnen', 'token'));
    expect(JSON.parse(await paste(await printed('/docs/beginnen', 'vraag')))).toMatchObject({
      gegevens: { 'woonprofiel.woonwens': expect.any(String) },
      nietBeschikbaar: ['woonprofiel.woonafspraken'],
      nietToegestaan: [{ veld: 'zorg.diagnose', reden: 'nooit' }],
    });
  });

  whenPossible('gets the same in TypeScript, with the client as it is given there', async () => {
    const [fetching] = (await printed('/docs/beginnen', 'installeer')).split('\nnpm init');
    await paste(fetching ?? '');
    // The packages that would be installed; here they come from the checkout.
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(empty, 'node_modules'));
    await writeFile(join(empty, 'package.json'), '{ "type": "module" }');
    await writeFile(join(empty, 'vraag.ts'), await printed('/docs/beginnen', 'programma'));
    expect(await paste(await printed('/docs/beginnen', 'draai'))).toBe(
      "gekregen: [ 'woonprofiel.woonwens' ]\nniet beschikbaar: [ 'woonprofiel.woonafspraken' ]\n",
    );
  });

  whenPossible('meets every problem that the page says can be met, by pasting', async () => {
    const page = await pageAt('/docs/fouten');
    const blocks = [
      ...page.matchAll(/<h3 id="([\w-]+)">(?:(?!<h3)[\s\S])*?<pre class="sh"><code>([\s\S]*?)<\/code>/g),
    ];
    expect(blocks.length).toBeGreaterThan(8);
    for (const [, code = '', command = ''] of blocks) {
      const problem = JSON.parse(await paste(`token=$(sh token.sh)\n${unescaped(command)}`)) as {
        type: string;
      };
      expect(problem).toMatchObject({
        type: `/docs/problemen/${code}`,
        status: PROBLEMS[code as ProblemCode].status,
      });
    }
  });

  whenPossible(
    'passes the test with the program that is printed there, and holds a signed report',
    async () => {
      await writeFile(join(empty, 'partner.ts'), await printed('/docs/toets', 'partner'));
      const words = [
        '--programma',
        'npx tsx partner.ts',
        '--map',
        empty,
        '--logs',
        join(empty, 'logs'),
        '--naar',
        empty,
      ];
      const { exit, out, error } = await cli(['partner', 'toets', 'proef-klein-wonen', ...words], settings)
        .ended;
      expect({ exit, error, findings: findingsIn(out) }).toEqual({ exit: 0, error: '', findings: [] });
      const [head = ''] = (await readFile(join(empty, 'toetsrapport.jws'), 'utf8')).split('.');
      expect(JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))).toMatchObject({ alg: 'EdDSA' });
      expect(await readFile(join(empty, 'toetsrapport.xml'), 'utf8')).toContain('failures="0"');
    },
  );

  whenPossible('does not pass with a program that does nothing', async () => {
    const { exit, out } = await cli(
      ['partner', 'toets', 'proef-klein-wonen', '--programma', 'true', '--naar', empty],
      settings,
    ).ended;
    expect(exit).toBe(1);
    expect(findingsIn(out)).toHaveLength(6);
  });
});

const KLEIN_WONEN =
  '--organisatie Klein --naam Wonen --oin 00000099000000040000 --rol corporatie --techniek ict@klein.example ' +
  '--privacy fg@klein.example --artikel 26 --kenmerk SOK-14 --vanaf 2026-01-01 --door beheer-1';
const NEW: readonly string[] = ['partner', 'nieuw', 'klein-wonen', ...KLEIN_WONEN.split(' ')];

const say = async (...words: readonly string[]) => await cli(words, settings).ended;

describe('an administrator of a running gateway', () => {
  it('hears what is missing, and what is wrong, before anything is registered', async () => {
    expect(await say('partner', 'nieuw', 'klein-wonen')).toMatchObject({
      exit: 2,
      error: expect.stringMatching(/^Nog nodig: --naam .*--door/),
    });
    const { exit, out } = await say(...NEW, '--doelen', 'D11');
    expect({ exit, said: JSON.parse(out) as unknown }).toMatchObject({
      exit: 1,
      said: { fouten: [expect.stringContaining('D11: geen regel van dit doel noemt deze rol')] },
    });
  });

  it('registers a partner, takes it out at once, sees so in the list, and lets it in again', async () => {
    expect((await say(...NEW, '--doelen', 'D01,D05')).exit).toBe(0);
    const suspended = await say(
      'partner',
      'schors',
      'klein-wonen',
      '--reden',
      'datalek',
      '--door',
      'beheer-1',
    );
    expect(suspended.exit).toBe(0);
    const listed = (await say('partner', 'lijst')).out
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Record<string, unknown>);
    expect(listed.find(({ partner }) => partner === 'klein-wonen')).toMatchObject({
      rol: 'corporatie',
      doelen: ['D01', 'D05'],
      contacten: { privacy: 'fg@klein.example' },
      afspraken: [{ artikel: '26', kenmerk: 'SOK-14', tot: null }],
      heeftCertificaat: false,
      geschorstOp: expect.any(String),
    });
    expect((await say('partner', 'hervat', 'klein-wonen', '--door', 'beheer-1')).exit).toBe(0);
    expect((await say('partner', 'hervat', 'klein-wonen', '--door', 'beheer-1')).exit).toBe(1);
  });

  whenPossible('gives it a certificate for its own key, and not for the same key again', async () => {
    await paste(
      'openssl req -new -newkey rsa:2048 -nodes -subj /CN=x -keyout k.pem -out a.pem 2>/dev/null; echo',
    );
    const words = [
      'partner',
      'certificaat',
      'klein-wonen',
      '--aanvraag',
      join(empty, 'a.pem'),
      '--door',
      'beheer-1',
    ];
    expect(await say(...words)).toMatchObject({ exit: 0, out: expect.stringContaining('BEGIN CERTIFICATE') });
    expect((await say('partner', 'lijst')).out).toMatch(/"partner":"klein-wonen".*"heeftCertificaat":true/);
    expect(await say(...words)).toMatchObject({
      exit: 1,
      out: expect.stringContaining('een nieuwe sleutel'),
    });
  });
});

const findingsIn = (report: string): readonly string[] =>
  (JSON.parse(report) as { controles: readonly { bevindingen: readonly string[] }[] }).controles.flatMap(
    ({ bevindingen }) => bevindingen,
  );
