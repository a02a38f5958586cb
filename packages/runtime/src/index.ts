export { createRandom } from './create-random.ts';
export { DomainError } from './domain-error.ts';
export { Lifecycle } from './lifecycle.ts';
export { createLogger, type LogConfig, type Logger } from './logger.ts';
export { readEnvironment } from './read-environment.ts';
export { run, type RunningProcess } from './run.ts';
export { within } from './within.ts';
