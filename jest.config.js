/** @type {import('jest').Config} */
export default {
  // In bare Node: the modules of the product are loaded once per worker instead of once per file (decision 0015).
  runner: 'jest-light-runner',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/(bench|browser|command-line|kill)/',
    '/test/client/conformance-kit',
    // A ledger of a hundred thousand entries: npm run test:day.
    '/test/scenarios/officers-day',
  ],
  transform: {},
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  globalSetup: '<rootDir>/test/world/global-setup.ts',
  globalTeardown: '<rootDir>/test/world/global-teardown.ts',
  maxWorkers: 2,
};
