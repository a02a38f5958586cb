import { createHash } from 'node:crypto';

import type { FileStore } from '@ringback/files';
import type { FileInfo, FilePart, FileRefusal } from '@ringback/submission';

/** A file as it came, before its widget has decided whether it is kept. */
export interface ReceivedFile extends FileInfo {
  bytes: number;
  /** Of the content; null when that was not read to its end. */
  sha256: string | null;
  /** What stands against it whatever the widget says. */
  refusal: FileRefusal | null;
  /** Resolves with its key in the store once it is there for good. */
  keep: () => Promise<string>;
  /** Leaves nothing of it in the store, unless it was kept. */
  discard: () => Promise<void>;
}

/** What stands for the name of a file that came without one. */
const NAMELESS = 'file';

/** An input that nobody has filled in comes as a file of no name and no content. */
export function isNothing({ name }: FileInfo, bytes: number): boolean {
  return name === '' && bytes === 0;
}

export function describeFile({ field, name, contentType }: FileInfo): FileInfo {
  return { field, name: name === '' ? NAMELESS : name, contentType };
}

/** A file that came in a small body and is in memory: the store hears of it only when it is kept. */
export function receiveFromMemory(part: FilePart, store: FileStore): ReceivedFile {
  return {
    ...describeFile(part),
    bytes: part.content.length,
    sha256: createHash('sha256').update(part.content).digest('base64url'),
    refusal: null,
    keep: async () => {
      const file = await store.begin();
      try {
        await file.write(part.content);
        return await file.keep();
      } finally {
        await file.discard();
      }
    },
    discard: () => Promise.resolve(),
  };
}
