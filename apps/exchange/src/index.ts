export { createExchange, type Exchange } from './app.ts';
export { readConfig, type ExchangeConfig } from './config.ts';
export type { WitnessEvent } from './witness.ts';
