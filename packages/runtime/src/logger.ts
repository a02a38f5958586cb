import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export interface LogConfig {
  level: string;
}

/** Personal data and secrets never reach a log, wherever in the fields they stand. The star does not match the top level. */
const SECRET_FIELDS = [
  'phone',
  'phoneRaw',
  'number',
  'name',
  'visitorName',
  'email',
  'comment',
  'fields',
  'cookie',
  'authorization',
  'url',
  'target',
  'backUrl',
  'password',
  'secret',
  'apiKey',
  'body',
];

/** A pino logger that redacts personal data. Messages are lower-case, past tense, constant; data goes in fields. */
export function createLogger(processName: string, config: LogConfig, destination?: DestinationStream): Logger {
  const options = {
    // Not pino's `name`: people's names are redacted.
    base: { process: processName },
    level: config.level,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
