import { metricsEnvironment, readMetricsConfig, type MetricsConfig, type MetricsEnvironment } from '@ringback/metrics';
import { readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

export interface ConsoleConfig {
  http: {
    host: string;
    port: number;
    /** How many proxies stand before us; a client's address is taken from `X-Forwarded-For` only behind them. */
    trustProxyHops: number;
  };
  /** As browsers see the cabinet; https makes the session's cookie a secure one. */
  publicUrl: string;
  database: { url: string };
  /** Without Redis the queues run on Postgres. */
  redis: { url: string | null };
  /** Signs the session's cookie. */
  authSecret: string;
  /** Where ingest keeps files of forms. */
  files: { dir: string };
  /** For the accounts and test letters of widgets; without it the cabinet does neither. */
  mail?: { secretKey: string; smtp: { url: string; from: string } };
  metrics?: MetricsConfig;
  log: { level: string };
}

interface ConsoleEnvironment extends MetricsEnvironment {
  HOST: string;
  PORT: number;
  TRUST_PROXY: number;
  PUBLIC_URL?: string;
  LOG_LEVEL: string;
  DATABASE_URL: string;
  REDIS_URL?: string;
  AUTH_SECRET: string;
  FILES_DIR: string;
  RINGBACK_SECRET_KEY?: string;
  SMTP_URL?: string;
  MAIL_FROM?: string;
}

export const consoleEnvironment = Joi.object<ConsoleEnvironment>({
  HOST: Joi.string().hostname().default('127.0.0.1'),
  PORT: Joi.number().port().default(3200),
  TRUST_PROXY: Joi.number().integer().min(0).max(10).default(0),
  PUBLIC_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('info'),
  DATABASE_URL: Joi.string()
    .uri({ scheme: ['postgres', 'postgresql'] })
    .required(),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  AUTH_SECRET: Joi.string().min(32).required(),
  FILES_DIR: Joi.string().required(),
  RINGBACK_SECRET_KEY: Joi.string().base64().length(44),
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }),
  MAIL_FROM: Joi.string(),
  ...metricsEnvironment,
}).and('RINGBACK_SECRET_KEY', 'SMTP_URL', 'MAIL_FROM');

/** Reads the console's environment and names everything that is wrong with it at once. */
export function readConfig(env: Record<string, string | undefined>): ConsoleConfig {
  const value = readEnvironment(consoleEnvironment, env);
  return {
    http: { host: value.HOST, port: value.PORT, trustProxyHops: value.TRUST_PROXY },
    publicUrl: new URL(value.PUBLIC_URL ?? `http://${value.HOST}:${value.PORT}`).origin,
    database: { url: value.DATABASE_URL },
    redis: { url: value.REDIS_URL ?? null },
    authSecret: value.AUTH_SECRET,
    files: { dir: value.FILES_DIR },
    ...readMail(value),
    ...readMetricsConfig(value),
    log: { level: value.LOG_LEVEL },
  };
}

function readMail({ RINGBACK_SECRET_KEY: secretKey, SMTP_URL: url, MAIL_FROM: from }: ConsoleEnvironment) {
  if (secretKey === undefined || url === undefined || from === undefined) return {};
  return { mail: { secretKey, smtp: { url, from } } };
}
