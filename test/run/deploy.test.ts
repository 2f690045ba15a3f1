import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { readSetting } from '../../gateway/serve/read-settings.ts';
import { SETTINGS } from '../../gateway/serve/settings.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));
const text = (path: string): string => readFileSync(join(DEPLOY, path), 'utf8');

type Json = Readonly<Record<string, unknown>>;
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((found, key) => (Object(found) as Json)[key], value);

/** Instructions with their words, continued lines joined. */
const instructions = text('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line.trim() !== '' && !line.startsWith('#'))
  .map(line => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);
const last = instructions.slice(instructions.findLastIndex(([word]) => word === 'FROM'));
const valueOf = (word: string): string => last.find(([each]) => each === word)?.[1] ?? '';

describe('the image', () => {
  it('is built in a stage of its own, and runs as nobody', () => {
    expect(instructions.filter(([word]) => word === 'FROM')).toHaveLength(2);
    expect(valueOf('USER')).toBe('10001:10001');
    expect(last.map(([word]) => word)).not.toContain('RUN');
  });

  it('names no host that images come from, and a version of each', () => {
    const images = [
      ...instructions.filter(([word]) => word === 'FROM').map(([, rest]) => rest.split(' ')[0] ?? ''),
      ...Object.values(at(parse(text('compose.yaml'), { merge: true }), 'services') as Json).map(each =>
        String(at(each, 'image')),
      ),
    ];
    for (const image of images) expect(image).toMatch(/^[a-z-]+:[\w.-]*\d[\w.-]*$/);
  });

  it('starts what a checkout starts too, and asks itself whether it lives', () => {
    const words = [
      ...(JSON.parse(valueOf('ENTRYPOINT')) as string[]),
      ...(JSON.parse(valueOf('CMD')) as string[]),
    ];
    expect(words).toEqual([
      'node',
      'dist/gateway/main.js',
      'serve',
      '--configuratie',
      '/etc/wijkpoort/wijkpoort.yaml',
    ]);
    expect(valueOf('HEALTHCHECK')).toContain('/livez');
  });

  it('takes along nothing of an installation that lies beside it, and no commit does', () => {
    const ignored = readFileSync(join(DEPLOY, '../.gitignore'), 'utf8').split('\n');
    expect(ignored).toContain('deploy/instellingen/');
    expect(text('Dockerfile.dockerignore').split('\n')).toContain('deploy/instellingen');
  });
});

describe('the compose file', () => {
  const services = at(parse(text('compose.yaml'), { merge: true }), 'services') as Readonly<
    Record<string, Json>
  >;
  const gateways = Object.entries(services).filter(([, { image }]) => String(image).startsWith('wijkpoort'));

  it('runs two gateways and migrates first', () => {
    expect(gateways.map(([name]) => name)).toEqual(['migratie', 'poort-1', 'poort-2']);
    for (const name of ['poort-1', 'poort-2'])
      expect(at(services[name], 'depends_on', 'migratie', 'condition')).toBe(
        'service_completed_successfully',
      );
  });

  it.each(gateways)('%s writes nowhere but where it must, and may do nothing else', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, user: '10001:10001', cap_drop: ['ALL'] });
    expect(service['security_opt']).toContain('no-new-privileges:true');
    const volumes = service['volumes'] as readonly string[];
    expect(volumes.find(each => each.includes('/etc/wijkpoort'))).toMatch(/:ro$/);
  });

  it('opens one port to the world, that of the proxy; and the database none', () => {
    const open = Object.entries(services).flatMap(([name, service]) =>
      service['ports'] === undefined ? [] : [name],
    );
    expect(open).toEqual(['proxy']);
  });

  it('has a proxy that passes on the certificate it saw, and never one that a caller claims', () => {
    const lines = text('haproxy.cfg')
      .split('\n')
      .map(line => line.trim());
    const removed = lines.indexOf('http-request del-header Client-Cert');
    const set = lines.findIndex(line =>
      line.startsWith('http-request set-header Client-Cert :%[ssl_c_der,base64]:'),
    );
    expect(removed).toBeGreaterThan(0);
    expect(set).toBeGreaterThan(removed);
    expect(lines).toContain('http-request del-header Client-Cert-Chain');
    expect(lines).toContain('option httpchk GET /readyz');
  });

  it('comes with a configuration in which only the files are missing', () => {
    const wrong: string[] = [];
    readSetting(SETTINGS, parse(text('wijkpoort.voorbeeld.yaml')), '', {
      environment: {},
      resolve: path => join(DEPLOY, path),
      say: ({ wrong: each }) => void wrong.push(each),
    });
    expect(wrong.filter(each => !each.startsWith('het bestand is er niet'))).toEqual([]);
    const proxy = at(services['proxy'], 'networks', 'binnen', 'ipv4_address');
    expect(text('wijkpoort.voorbeeld.yaml')).toContain(`proxies: [${String(proxy)}]`);
  });
});

