// Minutes of kills while hundreds of people talk: a part of `npm run test:long`.
const onlyLong = process.env.LONG === '1' ? [] : ['<rootDir>/tests/chaos/call-crashes'];

// Needs a real Asterisk, which this names.
const onlyWithAsterisk = process.env.ASTERISK_URL ? [] : ['/asterisk\\.contract\\.test\\.ts$'];

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{apps,bench,packages,scripts,tests}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...onlyLong, ...onlyWithAsterisk],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.local/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: './tests/global-set-up.ts',
  globalTeardown: './tests/global-tear-down.ts',
  testTimeout: 20_000,
  maxWorkers: 2,
  reporters: ['default', './scripts/summary-reporter.mjs'],
};
