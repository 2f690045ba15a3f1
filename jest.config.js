/** @param {boolean} tsx */
const transform = tsx => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx },
      target: 'es2023',
      experimental: { keepImportAttributes: true },
      ...(tsx ? { transform: { react: { runtime: 'automatic', importSource: 'preact' } } } : {}),
    },
    module: { type: 'es6' },
  },
];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/', '/test/bench/', '/test/kill/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': transform(false), '^.+\\.tsx$': transform(true) },
  globalSetup: '<rootDir>/test/world/global-setup.ts',
  globalTeardown: '<rootDir>/test/world/global-teardown.ts',
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 60_000,
};
