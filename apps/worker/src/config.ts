import type { CallBudget } from '@ringback/db';
import { metricsEnvironment, readMetricsConfig, type MetricsConfig, type MetricsEnvironment } from '@ringback/metrics';
import { readEnvironment } from '@ringback/runtime';
import { ONLY_EXCHANGE } from '@ringback/scenario';
import { parseVoiceCommand } from '@ringback/telephony';
import Joi from 'joi';

import type { ExchangeConfig } from './call/open-exchanges.ts';
import type { VoiceConfig } from './call/open-voice.ts';
import type { CallLimits } from './persist/earlier-calls.ts';

export interface WorkerConfig {
  database: { url: string };
  /** Null: the queues run on Postgres. */
  redis: { url: string | null };
  secretKey: string;
  limits: CallLimits;
  /** Of all widgets together; none when it is left out. */
  budget?: CallBudget;
  /** At least one; this process may hold all of them. `EXCHANGES` wins over `ARI_URL`. */
  exchanges: ExchangeConfig[];
  /** Null: every text is a sound that says nothing of the call. */
  voice?: VoiceConfig | null;
  smtp: { url: string; from: string };
  /** Where the cabinet is, for links in letters; null leaves them out. */
  consoleUrl: string | null;
  files: {
    /** Where files of forms and recordings are kept: a directory that ingest, worker and console share. */
    dir: string;
    /** How long recordings are kept; 0: for ever. */
    recordingDays: number;
  };
  metrics?: MetricsConfig;
  log: { level: string };
}

interface NamedExchange {
  name: string;
  url: string;
  username: string;
  password: string;
  application: string;
  endpoints: string[];
}

interface Environment extends MetricsEnvironment {
  DATABASE_URL: string;
  REDIS_URL?: string;
  RINGBACK_SECRET_KEY: string;
  LIMIT_CALLS_PER_PHONE: number;
  LIMIT_PHONES_PER_VISITOR: number;
  LIMIT_CALLS_PER_HOUR: number;
  LIMIT_CALLS_PER_DAY: number;
  EXCHANGES?: NamedExchange[];
  ARI_URL?: string;
  ARI_USERNAME?: string;
  ARI_PASSWORD?: string;
  ARI_APPLICATION: string;
  ARI_ENDPOINT: string;
  VOICE_COMMAND: string | null;
  VOICE_DIR: string;
  VOICE_DIR_AT_EXCHANGE?: string;
  SMTP_URL: string;
  MAIL_FROM: string;
  CONSOLE_URL: string | null;
  FILES_DIR: string;
  RECORDING_DAYS: number;
  LOG_LEVEL: string;
}

const exchangeUrl = Joi.string().uri({ scheme: ['http', 'https'] });
const application = Joi.string().default('ringback');

/** Two holders of one application would take it from each other for ever. */
function isSameExchange(one: NamedExchange, other: NamedExchange): boolean {
  return one.name === other.name || (one.url === other.url && one.application === other.application);
}

const namedExchanges = Joi.array()
  .items(
    Joi.object<NamedExchange>({
      name: Joi.string()
        .pattern(/^[a-z0-9-]{1,32}$/, 'small letters, digits and hyphens')
        .required(),
      url: exchangeUrl.required(),
      username: Joi.string().required(),
      password: Joi.string().required(),
      application,
      endpoints: Joi.array().items(Joi.string()).min(1).default(['PJSIP/{number}@trunk']),
    }),
  )
  .min(1)
  .unique(isSameExchange);

/** The message names the fields, never a password. */
function parseExchanges(text: string): NamedExchange[] {
  const result = namedExchanges.validate(parseJson(text), { abortEarly: false });
  if (result.error) throw new Error(result.error.message);
  return result.value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
}

