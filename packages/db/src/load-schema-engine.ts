import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

let loading: Promise<typeof bindings.SchemaEngine> | null = null;

/** Loads Prisma's schema engine once. The package's own entry point needs what is an experiment in Node. */
export function loadSchemaEngine(): Promise<typeof bindings.SchemaEngine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof bindings.SchemaEngine> {
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const program = await readFile(join(dirname(glueFile), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': letTimersGo(bindings) });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports['__wbindgen_start']?.();
  return bindings.SchemaEngine;
}

/** The engine leaves a timer of ten seconds behind, which would hold up the end of the process. */
function letTimersGo(imports: object): Record<string, unknown> {
  const startTimer = (callback: () => void, delayMs: number): NodeJS.Timeout => setTimeout(callback, delayMs).unref();
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [name, name.startsWith('__wbg_setTimeout') ? startTimer : value]),
  );
}
