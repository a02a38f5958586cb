import { readEnvironment } from '@ringback/runtime';
import Joi from 'joi';

export interface LocalConfig {
  ports: { ingest: number; console: number; demo: number; exchange: number };
  apiKey: string;
  /** Where the database and the generated secrets are kept between runs. */
  dataDir: string;
  /** Of the simulated phones: 0.1 is ten times as fast. */
  timeScale: number;
  log: { level: string };
}

interface LocalEnvironment {
  INGEST_PORT: number;
  CONSOLE_PORT: number;
  DEMO_PORT: number;
  EXCHANGE_PORT: number;
  API_KEY: string;
  DATA_DIR: string;
  TIME_SCALE: number;
  LOG_LEVEL: string;
}

const port = Joi.number().port();

export const localEnvironment = Joi.object<LocalEnvironment>({
  INGEST_PORT: port.default(3100),
  CONSOLE_PORT: port.default(3200),
  DEMO_PORT: port.default(3300),
  EXCHANGE_PORT: port.default(3400),
  API_KEY: Joi.string().min(8).max(200).default('local-key'),
  DATA_DIR: Joi.string().default('.local/data'),
  TIME_SCALE: Joi.number().greater(0).max(100).default(1),
  LOG_LEVEL: Joi.string().valid('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('error'),
});

/** Defaults for everything: this is the run for trying things, not for serving a site. */
export function readConfig(env: Record<string, string | undefined>): LocalConfig {
  const value = readEnvironment(localEnvironment, env);
  return {
    ports: {
      ingest: value.INGEST_PORT,
      console: value.CONSOLE_PORT,
      demo: value.DEMO_PORT,
      exchange: value.EXCHANGE_PORT,
    },
    apiKey: value.API_KEY,
    dataDir: value.DATA_DIR,
    timeScale: value.TIME_SCALE,
    log: { level: value.LOG_LEVEL },
  };
}
