import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { createMetrics } from '../../gateway/metrics/prometheus.ts';
import { ALARM_STORIES, type AlarmStory } from './alarms/alarm-stories.ts';
import { ALERTS, textAt } from './alarms/watched.ts';

const folder = mkdtempSync(join(tmpdir(), 'wijkpoort-alarmen-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What promtool finds wrong; nothing when all is well. */
function faultsBy(words: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', words, {
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

const isHere = spawnSync('promtool', ['--version'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
if (!isHere)
  console.warn(
    'OVERGESLAGEN: promtool is er niet, dus geen alarm is hier afgegaan (apt install prometheus).',
  );
const itWithPromtool = isHere ? it : it.skip;

const filledIn = (text: string, own: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_all, label: string) => own[label] ?? '');

/** The story as promtool tells it to Prometheus; what an alert says is what stands in the rules, with its labels filled in. */
function asPromtoolTest({ alert, when, series, at, fires }: AlarmStory): unknown {
  const { labels, annotations } = ALERTS.find(each => each.alert === alert) ?? {};
  return {
    name: `${alert}: ${when}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [
      {
        eval_time: at,
        alertname: alert,
        exp_alerts: fires.map(own => ({
          exp_labels: { ...own, ...labels },
          exp_annotations: { ...annotations, zin: filledIn(annotations?.zin ?? '', own) },
        })),
      },
    ],
  };
}

/** Runs the stories past these rules. */
function tellAll(rules: string, stories: readonly AlarmStory[]): string {
  writeFileSync(join(folder, 'alarmen.yaml'), rules);
  const tests = { rule_files: ['alarmen.yaml'], tests: stories.map(asPromtoolTest) };
  writeFileSync(join(folder, 'toets.yaml'), stringify(tests));
  return faultsBy(['test', 'rules', join(folder, 'toets.yaml')]);
}

describe('somebody relies on being called', () => {
  it.each(ALERTS.map(({ alert }) => alert))(
    '%s: is seen to fire, and to keep still just short of it',
    alert => {
      const own = ALARM_STORIES.filter(each => each.alert === alert);
      expect(own.filter(({ fires }) => fires.length > 0)).not.toEqual([]);
      expect(own.filter(({ fires }) => fires.length === 0)).not.toEqual([]);
    },
  );

  it('no story is about an alert that is not there', () => {
    const known = new Set(ALERTS.map(({ alert }) => alert));
    expect(ALARM_STORIES.filter(({ alert }) => !known.has(alert))).toEqual([]);
  });

  itWithPromtool('every alert fires when it must, says what it must, and not a minute earlier', () => {
    expect(tellAll(textAt('docs/operations/alarmen.yaml'), ALARM_STORIES)).toBe('');
  });

  itWithPromtool('an alert with another threshold is found out', () => {
    const wider = textAt('docs/operations/alarmen.yaml').replace('> 604800', '> 604801');
    const stories = ALARM_STORIES.filter(({ alert }) => alert === 'BezwaarBlijftLiggen');
    expect(tellAll(wider, stories)).toContain('BezwaarBlijftLiggen: over a week');
  });
});

describe('an operator lets Prometheus read the gateways as the documents say', () => {
  itWithPromtool(
    'Prometheus takes the example with its rules, and finds nothing wrong with what we measure',
    async () => {
      const example = fileURLToPath(new URL('../../docs/operations/prometheus.yaml', import.meta.url));
      expect(faultsBy(['check', 'config', example])).toBe('');
      const told = faultsBy(['check', 'metrics'], await createMetrics(['zayaz']).print());
      // What Node tells of itself is named by others.
      expect(told.split('\n').filter(line => line !== '' && !line.startsWith('nodejs_'))).toEqual([]);
    },
  );
});
