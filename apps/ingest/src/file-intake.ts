import { createHash, type Hash } from 'node:crypto';

import type { FileStore, NewFile } from '@ringback/files';
import type { Logger } from '@ringback/runtime';
import type { FileInfo, FileRefusal, MultipartEvent } from '@ringback/submission';

import type { FileLimits } from './ingest-widget.ts';
import { describeFile, isNothing, type ReceivedFile } from './received-file.ts';

interface FileOnItsWay {
  info: FileInfo;
  bytes: number;
  hash: Hash;
  stored: NewFile | null;
  refusal: FileRefusal | null;
}

/**
 * Takes the files of a form that is read while it comes into the store, up to `limits`: what is over them is counted and
 * thrown away, and a store that fails costs the files and not the form.
 */
export class FileIntake {
  readonly files: ReceivedFile[] = [];
  readonly #store: FileStore;
  readonly #limits: FileLimits;
  readonly #log: Logger;
  #current: FileOnItsWay | null = null;

  constructor(store: FileStore, limits: FileLimits, log: Logger) {
    this.#store = store;
    this.#limits = limits;
    this.#log = log;
  }

  async take(event: MultipartEvent): Promise<void> {
    if (event.type === 'file-began') {
      this.#current = { info: event.file, bytes: 0, hash: createHash('sha256'), stored: null, refusal: null };
    } else if (this.#current) {
      if (event.type === 'content') await this.#write(this.#current, event.bytes);
      else await this.#end(this.#current);
    }
  }

  /** Leaves nothing in the store of what was not kept. */
  async discard(): Promise<void> {
    const left = [...(this.#current?.stored ? [this.#current.stored] : []), ...this.files];
    await Promise.all(left.map((file) => file.discard())).catch((err: unknown) => {
      this.#log.warn({ err }, 'file was left for the sweeper');
    });
  }

  async #write(file: FileOnItsWay, bytes: Buffer): Promise<void> {
    file.bytes += bytes.length;
    if (file.bytes > this.#limits.maxBytes) await this.#refuse(file, 'too-large');
    if (file.refusal !== null) return;
    file.hash.update(bytes);
    await this.#tryToStore(file, (stored) => stored.write(bytes));
  }

  async #end(file: FileOnItsWay): Promise<void> {
    this.#current = null;
    if (isNothing(file.info, file.bytes)) return;
    await this.#tryToStore(file, () => Promise.resolve());
    const { info, bytes, hash, stored, refusal } = file;
    this.files.push({
      ...describeFile(info),
      bytes,
      sha256: refusal === null ? hash.digest('base64url') : null,
      refusal,
      keep: () => stored?.keep() ?? Promise.reject(new Error('a refused file is not kept')),
      discard: () => stored?.discard() ?? Promise.resolve(),
    });
  }

  /** Begins the file in the store when it is not there yet. */
  async #tryToStore(file: FileOnItsWay, work: (stored: NewFile) => Promise<void>): Promise<void> {
    if (file.refusal !== null) return;
    if (!file.stored && this.#storedCount() >= this.#limits.maxCount) {
      file.refusal = 'too-many';
      return;
    }
    try {
      file.stored ??= await this.#store.begin();
      await work(file.stored);
    } catch (err) {
      this.#log.error({ err }, 'file was not stored');
      await this.#refuse(file, 'not-stored');
    }
  }

  async #refuse(file: FileOnItsWay, refusal: FileRefusal): Promise<void> {
    file.refusal ??= refusal;
    const { stored } = file;
    file.stored = null;
    await stored?.discard();
  }

  #storedCount(): number {
    return this.files.filter(({ refusal }) => refusal === null).length;
  }
}
