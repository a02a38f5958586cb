import { readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

import type { Damage } from './damage.ts';

export interface ExchangeConfig {
  http: { port: number; host: string };
  ari: { username: string; password: string };
  /** 0.1 makes everything that takes time ten times as fast. */
  timeScale: number;
  keys: { accept: string; cancel: string };
  /** What goes wrong from the start; nothing when it is left out. */
  damage?: Partial<Damage>;
  /** Which events are damaged follows from it. */
  damageSeed?: number;
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
  EVENTS_LOST: number;
  EVENTS_DOUBLED: number;
  EVENTS_DELAYED: number;
  EVENT_DELAY_SECONDS: number;
  ANSWER_DELAY_SECONDS: number;
  SOCKET_LIVES_SECONDS: number;
  DAMAGE_SEED: number;
  LOG_LEVEL: string;
}

const share = Joi.number().min(0).max(1).default(0);
const delaySeconds = Joi.number().min(0).max(600).default(0);
const key = Joi.string().pattern(/^[0-9*#]$/);

export const exchangeEnvironment = Joi.object<ExchangeEnvironment>({
  PORT: Joi.number().port().default(8088),
  HOST: Joi.string().default('127.0.0.1'),
  ARI_USERNAME: Joi.string().required(),
  ARI_PASSWORD: Joi.string().required(),
  TIME_SCALE: Joi.number().greater(0).max(100).default(1),
  ACCEPT_KEY: key.default('1'),
  CANCEL_KEY: key.default('0'),
  EVENTS_LOST: share,
  EVENTS_DOUBLED: share,
  EVENTS_DELAYED: share,
  EVENT_DELAY_SECONDS: delaySeconds,
  ANSWER_DELAY_SECONDS: delaySeconds,
  SOCKET_LIVES_SECONDS: delaySeconds,
  DAMAGE_SEED: Joi.number().integer().default(1),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'silent').default('info'),
});

export function readConfig(env: Record<string, string | undefined>): ExchangeConfig {
  const value = readEnvironment(exchangeEnvironment, env);
  return {
    http: { port: value.PORT, host: value.HOST },
    ari: { username: value.ARI_USERNAME, password: value.ARI_PASSWORD },
    timeScale: value.TIME_SCALE,
    keys: { accept: value.ACCEPT_KEY, cancel: value.CANCEL_KEY },
    damage: {
      lostShare: value.EVENTS_LOST,
      doubledShare: value.EVENTS_DOUBLED,
      delayedShare: value.EVENTS_DELAYED,
      longestDelaySeconds: value.EVENT_DELAY_SECONDS,
      answerDelaySeconds: value.ANSWER_DELAY_SECONDS,
      socketLivesSeconds: value.SOCKET_LIVES_SECONDS,
    },
    damageSeed: value.DAMAGE_SEED,
    log: { level: value.LOG_LEVEL },
  };
}
