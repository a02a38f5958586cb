export interface NumberedRecord<T> {
  /** Counts up from 1 and is never used again. */
  number: number;
  record: T;
}

const MAX_RECORDS = 500;
const MAX_BYTES = 64 * 1024 * 1024;

/** The newest records, bounded by count and by the bytes that they were made from. */
export class RecentRecords<T> {
  readonly #kept: (NumberedRecord<T> & { bytes: number })[] = [];
  #bytes = 0;
  #added = 0;

  add(record: T, bytes: number): void {
    this.#added += 1;
    this.#bytes += bytes;
    this.#kept.unshift({ number: this.#added, record, bytes });
    while (this.#kept.length > MAX_RECORDS || (this.#bytes > MAX_BYTES && this.#kept.length > 1)) {
      this.#bytes -= this.#kept.pop()?.bytes ?? 0;
    }
  }

  newestFirst(): readonly NumberedRecord<T>[] {
    return this.#kept;
  }
}
