import config from './jest.config.js';

/** The command line as people use it, in processes of its own: npm run test:commands. */
/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/test/command-line/**/*.test.ts', '<rootDir>/test/client/conformance-kit.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
