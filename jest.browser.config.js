import config from './jest.config.js';

/** The pages in a real browser: npm run test:browser. */
/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
};
