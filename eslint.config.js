import { readdirSync } from 'node:fs';

import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import compat from 'eslint-plugin-compat';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import n from 'eslint-plugin-n';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/*.contract.ts', 'tests/**'];
const WEB = ['apps/console/web/**'];
/** Runs in the browsers of strangers; its package.json says which. */
const BROWSER_SCRIPT = ['packages/browser-script/src/**'];

/** Files that are a process of their own or look after one. */
const MAY_TOUCH_PROCESS = [
  '**/main.ts',
  'packages/runtime/src/run.ts',
  'packages/embedded-servers/src/**',
  'packages/test-kit/src/test-environment.ts',
  '**/*.test.ts',
  'tests/**',
  'bench/**',
  'prisma.config.ts',
];

/** A library that one part alone may import; everyone else goes through that part. */
const OWNED_LIBRARIES = [
  { regex: '^(@prisma/|prisma$|prisma/)', owners: ['packages/db/**', 'prisma.config.ts'] },
  { regex: '^bullmq$', owners: ['packages/queue/**', 'bench/ingest/bare-server.ts'], allowTypeImports: true },
  { regex: '^undici$', owners: ['packages/delivery/**', 'packages/telephony/**', 'bench/delivery/**'] },
  { regex: '^nodemailer', owners: ['packages/letters/**'] },
];

const APPS = readdirSync(new URL('apps', import.meta.url));

const IMPORT_ZONES = [
  { target: './packages', from: ['./apps', './tests'], message: 'A package never imports an app.' },
  ...APPS.filter((app) => app !== 'local').map((app) => ({
    target: `./apps/${app}`,
    from: [...APPS.filter((other) => other !== app).map((other) => `./apps/${other}`), './tests'],
    message: 'An app never imports an app; only apps/local and tests do.',
  })),
];

/** Rules of one name replace each other, so each owner gets the whole list without its own library. */
function restrictLibraries(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

function patternsFor(owner) {
  return OWNED_LIBRARIES.filter(({ owners }) => !owners.includes(owner)).map(({ regex, owners, allowTypeImports }) => ({
    regex,
    allowTypeImports: allowTypeImports ?? false,
    message: `Only ${owners.join(', ')} may import it.`,
  }));
}

export default defineConfig(
  globalIgnores(['**/dist/', '**/generated/', '.local/', '**/coverage/', '**/artefacts/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { 'import-x': importX, n },
    languageOptions: { globals: globals.nodeBuiltin },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.mjs', '.js'] })],
      node: { version: '>=24' },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: IMPORT_ZONES }],
      'n/prefer-node-protocol': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // What comes from outside is hostile, control characters too.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['prisma.config.ts'] } } },
    rules: {
      'no-console': 'error',
      'n/no-process-env': 'error',
      'n/no-extraneous-import': 'error',
      'no-restricted-globals': ['error', { name: 'process', message: 'Only main.ts files touch the process.' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "ImportDeclaration[source.value='node:process']",
          message: 'Only main.ts files touch the process.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      ...restrictLibraries(patternsFor(null)),
    },
  },
  ...OWNED_LIBRARIES.flatMap(({ owners }) =>
    owners.map((owner) => ({ files: [owner], rules: restrictLibraries(patternsFor(owner)) })),
  ),
  {
    files: ['packages/scenario/src/**'],
    ignores: TESTS,
    rules: restrictLibraries([
      ...patternsFor(null),
      { regex: '^(node:(?!assert)|@ringback/)', message: 'This package decides: it does no I/O and knows no other.' },
    ]),
  },
  {
    files: MAY_TOUCH_PROCESS,
    rules: { 'n/no-process-env': 'off', 'no-restricted-globals': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'n/no-extraneous-import': [
        'error',
        { allowModules: ['@jest/globals', 'fast-check', 'playwright-core', 'pg', 'supertest', 'ws', 'undici'] },
      ],
      ...restrictLibraries([]),
      // Answers of servers are read as they come.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: WEB,
    ignores: ['**/*.test.ts'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
    rules: { 'n/no-extraneous-import': 'error' },
  },
  {
    files: BROWSER_SCRIPT,
    ignores: ['**/*.test.ts'],
    extends: [compat.configs['flat/recommended']],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'The script of the page has no dependency.' }] },
      ],
    },
  },
  { files: ['prisma.config.ts'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['**/assets/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['scripts/**', '*.js', '.ci/**'], languageOptions: { globals: globals.node } },
);
