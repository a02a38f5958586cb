/** The environment of one of our processes; what is not named has the default of production. */
export type Environment = Record<string, string>;

/** Redis or, where there is none, Postgres for the queues. */
export function storeEnvironment(stores: { redisUrl: string | null; databaseUrl: string }): Environment {
  return { DATABASE_URL: stores.databaseUrl, ...(stores.redisUrl !== null && { REDIS_URL: stores.redisUrl }) };
}
