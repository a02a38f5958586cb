import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, createTestLogger, startTcpProxy, waitFor, type TestDatabase } from '@ringback/test-kit';
import pg from 'pg';

import { createDatabase, type Database } from './client.ts';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

function open(url = database.url): Database {
  return createDatabase({ url, poolSize: 2 }, createTestLogger());
}

/** What is heard of `NOTIFY`s that are sent until one is. */
async function hear(told: string[], payload: string): Promise<void> {
  await waitFor(async () => {
    await admin.query("SELECT pg_notify('news', $1)", [payload]);
    return told.includes(payload);
  });
}

async function cutListeners(): Promise<number> {
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE query LIKE 'LISTEN%' AND datname = current_database() AND pid <> pg_backend_pid()`,
  );
  return rowCount ?? 0;
}

describe('createDatabase', () => {
  it('has its statements prepared, and reads on when a migration adds a column', async () => {
    const db = createDatabase({ url: database.url, poolSize: 1 }, createTestLogger());
    await db.prisma.account.findMany();
    await db.prisma.account.findMany();
    const prepared = await db.prisma.$queryRaw<{ statement: string }[]>`
      SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT "public"."accounts"%'`;
    expect(prepared).toHaveLength(1);
    await admin.query('ALTER TABLE accounts ADD COLUMN added text');
    expect(await db.prisma.account.findMany()).toEqual([]);
    await db.close();
  });

  it('keeps moments as they are, whatever the time zone of the server', async () => {
    await admin.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET timezone TO 'Asia/Tokyo'`);
    const db = open();
    const moment = new Date('2026-11-20T10:00:00.123Z');
    const [row] = await db.prisma.$queryRaw<{ same: boolean; back: Date }[]>`
      SELECT ${moment}::timestamptz = '2026-11-20T10:00:00.123Z'::timestamptz AS same, ${moment}::timestamptz AS back`;
    expect(row).toEqual({ same: true, back: moment });
    await db.close();
  });

  it('answers a ping, and rejects it when Postgres is away', async () => {
    const db = open();
    await db.ping();
    await db.close();
    const gone = open('postgres://nobody@127.0.0.1:1/none');
    await expect(gone.ping()).rejects.toThrow();
    await gone.close();
  });
});

describe('listen', () => {
  it('connects again when its connection is cut, and says that something may be missing', async () => {
    const db = open();
    const told: string[] = [];
    let gaps = 0;
    const onGap = (): void => {
      gaps += 1;
    };
    const listener = db.listen('news', (payload) => told.push(payload), onGap);
    try {
      await hear(told, 'before');
      expect(gaps).toBe(0);
      expect(await cutListeners()).toBe(1);
      await waitFor(() => gaps === 1);
      await hear(told, 'after');
    } finally {
      await listener.close();
      await db.close();
    }
  });

  it('hears nothing more when it is closed', async () => {
    const db = open();
    const told: string[] = [];
    const listener = db.listen('news', (payload) => told.push(payload));
    await hear(told, 'one').finally(() => listener.close());
    const count = told.length;
    await admin.query("SELECT pg_notify('news', 'two')");
    await db.ping();
    expect(told).toHaveLength(count);
    await db.close();
  });

  it('can be closed while Postgres is away', async () => {
    const db = open('postgres://nobody@127.0.0.1:1/none');
    const listener = db.listen('news', () => {});
    await listener.close();
    await db.close();
  });
});

describe('readClock', () => {
  it('tells what time it is at Postgres', async () => {
    const db = open();

    expect(Math.abs((await db.readClock()).getTime() - Date.now())).toBeLessThan(10_000);

    await db.close();
    expect(db.countConnections()).toEqual({ busy: 0, idle: 0, waiting: 0 });
  });

  it('gives up a connection that went silent and takes another', async () => {
    const proxy = await startTcpProxy(database.url);
    const db = open(proxy.url);
    await db.readClock();
    proxy.forget();

    await expect(db.readClock()).rejects.toThrow('timeout');
    await db.readClock();

    expect(db.countConnections()).toEqual({ busy: 0, idle: 1, waiting: 0 });
    await db.close();
    await proxy.close();
  });
});
