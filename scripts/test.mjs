// npm test | npm run test:unit | npm run test:long; what follows `--` goes to jest.
import process from 'node:process';

import { findProgram } from './find-program.mjs';
import { runProgram } from './run-pinned.mjs';
import { runMain, setUp } from './set-up.mjs';

const JEST = 'node_modules/jest/bin/jest.js';
const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

await runMain(async () => {
  const [size, ...jestArgs] = process.argv.slice(2);
  const { node } = await setUp();
  const env = { ...process.env, NODE_OPTIONS };
  if (size === 'unit') {
    // Last: jest takes what follows this option for more of its patterns.
    return runProgram(node, [JEST, ...jestArgs, '--testPathIgnorePatterns=\\.(int|contract|e2e)\\.test\\.ts$'], {
      env,
    });
  }
  env.CHROMIUM_PATH = await findProgram('chromium');
  env.REDIS_SERVER_PATH = await findProgram('redis');
  if (size === 'long') env.LONG = '1';
  return runProgram(node, [JEST, ...jestArgs], { env });
});
