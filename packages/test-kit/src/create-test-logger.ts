import { createLogger, type Logger } from '@ringback/runtime';

import { readTestLogLevel } from './test-environment.ts';

/** Silent, unless the environment says `TEST_LOG=debug` or another level. */
export function createTestLogger(): Logger {
  return createLogger('test', { level: readTestLogLevel() });
}
