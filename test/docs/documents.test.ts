import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const documents = tracked.filter(path => path.endsWith('.md') && existsSync(join(root, path)));
const commandsInHelp = text('gateway/main.ts');

describe('somebody opens the README', () => {
  const readme = text('README.md');

  it('has at most 120 lines to read', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(121);
  });

  it('finds what it does for a resident first, then the two commands, then the map', () => {
    const places = ['Jan reist graag', 'npm ci && npm start', 'npm ci && npm test', '## Het huis'].map(each =>
      readme.indexOf(each),
    );
    expect(places.every(place => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('reads of no script that is not there', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const named = [
      ...documents
        .map(text)
        .join('\n')
        .matchAll(/npm run (?:-s )?([a-z:-]+)/g),
    ].map(([, name]) => name ?? '');
    expect([...new Set(named)].filter(name => !(name in scripts))).toEqual([]);
  });
});

describe('somebody follows a link in a document', () => {
  const links = documents.flatMap(path =>
    [...text(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => ({
      path,
      target: target ?? '',
    })),
  );

  it('arrives', () => {
    const broken = links
      .filter(({ target }) => !/^[a-z]+:/.test(target))
      .filter(({ path, target }) => !existsSync(join(root, dirname(path), target)));
    expect(broken).toEqual([]);
  });
});

/** A command as the runbook gives it, with what stands behind its name. */
const GIVEN =
  /`(?:npm run -s wijkpoort -- |wijkpoort )?((?:herstel|logboek|partner|sleutels|toestemming) [a-z-]+)([^`]*)`/g;

const commandSources = tracked
  .filter(path => /^gateway\/command-line\/[^/]+\.ts$/.test(path))
  .map(text)
  .join('\n');

const usageOf = (command: string): string =>
  new RegExp(`\`Gebruik:[^\n]*wijkpoort ${command}\\b[^\`]*`).exec(commandSources)?.[0] ?? '';

const withoutOptional = (usage: string): string =>
  (usage.split('\n\n')[0] ?? '').replaceAll(/\[[^\]]*\]/g, '');

describe('somebody reads of a command', () => {
  it('can give it', () => {
    const said = documents
      .filter(path => !path.startsWith('docs/handreiking/'))
      .flatMap(path => [
        ...text(path).matchAll(
          /`(?:npm run -s wijkpoort -- |wijkpoort )?((?:handreiking|herstel|logboek|partner|sleutels|toestemming) [a-z-]+)/g,
        ),
      ])
      .map(([, command]) => command ?? '');
    expect([...new Set(said)].filter(command => !commandsInHelp.includes(`'${command}'`))).toEqual([]);
  });

  it('in the runbook it stands with options that it has, and says who gives it where it asks for that', () => {
    const wrong = [...text('docs/runbook.md').matchAll(GIVEN)].flatMap(([said, command = '', rest = '']) => {
      const usage = usageOf(command);
      const asked = [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option);
      const forgotten = rest.trim() !== '' && !/--door/.test(rest) && /--door/.test(withoutOptional(usage));
      return [...asked.filter(option => !usage.includes(option)), ...(forgotten ? ['--door'] : [])].map(
        option => `${said}: ${option}`,
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('the glossary', () => {
  it('has each word once', () => {
    const words = text('docs/glossary.md')
      .split('\n')
      .filter(line => line.startsWith('| '))
      .map(line => line.split('|')[1]?.trim());
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([]);
  });
});

describe('the decisions', () => {
  const decisions = documents.filter(path => /^docs\/decisions\/\d/.test(path));

  it('have a number each, and say what, why and what follows', () => {
    const numbers = decisions.map(path => path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    const incomplete = decisions.filter(
      path => !['**Wat.**', '**Waarom.**', '**Gevolgen.**'].every(part => text(path).includes(part)),
    );
    expect(incomplete).toEqual([]);
  });

  it('give a reason for every package the product stands on', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const reasons = decisions.map(text).join('\n');
    expect(Object.keys(dependencies).filter(name => !reasons.includes(name))).toEqual([]);
    expect(Object.values(dependencies).filter(version => !/^\d/.test(version))).toEqual([]);
  });
});

describe('the glossary', () => {
  it('names no identifier that the code does not have', () => {
    const code = tracked
      .filter(
        path =>
          /^(gateway|policies|consent|adapters)\/.*\.(ts|sql)$/.test(path) && existsSync(join(root, path)),
      )
      .map(text)
      .join('\n');
    const rows = text('docs/glossary.md')
      .split('\n')
      .filter(line => line.startsWith('|'))
      .slice(2);
    const identifiers = rows.flatMap(row =>
      [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
    );
    expect(identifiers.length).toBeGreaterThan(20);
    expect(
      identifiers.filter(
        name => !code.toLowerCase().includes(name.toLowerCase()) && !code.includes(snake(name)),
      ),
    ).toEqual([]);
  });
});

const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).replace(/^_/, '');

describe('the environment', () => {
  it('is documented name by name', () => {
    const known = ['gateway/config.ts', 'gateway/identity-config.ts'].flatMap(path =>
      [...text(path).matchAll(/'(WIJKPOORT_[A-Z_]+)'/g)].map(([, name]) => name ?? ''),
    );
    const documented = text('.env.example');
    expect(known.length).toBeGreaterThan(2);
    expect([...new Set(known)].filter(name => !documented.includes(name))).toEqual([]);
  });
});
