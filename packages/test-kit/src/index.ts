export { createTestDatabase, TEMPLATE_DATABASE, type TestDatabase } from './create-test-database.ts';
export { createTestLogger } from './create-test-logger.ts';
export { type HttpSink, type SinkAnswer, type SinkRequest, startHttpSink } from './http-sink.ts';
export { type ReceivedMail, type SmtpSink, type SmtpSinkOptions, startSmtpSink } from './smtp-sink.ts';
export { publishTestPostgres } from './test-environment.ts';
export { waitFor, type WaitOptions } from './wait-for.ts';
export { startBreakableRedis, type BreakableRedis } from './start-breakable-redis.ts';
export { startTestRedis } from './start-test-redis.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
