import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '@ringback/runtime';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { PrismaClient } from './generated/client.ts';
import { createStatementNames } from './statement-names.ts';
import { useDriver } from './statements.ts';

export interface DatabaseConfig {
  url: string;
  poolSize: number;
  /** The deadline of a statement; 10 s without it. Also how long a process that stops may wait for a Postgres that hangs. */
  statementWithinMs?: number;
  /** The deadline of a connection, new or of the pool; 3.5 s without it. A busy machine may take two to make one. */
  connectWithinMs?: number;
  /** For a process whose statements are few and all go by an index: see `PLAN_ONCE`. */
  plansOnce?: boolean;
}

export interface Database {
  prisma: PrismaClient;
  /** Calls `handler` for every NOTIFY on `channel`; connects again by itself and then calls `onGap`, as some may be missed. */
  listen: (channel: string, handler: (payload: string) => void, onGap?: () => void) => Listener;
  /** Throws when Postgres does not answer. */
  ping: () => Promise<void>;
  /** What the clock of Postgres says now. */
  readClock: () => Promise<Date>;
  /** The pool at this moment: connections in use and idle, and callers that wait for one. */
  countConnections: () => Record<'busy' | 'idle' | 'waiting', number>;
  close: () => Promise<void>;
}

export interface Listener {
  close: () => Promise<void>;
}

const RECONNECT_MS = 500;
const CLOSE_WITHIN_MS = 1000;

/** Its answer is of no use when it is late, and a connection that gives none is dropped. */
const READ_CLOCK = { text: 'SELECT clock_timestamp() AS now', query_timeout: 2000 };

/**
 * A plan is made when a connection meets a statement first, and kept. By itself Postgres makes five more for values that do
 * not matter here, which takes as long as a hundred executions; and a plan that was made while a table was small would
 * read all of it until the next ANALYZE.
 */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** Connections are opened on first use; waiting for one, and every statement, has a deadline. */
export function createDatabase(config: DatabaseConfig, log: Logger): Database {
  const { statementWithinMs = 10_000, connectWithinMs = 3500, plansOnce = false } = config;
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString: config.url,
    max: config.poolSize,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementWithinMs,
    // For a Postgres that is cut off without a word and cannot time out the statement itself.
    query_timeout: statementWithinMs + 1000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    // Prisma sends moments without a time zone; the server's own would shift them by hours.
    options: `-c TimeZone=UTC${plansOnce ? ` ${PLAN_ONCE}` : ''}`,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      return socket.once('close', () => sockets.delete(socket));
    },
  });
  pool.on('connect', (client) => {
    client.on('error', () => {
      // Told by the statement that meets it. A connection that breaks as soon as it is there has no other listener yet,
      // and would end the process.
    });
  });
  pool.on('error', ({ message, stack }) => {
    // Not the error itself: the whole connection hangs on it.
    log.warn({ err: { message, stack } }, 'database connection was lost');
  });
  const nameOf = createStatementNames();
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }) });
  useDriver(prisma, { pool, nameOf });
  return {
    prisma,
    listen: (channel, handler, onGap) => listen(config.url, channel, handler, onGap ?? (() => {}), log),
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`;
    },
    readClock: async () => {
      const { rows } = await pool.query<{ now: Date }>(READ_CLOCK);
      const [row] = rows;
      if (!row) throw new Error('postgres did not say what time it is');
      return row.now;
    },
    countConnections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: async () => {
      const ended = prisma.$disconnect().then(() => pool.end());
      await Promise.race([ended, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
      // What still waits for an answer is cut off.
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

function listen(
  url: string,
  channel: string,
  handler: (payload: string) => void,
  onGap: () => void,
  log: Logger,
): Listener {
  let cut = (): unknown => null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let hasGap = false;

  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2000,
      keepAlive: true,
      stream: () => socket,
    });
    // A polite end waits for the answer of a Postgres that may have none.
    cut = () => socket.destroy();
    let lost = false;
    const onLost = (err?: Error): void => {
      if (lost || closed) return;
      lost = true;
      hasGap = true;
      log.warn({ err, channel }, 'database listener was lost');
      socket.destroy();
      timer = setTimeout(() => void connect(), RECONNECT_MS);
    };
    next.on('error', onLost);
    next.on('end', () => {
      onLost();
    });
    next.on('notification', ({ payload }) => {
      handler(payload ?? '');
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (err) {
      onLost(err instanceof Error ? err : undefined);
      return;
    }
    if (hasGap) onGap();
    hasGap = false;
  };

  void connect();
  return {
    close: () => {
      closed = true;
      if (timer) clearTimeout(timer);
      cut();
      return Promise.resolve();
    },
  };
}
