import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export interface LogConfig {
  level: string;
}

/** Personal data and secrets never reach a log: neither at the top of the fields nor one level below. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
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
]);

const CENSOR = '[redacted]';

/** A pino logger that redacts personal data. Messages are lower-case, past tense, constant; data goes in fields. */
export function createLogger(processName: string, config: LogConfig, destination?: DestinationStream): Logger {
  const options = {
    // Not pino's `name`: people's names are redacted.
    base: { process: processName },
    level: config.level,
    // Not by its wildcards for what is one level below: they take twenty times as long as the rest of the line.
    redact: { paths: [...SECRET_FIELDS], censor: CENSOR },
    formatters: { log: redactBelow },
    serializers: { err: (err: Error) => redactFields({ ...stdSerializers.err(err) }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

type Fields = Record<string, unknown>;

function redactBelow(fields: Fields): Fields {
  let redacted = fields;
  for (const [key, value] of Object.entries(fields)) {
    // An error is redacted by its serializer, which knows its parts.
    if (typeof value !== 'object' || value === null || key === 'err') continue;
    const shown = redactFields(value);
    if (shown !== value) redacted = { ...redacted, [key]: shown };
  }
  return redacted;
}

/** The same object where there is nothing to hide, as nearly always. */
function redactFields(fields: object): object {
  const secrets = Object.keys(fields).filter((key) => SECRET_FIELDS.has(key));
  return secrets.length === 0 ? fields : { ...fields, ...Object.fromEntries(secrets.map((key) => [key, CENSOR])) };
}
