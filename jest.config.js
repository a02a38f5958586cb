/** @type {import('jest').Config} */
export default {
  rootDir: '.',
  testMatch: ['<rootDir>/{apps,packages,tests,scripts}/**/*.test.ts', '<rootDir>/tests/**/*.e2e.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.local/'],
  modulePathIgnorePatterns: ['/dist/', '/.local/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
  globalSetup: './packages/test-kit/src/jest-global-set-up.ts',
  globalTeardown: './packages/test-kit/src/jest-global-tear-down.ts',
  testTimeout: 20_000,
};