export const environmentSchema = Joi.object<Environment>({
  DATABASE_URL: Joi.string()
    .uri({ scheme: ['postgres', 'postgresql'] })
    .required(),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  RINGBACK_SECRET_KEY: Joi.string().base64().length(44).required(),
  LIMIT_CALLS_PER_PHONE: Joi.number().integer().min(0).default(10),
  LIMIT_PHONES_PER_VISITOR: Joi.number().integer().min(0).default(10),
  LIMIT_CALLS_PER_HOUR: Joi.number().integer().min(0).default(0),
  LIMIT_CALLS_PER_DAY: Joi.number().integer().min(0).default(0),
  EXCHANGES: Joi.string().custom(parseExchanges),
  ARI_URL: exchangeUrl,
  ARI_USERNAME: Joi.string(),
  ARI_PASSWORD: Joi.string(),
  ARI_APPLICATION: application,
  ARI_ENDPOINT: Joi.string()
    .pattern(/^\S+( \S+)*$/, 'endpoints with one space in between')
    .default('PJSIP/{number}@trunk'),
  VOICE_COMMAND: Joi.string().allow(null).default(null),
  VOICE_DIR: Joi.string().default('/var/lib/ringback/voice'),
  VOICE_DIR_AT_EXCHANGE: Joi.string(),
  SMTP_URL: Joi.string()
    .uri({ scheme: ['smtp', 'smtps'] })
    .required(),
  MAIL_FROM: Joi.string().required(),
  CONSOLE_URL: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .allow(null)
    .default(null),
  FILES_DIR: Joi.string().required(),
  RECORDING_DAYS: Joi.number().integer().min(0).default(0),
  ...metricsEnvironment,
  LOG_LEVEL: Joi.valid('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('info'),
})
  .or('EXCHANGES', 'ARI_URL')
  .and('ARI_URL', 'ARI_USERNAME', 'ARI_PASSWORD');

export function readConfig(env: Record<string, string | undefined>): WorkerConfig {
  const value = readEnvironment(environmentSchema, env);
  return {
    database: { url: value.DATABASE_URL },
    redis: { url: value.REDIS_URL ?? null },
    secretKey: value.RINGBACK_SECRET_KEY,
    limits: { callsPerPhone: value.LIMIT_CALLS_PER_PHONE, phonesPerVisitor: value.LIMIT_PHONES_PER_VISITOR },
    budget: { callsPerHour: value.LIMIT_CALLS_PER_HOUR, callsPerDay: value.LIMIT_CALLS_PER_DAY },
    exchanges: value.EXCHANGES?.map(withTemplates) ?? [readOnlyExchange(value)],
    voice: readVoice(value),
    smtp: { url: value.SMTP_URL, from: value.MAIL_FROM },
    consoleUrl: value.CONSOLE_URL,
    files: { dir: value.FILES_DIR, recordingDays: value.RECORDING_DAYS },
    ...readMetricsConfig(value),
    log: { level: value.LOG_LEVEL },
  };
}

function withTemplates({ endpoints, ...exchange }: NamedExchange): ExchangeConfig {
  return { ...exchange, endpointTemplates: endpoints };
}

/** Without a name of its own. The schema has seen to it that the three go together. */
function readOnlyExchange(value: Environment): ExchangeConfig {
  const { ARI_URL: url = '', ARI_USERNAME: username = '', ARI_PASSWORD: password = '' } = value;
  const endpointTemplates = value.ARI_ENDPOINT.split(' ');
  return { name: ONLY_EXCHANGE, url, username, password, application: value.ARI_APPLICATION, endpointTemplates };
}

function readVoice({ VOICE_COMMAND, VOICE_DIR, VOICE_DIR_AT_EXCHANGE }: Environment): VoiceConfig | null {
  if (VOICE_COMMAND === null) return null;
  const command = parseVoiceCommand(VOICE_COMMAND);
  return { command, dir: VOICE_DIR, dirAtExchange: VOICE_DIR_AT_EXCHANGE ?? VOICE_DIR };
}
