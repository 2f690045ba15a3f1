// The direction of imports, as the blueprint fixes it: policies ← consent ← portal ← gateway, policies ← adapters.
const room = (name, allowed) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${name}/` },
  to: {
    path: '^(gateway|policies|adapters|consent|portal|test)/',
    pathNot: `^(${[name, ...allowed].join('|')})/`,
  },
});

module.exports = {
  forbidden: [
    room('policies', []),
    room('consent', ['policies']),
    room('portal', ['consent', 'policies']),
    room('adapters', ['policies']),
    room('gateway', ['portal', 'consent', 'policies', 'adapters']),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'policies-are-pure',
      comment: 'No I/O in the handreiking: it must run in a browser too.',
      severity: 'error',
      from: { path: '^policies/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-file-knows-the-driver',
      severity: 'error',
      from: { path: '^(gateway|policies|adapters|consent|portal)/', pathNot: '^gateway/database\\.ts$' },
      to: { path: '^node_modules/(pg|node-pg-migrate)/' },
    },
    {
      name: 'one-file-constructs-adapters',
      severity: 'error',
      from: { path: '^gateway/', pathNot: '^gateway/(partner-adapters\\.ts|demo/)' },
      to: { path: '^adapters/[^/]+/', pathNot: '^adapters/[^/]+\\.ts$' },
    },
    {
      name: 'the-sandbox-is-for-the-demo',
      severity: 'error',
      from: { path: '^(gateway|adapters)/', pathNot: '^(gateway/demo|adapters/sandbox)/' },
      to: { path: '^adapters/sandbox/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    // This parser cannot read JSX; what the pages import is checked in test/portal/imports.test.ts.
    extraExtensionsToScan: ['.tsx'],
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
