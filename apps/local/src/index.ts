export { createLocalRun, type LocalRun } from './app.ts';
export { localEnvironment, readConfig, type LocalConfig } from './config.ts';
export { WAYS } from './demo-site/ways.ts';
export { DEMO_USER, DEMO_WIDGET } from './seed.ts';