const CHART = 'helm/wijkpoort';
const values = parse(text(`${CHART}/values.yaml`)) as Json;

/** What Helm does with the few words that this chart uses; another word would stay, and not be YAML. */
function render(template: string): string {
  return template
    .replaceAll(
      /\{\{- toYaml \.Values\.([\w.]+) \| nindent (\d+) \}\}/g,
      (_whole, path: string, indent: string) => {
        const lines = stringify(at(values, ...path.split('.')))
          .trimEnd()
          .split('\n');
        return lines.map((line, n) => (n === 0 ? line : ' '.repeat(Number(indent)) + line)).join('\n');
      },
    )
    .replaceAll(/\{\{ \.Values\.([\w.]+) \}\}/g, (_whole, path: string) =>
      String(at(values, ...path.split('.'))),
    )
    .replaceAll('{{ .Release.Name }}', 'poort');
}

const resources = readdirSync(join(DEPLOY, CHART, 'templates')).flatMap(file =>
  parseAllDocuments(render(text(`${CHART}/templates/${file}`))).map(document => {
    expect({ file, errors: document.errors }).toEqual({ file, errors: [] });
    return document.toJS() as Json;
  }),
);
const ofKind = (kind: string): Json => resources.find(each => each['kind'] === kind) ?? {};

describe('the chart', () => {
  it('has every word of its templates in its values', () => {
    expect(JSON.stringify(resources)).not.toMatch(/\{\{|undefined/);
    expect(new Set(resources.map(({ kind }) => kind))).toEqual(
      new Set(['ConfigMap', 'Deployment', 'Job', 'NetworkPolicy', 'PodDisruptionBudget', 'Service']),
    );
    for (const { apiVersion, metadata } of resources)
      expect({ apiVersion, metadata }).toMatchObject({
        apiVersion: expect.any(String),
        metadata: { name: expect.any(String) },
      });
  });

  it.each(['Deployment', 'Job'])('%s: runs as nobody, on a disk it cannot write, with no rights', kind => {
    const pod = at(ofKind(kind), 'spec', 'template', 'spec');
    expect(at(pod, 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(at(pod, 'automountServiceAccountToken')).toBe(false);
    expect(at(pod, 'containers', 0, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('never has fewer gateways than it may, and lets one finish before it goes', () => {
    const deployment = ofKind('Deployment');
    expect(at(deployment, 'spec', 'strategy', 'rollingUpdate')).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    expect(Number(at(deployment, 'spec', 'replicas'))).toBeGreaterThan(
      Number(at(ofKind('PodDisruptionBudget'), 'spec', 'minAvailable')),
    );
    const container = at(deployment, 'spec', 'template', 'spec', 'containers', 0);
    expect(at(container, 'readinessProbe', 'httpGet', 'path')).toBe('/readyz');
    expect(at(container, 'livenessProbe', 'httpGet', 'path')).toBe('/livez');
    expect(
      Number(at(deployment, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds')),
    ).toBeGreaterThanOrEqual(30);
  });

  it('mounts only volumes that it has, and selects the pods that it makes', () => {
    for (const kind of ['Deployment', 'Job']) {
      const pod = at(ofKind(kind), 'spec', 'template', 'spec');
      const names = (at(pod, 'volumes') as readonly Json[]).map(({ name }) => name);
      for (const mount of at(pod, 'containers', 0, 'volumeMounts') as readonly Json[])
        expect(names).toContain(mount['name']);
    }
    const labels = at(ofKind('Deployment'), 'spec', 'template', 'metadata', 'labels');
    for (const selector of [
      at(ofKind('Deployment'), 'spec', 'selector', 'matchLabels'),
      at(ofKind('Service'), 'spec', 'selector'),
      at(ofKind('PodDisruptionBudget'), 'spec', 'selector', 'matchLabels'),
    ])
      expect(labels).toMatchObject(selector as Json);
  });

  it('lets in and out only what is named', () => {
    const policy = at(ofKind('NetworkPolicy'), 'spec');
    expect(at(policy, 'policyTypes')).toEqual(['Ingress', 'Egress']);
    for (const rule of at(policy, 'ingress') as readonly Json[])
      expect(rule).toMatchObject({ from: expect.any(Array), ports: expect.any(Array) });
    for (const rule of at(policy, 'egress') as readonly Json[])
      expect(rule).toMatchObject({ ports: expect.any(Array) });
  });

  it('is whole', () => {
    expect(existsSync(join(DEPLOY, CHART, 'Chart.yaml'))).toBe(true);
    expect(parse(text(`${CHART}/Chart.yaml`))).toMatchObject({ apiVersion: 'v2', name: 'wijkpoort' });
  });
});
