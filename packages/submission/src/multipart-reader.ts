import type { FieldCollector } from './field-collector.ts';
import type { FileInfo } from './file-part.ts';
import { FormTooLargeError, MalformedFormError } from './form-errors.ts';
import { END_OF_HEADERS, MAX_PART_HEADER_BYTES, readDelimiter, readPartHeaders } from './multipart-headers.ts';

/** What a chunk held of files; `content` is of the file that began last. Fields go to the collector. */
export type MultipartEvent =
  { type: 'file-began'; file: FileInfo } | { type: 'content'; bytes: Buffer } | { type: 'file-ended' };

const LINE_END = Buffer.from('\r\n');
const DASHES = Buffer.from('--');

type Place = 'preamble' | 'after-delimiter' | 'headers' | 'content' | 'epilogue';

/**
 * Splits a `multipart/form-data` body as it comes, by the rules of `parseMultipart`. It holds one chunk, what may be the
 * beginning of a boundary, and the fields.
 */
export class MultipartReader {
  readonly #delimiter: Buffer;
  readonly #collector: FieldCollector;
  readonly #maxFieldBytes: number;
  #place: Place = 'preamble';
  // The first boundary needs no line end before it, so it gets one.
  #pending: Buffer = LINE_END;
  /** Null while the part is a file. */
  #field: { name: Buffer; chunks: Buffer[] } | null = null;
  #fieldBytes = 0;

  constructor(contentType: string, collector: FieldCollector, maxFieldBytes: number) {
    this.#delimiter = readDelimiter(contentType);
    this.#collector = collector;
    this.#maxFieldBytes = maxFieldBytes;
  }

  push(chunk: Buffer): MultipartEvent[] {
    if (this.#place === 'epilogue') return [];
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const events: MultipartEvent[] = [];
    while (this.#readOn(events));
    return events;
  }

  end(): void {
    if (this.#place !== 'epilogue') throw new MalformedFormError('The multipart body ends before its last boundary.');
  }

  /** Goes on by one step, or says that it needs more. */
  #readOn(events: MultipartEvent[]): boolean {
    switch (this.#place) {
      case 'preamble':
        return this.#readContent(() => undefined);
      case 'after-delimiter':
        return this.#readBoundaryEnd();
      case 'headers':
        return this.#readHeaders(events);
      case 'content':
        return this.#readPart(events);
      case 'epilogue':
        return false;
    }
  }

  /** Up to the delimiter, or as far as what is there cannot be the beginning of one. */
  #readContent(take: (bytes: Buffer) => void): boolean {
    const found = this.#pending.indexOf(this.#delimiter);
    const end = found === -1 ? Math.max(0, this.#pending.length - this.#delimiter.length + 1) : found;
    if (end > 0) take(this.#pending.subarray(0, end));
    this.#pending = this.#pending.subarray(found === -1 ? end : end + this.#delimiter.length);
    if (found === -1) return false;
    this.#place = 'after-delimiter';
    return true;
  }

  #readBoundaryEnd(): boolean {
    if (this.#pending.length < DASHES.length) return false;
    if (this.#pending.subarray(0, DASHES.length).equals(DASHES)) {
      this.#place = 'epilogue';
      this.#pending = Buffer.alloc(0);
      return false;
    }
    let at = 0;
    while (this.#pending[at] === 0x20 || this.#pending[at] === 0x09) at++;
    const lineEnd = this.#pending.subarray(at, at + LINE_END.length);
    if (at <= MAX_PART_HEADER_BYTES && lineEnd.length < LINE_END.length) return false;
    if (!lineEnd.equals(LINE_END)) throw new MalformedFormError('A multipart boundary does not end its line.');
    // The line end stays: a boundary may follow at once.
    this.#pending = this.#pending.subarray(at);
    this.#place = 'headers';
    return true;
  }

  #readHeaders(events: MultipartEvent[]): boolean {
    const end = this.#pending.indexOf(END_OF_HEADERS, LINE_END.length);
    if (end === -1) {
      if (this.#pending.length <= MAX_PART_HEADER_BYTES + END_OF_HEADERS.length) return false;
      throw new MalformedFormError('A multipart part has too long headers.');
    }
    const start = end + END_OF_HEADERS.length;
    // With less than that there is no telling whether a boundary cuts the headers off.
    if (this.#pending.length < start + this.#delimiter.length) return false;
    if (this.#pending.subarray(0, start + this.#delimiter.length - 1).includes(this.#delimiter)) {
      throw new MalformedFormError('A multipart part has no end of its headers.');
    }
    this.#beginPart(this.#pending.subarray(LINE_END.length, end), events);
    this.#pending = this.#pending.subarray(start);
    this.#place = 'content';
    return true;
  }

  #beginPart(headers: Buffer, events: MultipartEvent[]): void {
    const { name, fileName, contentType } = readPartHeaders(headers);
    this.#field = fileName === null ? { name, chunks: [] } : null;
    if (fileName === null) this.#countFieldBytes(name.length);
    else events.push({ type: 'file-began', file: this.#collector.addFile(name, fileName, contentType) });
  }

  #readPart(events: MultipartEvent[]): boolean {
    const field = this.#field;
    const complete = this.#readContent((bytes) => {
      if (field) {
        this.#countFieldBytes(bytes.length);
        // A copy: a slice would hold its whole chunk until the form ends.
        field.chunks.push(Buffer.from(bytes));
      } else {
        events.push({ type: 'content', bytes });
      }
    });
    if (!complete) return false;
    if (field) this.#collector.addBytes(field.name, Buffer.concat(field.chunks));
    else events.push({ type: 'file-ended' });
    return true;
  }

  #countFieldBytes(bytes: number): void {
    this.#fieldBytes += bytes;
    if (this.#fieldBytes > this.#maxFieldBytes) {
      throw new FormTooLargeError(`The fields are longer than ${this.#maxFieldBytes} bytes.`);
    }
  }
}
