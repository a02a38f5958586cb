import { readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

export interface ExchangeConfig {
  http: { port: number; host: string };
  ari: { username: string; password: string };
  /** 0.1 makes everything that takes time ten times as fast. */
  timeScale: number;
  keys: { accept: string; cancel: string };
  log: { level: string };
}

interface ExchangeEnvironment {
  PORT: number;
  HOST: string;
  ARI_USERNAME: string;
  ARI_PASSWORD: string;
  TIME_SCALE: number;
  ACCEPT_KEY: string;
  CANCEL_KEY: string;
  LOG_LEVEL: string;
}

const key = Joi.string().pattern(/^[0-9*#]$/);

export const exchangeEnvironment = Joi.object<ExchangeEnvironment>({
  PORT: Joi.number().port().default(8088),
  HOST: Joi.string().default('127.0.0.1'),
  ARI_USERNAME: Joi.string().required(),
  ARI_PASSWORD: Joi.string().required(),
  TIME_SCALE: Joi.number().greater(0).max(100).default(1),
  ACCEPT_KEY: key.default('1'),
  CANCEL_KEY: key.default('0'),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'silent').default('info'),
});

export function readConfig(env: Record<string, string | undefined>): ExchangeConfig {
  const value = readEnvironment(exchangeEnvironment, env);
  return {
    http: { port: value.PORT, host: value.HOST },
    ari: { username: value.ARI_USERNAME, password: value.ARI_PASSWORD },
    timeScale: value.TIME_SCALE,
    keys: { accept: value.ACCEPT_KEY, cancel: value.CANCEL_KEY },
    log: { level: value.LOG_LEVEL },
  };
}
