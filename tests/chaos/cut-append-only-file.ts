import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** The part of Redis' append-only file that grows; it begins anew with each rewrite. */
export async function findAppendOnlyFile(dataDir: string): Promise<string> {
  const dir = join(dataDir, 'appendonlydir');
  const newest = (await readdir(dir))
    .filter((name) => name.endsWith('.incr.aof'))
    .sort()
    .at(-1);
  if (newest === undefined) throw new Error('redis has no append-only file');
  return join(dir, newest);
}

/** Where the last transaction ends that holds one of these texts; 0 when none does. */
export async function findEndOfLast(file: string, texts: string[]): Promise<number> {
  const bytes = await readFile(file);
  const last = Math.max(...texts.map((text) => bytes.lastIndexOf(text)));
  const exec = bytes.indexOf(EXEC, last);
  return last === -1 || exec === -1 ? 0 : exec + EXEC.length;
}

/** Cuts the file back, and leaves some bytes more: the torn beginning of what was being written. */
export async function cutAppendOnlyFile(file: string, length: number): Promise<void> {
  const { length: whole } = await readFile(file);
  await truncate(file, Math.min(whole, length + TORN_BYTES));
}

const EXEC = '*1\r\n$4\r\nEXEC\r\n';
const TORN_BYTES = 11;
