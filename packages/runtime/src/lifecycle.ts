import type { Logger } from './logger.ts';

interface OpenPart {
  name: string;
  close: () => unknown;
}

/** Closes what was opened, last opened first; a part that fails to close does not keep the others open. */
export class Lifecycle {
  readonly #log: Logger;
  readonly #parts: OpenPart[] = [];
  #closing: Promise<void> | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Registers how `part` is closed, beside the line that opened it, and hands `part` back. */
  add<T>(name: string, part: T, close: (part: T) => unknown): T {
    this.#parts.push({ name, close: () => close(part) });
    return part;
  }

  /** Closes everything once; later calls wait for the first. Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const part of this.#parts.reverse()) {
      try {
        await part.close();
      } catch (err) {
        this.#log.error({ err, part: part.name }, 'part did not close');
      }
    }
  }
}
