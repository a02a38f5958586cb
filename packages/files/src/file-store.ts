import type { Readable } from 'node:stream';

/** Keeps the files of forms. All processes of an installation see the same store; rows and jobs carry keys. */
export interface FileStore {
  /** Throws when files cannot be kept, so that a wrong setting is seen at the start and not at the first file. */
  prepare: () => Promise<void>;
  /** Begins a file. Every file that was begun is either kept or discarded. */
  begin: () => Promise<NewFile>;
  /** The content, null when there is no such file. */
  read: (key: string) => Promise<Buffer | null>;
  /** The same as a stream, which the caller has to read to its end or destroy; else to close the file. */
  open: (key: string) => Promise<OpenFile | null>;
  /** Does nothing where there is no such file. */
  remove: (key: string) => Promise<void>;
  /** Removes files that belong to nothing: begun and left, or kept for what was never stored. Gives their number. */
  sweep: (options: SweepOptions) => Promise<number>;
}

/** A file that nobody can read yet. */
export interface NewFile {
  write: (chunk: Uint8Array) => Promise<void>;
  /** Resolves with the key once the file would survive a loss of power. */
  keep: () => Promise<string>;
  /** Removes what was written; after `keep` it does nothing. */
  discard: () => Promise<void>;
}

export interface OpenFile {
  bytes: number;
  /** All of it, or from one byte to another, both included. */
  read: (range?: { start: number; end: number }) => Readable;
  close: () => Promise<void>;
}

export interface SweepOptions {
  now: Date;
  /** Which of these keys are known to somebody. */
  findKnown: (keys: string[]) => Promise<ReadonlySet<string>>;
}
