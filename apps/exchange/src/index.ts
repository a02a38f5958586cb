export { createExchange, type Exchange } from './app.ts';
export { exchangeEnvironment, readConfig, type ExchangeConfig } from './config.ts';
export type { WitnessEvent } from './witness.ts';
