import { metricsEnvironment, readMetricsConfig, type MetricsConfig, type MetricsEnvironment } from '@ringback/metrics';
import { readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

import type { FloodLimits } from './flood-guard.ts';

export interface HttpConfig {
  host: string;
  port: number;
  /** How many proxies stand before us; the visitor's address is taken from `X-Forwarded-For` only behind them. */
  trustProxyHops: number;
}

export interface IngestConfig {
  http: HttpConfig;
  database: { url: string };
  /** Without Redis the queues run on Postgres. */
  redis: { url: string | null };
  /** Base64 of 32 bytes: seals personal data on its way through the queue. */
  secretKey: string;
  /** Off: one job for each submission. */
  groupCommit: boolean;
  limits: FloodLimits;
  /** Where files of forms are kept: a directory that ingest, worker and console share. */
  files: { dir: string };
  metrics?: MetricsConfig;
  log: { level: string };
}

interface IngestEnvironment extends MetricsEnvironment {
  HOST: string;
  PORT: number;
  TRUST_PROXY: number;
  LOG_LEVEL: string;
  DATABASE_URL: string;
  REDIS_URL?: string;
  RINGBACK_SECRET_KEY: string;
  GROUP_COMMIT: boolean;
  LIMIT_PER_ADDRESS: number;
  LIMIT_PER_NETWORK: number;
  LIMIT_PER_WIDGET: number;
  LIMIT_PER_PHONE: number;
  FILES_DIR: string;
}

const SECRET_KEY_BYTES = 32;

/** Requests a minute; 0: no limit. */
const limit = Joi.number().integer().min(0).max(100_000_000);

export const ingestEnvironment = Joi.object<IngestEnvironment>({
  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: Joi.number().port().default(3100),
  TRUST_PROXY: Joi.number().integer().min(0).max(10).default(0),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('info'),
  DATABASE_URL: Joi.string()
    .uri({ scheme: ['postgres', 'postgresql'] })
    .required(),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  RINGBACK_SECRET_KEY: Joi.string()
    .custom((key: string, helpers) =>
      Buffer.from(key, 'base64').length === SECRET_KEY_BYTES ? key : helpers.error('any.invalid'),
    )
    .required()
    .messages({ 'any.invalid': '{{#label}} must be the base64 of 32 bytes' }),
  GROUP_COMMIT: Joi.boolean().default(true),
  LIMIT_PER_ADDRESS: limit.default(200),
  LIMIT_PER_NETWORK: limit.default(1000),
  LIMIT_PER_WIDGET: limit.default(3000),
  LIMIT_PER_PHONE: limit.default(120),
  FILES_DIR: Joi.string().required(),
  ...metricsEnvironment,
});

/** Reads ingest's environment and names everything that is wrong with it at once. */
export function readConfig(env: Record<string, string | undefined>): IngestConfig {
  const value = readEnvironment(ingestEnvironment, env);
  return {
    http: { host: value.HOST, port: value.PORT, trustProxyHops: value.TRUST_PROXY },
    database: { url: value.DATABASE_URL },
    redis: { url: value.REDIS_URL ?? null },
    secretKey: value.RINGBACK_SECRET_KEY,
    groupCommit: value.GROUP_COMMIT,
    limits: {
      address: value.LIMIT_PER_ADDRESS,
      network: value.LIMIT_PER_NETWORK,
      widget: value.LIMIT_PER_WIDGET,
      phone: value.LIMIT_PER_PHONE,
    },
    files: { dir: value.FILES_DIR },
    ...readMetricsConfig(value),
    log: { level: value.LOG_LEVEL },
  };
}
