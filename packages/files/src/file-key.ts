import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

const KEY = /^\d{4}-\d\d-\d\d\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `2026-11-23/` and a random name: one directory a day, and nothing that a visitor has chosen. */
export function newFileKey(now: Date): string {
  return `${now.toISOString().slice(0, 10)}/${randomUUID()}`;
}

/** Where the file of this key is. Throws a `RangeError` for what is no key of ours. */
export function pathOfKey(dir: string, key: string): string {
  if (!KEY.test(key)) throw new RangeError('this is not the key of a file');
  return join(dir, key);
}
