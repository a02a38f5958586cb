import { env } from 'node:process';

/** The global set-up runs in jest's own process; what it found out reaches the workers through the environment. */
export function publishTestPostgres(adminUrl: string): void {
  env['TEST_POSTGRES_URL'] = adminUrl;
}

export function readTestPostgresUrl(): string {
  const url = env['TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('no test Postgres: run through jest with the global set-up of jest.config.js');
  return url;
}

export function readTestLogLevel(): string {
  return env['TEST_LOG'] ?? 'silent';
}

/** The `redis-server` that the set-up of `npm test` has found. */
export function readRedisServerPath(): string {
  return env['REDIS_SERVER_PATH'] ?? '/usr/bin/redis-server';
}
