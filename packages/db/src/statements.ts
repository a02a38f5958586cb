import type pg from 'pg';

import { Prisma, type PrismaClient } from './generated/client.ts';

interface Driver {
  pool: pg.Pool;
  nameOf: (query: { sql: string }) => string;
}

type Values = Parameters<typeof Prisma.sql>;

const drivers = new WeakMap<PrismaClient, Driver>();

/** Lets statements of our own that are made with this client go to its pool directly. */
export function useDriver(prisma: PrismaClient, driver: Driver): void {
  drivers.set(prisma, driver);
}

/**
 * The rows of a statement of our own. It goes to the driver: what Prisma adds on the way takes five times as long as all
 * the rest of the client's side, and a lead meets dozens of statements. Not inside a transaction of Prisma's.
 */
export function queryRows<Row extends object>(prisma: PrismaClient): (...sql: Values) => Promise<Row[]> {
  return async (...sql) => (await send<Row>(prisma, Prisma.sql(...sql))).rows;
}

/** Runs a statement of our own as `queryRows` does; how many rows it has written. */
export function runStatement(prisma: PrismaClient): (...sql: Values) => Promise<number> {
  return async (...sql) => (await send(prisma, Prisma.sql(...sql))).rowCount ?? 0;
}

function send<Row extends object>(prisma: PrismaClient, { text, values }: Prisma.Sql): Promise<pg.QueryResult<Row>> {
  const driver = drivers.get(prisma);
  if (!driver) throw new Error('not a client of createDatabase');
  return driver.pool.query<Row>({ name: driver.nameOf({ sql: text }), text, values });
}
