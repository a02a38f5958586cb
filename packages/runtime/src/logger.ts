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

/** In these Postgres quotes what it was given, a row or the text of a parameter, beside its message. */
const SECRET_FIELDS_OF_ERRORS: ReadonlySet<string> = new Set([...SECRET_FIELDS, 'detail', 'where', 'internalQuery']);

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
    serializers: { err: (err: Error) => redactError({ ...stdSerializers.err(err) }) },
  };
  return destination ? pino(options, destination) : pino(options);
}

type Fields = Record<string, unknown>;

function redactBelow(fields: Fields): Fields {
  let redacted = fields;
  for (const [key, value] of Object.entries(fields)) {
    // An error is redacted by its serializer, which knows its parts.
    if (typeof value !== 'object' || value === null || key === 'err') continue;
    const shown = value instanceof Error ? redactError(value) : redactFields(value);
    if (shown !== value) redacted = { ...redacted, [key]: shown };
  }
  return redacted;
}

/** With the errors that it is made of. */
function redactError(err: object): object {
  const redacted = redactFields(err, SECRET_FIELDS_OF_ERRORS);
  if (!('aggregateErrors' in redacted) || !Array.isArray(redacted.aggregateErrors)) return redacted;
  return { ...redacted, aggregateErrors: redacted.aggregateErrors.map(redactError) };
}

/** The same object where there is nothing to hide, as nearly always. */
function redactFields(fields: object, secretFields = SECRET_FIELDS): object {
  const secrets = Object.keys(fields).filter((key) => secretFields.has(key));
  return secrets.length === 0 ? fields : { ...fields, ...Object.fromEntries(secrets.map((key) => [key, CENSOR])) };
}
