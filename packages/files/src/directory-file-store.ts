import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { newFileKey, pathOfKey } from './file-key.ts';
import type { FileStore } from './file-store.ts';
import { isMissing } from './is-missing.ts';
import { beginFile } from './begin-file.ts';
import { sweepIncoming, sweepKept } from './sweep-directory.ts';

const INCOMING = 'incoming';

/** Files in a directory, on a volume that all processes share: `incoming/` for those being written, one directory a day. */
export function createDirectoryFileStore(dir: string, now: () => Date): FileStore {
  const incoming = join(dir, INCOMING);
  return {
    prepare: async () => {
      await mkdir(incoming, { recursive: true });
      await access(incoming, constants.R_OK | constants.W_OK | constants.X_OK);
    },
    begin: () => beginFile(dir, incoming, newFileKey(now())),
    read: (key) => readFile(pathOfKey(dir, key)).catch(nullIfMissing),
    open: async (key) => {
      const handle = await open(pathOfKey(dir, key)).catch(nullIfMissing);
      if (!handle) return null;
      try {
        const { size } = await handle.stat();
        return { bytes: size, read: (range) => handle.createReadStream(range), close: () => handle.close() };
      } catch (err) {
        // Node ends a process that forgets an open handle.
        await handle.close();
        throw err;
      }
    },
    remove: (key) => rm(pathOfKey(dir, key), { force: true }),
    sweep: async ({ now: at, findKnown }) =>
      (await sweepIncoming(incoming, at)) + (await sweepKept(dir, at, findKnown)),
  };
}

function nullIfMissing(err: unknown): null {
  if (isMissing(err)) return null;
  throw err;
}
