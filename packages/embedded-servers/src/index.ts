export { findFreePort } from './find-free-port.ts';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './postgres.ts';
export { DataInUseError } from './stop-orphan-postgres.ts';
export { startTemporaryPostgres } from './temporary-postgres.ts';
export { type EmbeddedRedis, type EmbeddedRedisOptions, startRedis } from './redis.ts';
