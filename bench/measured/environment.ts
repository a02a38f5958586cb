/** The environment of one of our processes; what is not named has the default of production. */
export type Environment = Record<string, string>;

/** At work and never reached: all of a bench comes from one address. */
export const WIDE_LIMITS: Environment = {
  LIMIT_PER_ADDRESS: '5000000',
  LIMIT_PER_NETWORK: '5000000',
  LIMIT_PER_WIDGET: '5000000',
  LIMIT_PER_PHONE: '5000000',
  LIMIT_CALLS_PER_PHONE: '1000',
  LIMIT_PHONES_PER_VISITOR: '0',
};

/** Redis or, where there is none, Postgres for the queues. */
export function storeEnvironment(stores: { redisUrl: string | null; databaseUrl: string }): Environment {
  return { DATABASE_URL: stores.databaseUrl, ...(stores.redisUrl !== null && { REDIS_URL: stores.redisUrl }) };
}
