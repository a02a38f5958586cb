import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { SweepOptions } from './file-store.ts';
import { isMissing } from './is-missing.ts';

const DAY_MS = 86_400_000;

/** Longer than any file is on its way. */
const INCOMING_MS = DAY_MS;

/** Longer than a job may wait for Postgres to come back: until then nobody knows the key but the job. */
const ORPHAN_MS = 14 * DAY_MS;

const DAY = /^\d{4}-\d\d-\d\d$/;
const KEYS_AT_ONCE = 500;

/** Removes what was begun and left, because the process died. */
export async function sweepIncoming(incoming: string, now: Date): Promise<number> {
  let removed = 0;
  for (const name of await list(incoming)) {
    const path = join(incoming, name);
    const changedAt = await stat(path).then(({ mtimeMs }) => mtimeMs, ignoreMissing);
    if (changedAt === undefined || changedAt > now.getTime() - INCOMING_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** Removes old files that nobody knows, and the directories of days that they leave empty. */
export async function sweepKept(dir: string, now: Date, findKnown: SweepOptions['findKnown']): Promise<number> {
  const before = new Date(now.getTime() - ORPHAN_MS).toISOString().slice(0, 10);
  let removed = 0;
  for (const day of (await list(dir)).filter((name) => DAY.test(name) && name < before)) {
    const keys = (await list(join(dir, day))).map((name) => `${day}/${name}`);
    const unknown = await findUnknown(keys, findKnown);
    for (const key of unknown) await rm(join(dir, key), { force: true });
    removed += unknown.length;
    if (unknown.length === keys.length) await rmdir(join(dir, day)).catch(ignoreMissing);
  }
  return removed;
}

async function findUnknown(keys: string[], findKnown: SweepOptions['findKnown']): Promise<string[]> {
  const unknown: string[] = [];
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    const some = keys.slice(at, at + KEYS_AT_ONCE);
    const known = await findKnown(some);
    unknown.push(...some.filter((key) => !known.has(key)));
  }
  return unknown;
}

async function list(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(ignoreMissing)) ?? [];
}

/** Other workers sweep, too. */
function ignoreMissing(err: unknown): undefined {
  if (!isMissing(err)) throw err;
}
