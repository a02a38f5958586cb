import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { loadSchemaEngine } from './load-schema-engine.ts';

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

const OID_CHAR = 18;
const OID_BPCHAR = 1042;

/**
 * Runs `work` with Prisma's schema engine, as WebAssembly, on the given database. The Prisma CLI would download a native
 * engine at its first migration, which closed networks refuse.
 */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const Engine = await loadSchemaEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(createAdapterFactory(databaseUrl, pool));
    using engine = await Engine.new({ datamodels: undefined }, ignoreEngineLog, adapter);
    return await work(engine);
  } finally {
    // The engine leaves its session open, and with it the advisory lock that other migrators wait for.
    await pool.end();
  }
}

function ignoreEngineLog(): void {
  // What goes wrong also comes back as a rejected promise.
}

function createAdapterFactory(databaseUrl: string, pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => mendAdapter(await factory.connect()),
    connectToShadowDb: () => connectToShadowDatabase(databaseUrl),
  };
}

/**
 * Mends two gaps of Prisma's adapter. It cuts a script at every semicolon, also inside functions and strings, and runs
 * the pieces on their own: sent whole, a migration is one transaction, as with the native engine. And it does not know
 * the type "char" of Postgres' own tables, which the engine reads.
 */
function mendAdapter(adapter: PgAdapter): SqlDriverAdapter {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const charColumns = new WeakMap<object, number[]>();
  Object.assign(pool, {
    query: async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
      const result = await query(config);
      const indexes = result.fields.flatMap((field, index) => (field.dataTypeID === OID_CHAR ? [index] : []));
      charColumns.set(result.rows, indexes);
      const fields = result.fields.map((field, index) =>
        indexes.includes(index) ? { ...field, dataTypeID: OID_BPCHAR } : field,
      );
      return { ...result, fields };
    },
  });
  return Object.assign(adapter, {
    queryRaw: async (...args: Parameters<typeof queryRaw>) => {
      const result = await queryRaw(...args);
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
    executeScript: async (script: string): Promise<void> => {
      await query(script).catch((err: unknown) => {
        throw describeDatabaseError(err);
      });
    },
  });
}

/** Any other error would reach the log as "External error id#0". */
function describeDatabaseError(err: unknown): unknown {
  if (!(err instanceof pg.DatabaseError)) return err;
  const { code = '', severity = '', message, detail, column, hint } = err;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}

async function connectToShadowDatabase(databaseUrl: string): Promise<SqlDriverAdapter> {
  const name = `shadow_${crypto.randomUUID()}`;
  const admin = new pg.Client(databaseUrl);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  const shadowUrl = new URL(databaseUrl);
  shadowUrl.pathname = `/${name}`;
  const shadow = await new PrismaPg({ connectionString: shadowUrl.href }).connect();
  const close = shadow.dispose.bind(shadow);
  return Object.assign(mendAdapter(shadow), {
    dispose: async (): Promise<void> => {
      await close();
      await admin.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      await admin.end();
    },
  });
}
