import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { pathOfKey } from './file-key.ts';
import type { NewFile } from './file-store.ts';

/** Writes under `incoming` and moves the whole file to its key: whoever finds a file there finds all of it. */
export async function beginFile(dir: string, incoming: string, key: string): Promise<NewFile> {
  const path = join(incoming, basename(key));
  const handle = await open(path, 'wx', 0o600);
  let writing = true;
  const close = async (): Promise<void> => {
    if (!writing) return;
    writing = false;
    await handle.close();
  };
  return {
    write: (chunk) => handle.appendFile(chunk),
    keep: async () => {
      await handle.sync();
      await close();
      const kept = pathOfKey(dir, key);
      await mkdir(dirname(kept), { recursive: true });
      await rename(path, kept);
      // A name is on the disk once its directory is, and the day's directory may be as new as the file.
      await syncDirectory(dirname(kept));
      await syncDirectory(dir);
      return key;
    },
    discard: async () => {
      await close();
      await rm(path, { force: true });
    },
  };
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
