import type { Dispatcher } from 'undici';

import { decodeBodyStart } from './decode-body-start.ts';

export interface Answer {
  status: number;
  retryAfter: string | null;
  location: string | null;
  /** The first 2 kB of the body as text. */
  bodyStart: string;
  /** Of the headers' arrival, on the clock of `performance.now()`. */
  firstByteAt: number;
}

type Controller = Dispatcher.DispatchController;
type Headers = Record<string, string | string[] | undefined>;

const START_BYTES = 2048;
// Not less: a PHP handler is stopped when its output finds the connection closed, perhaps before it has sent its letter.
const READ_BYTES = 65_536;

/** Takes in the answer to one request that undici dispatches, at most 64 kB of it, without a stream. */
export class AnswerReader implements Dispatcher.DispatchHandler {
  /** Rejects when there is no status line. With one it is an answer, however its body ends. */
  readonly answer: Promise<Answer>;
  readonly #settle: PromiseWithResolvers<Answer>;
  #controller: Controller | null = null;
  #cutFor: Error | null = null;
  #status = 0;
  #headers: Headers = {};
  #firstByteAt = 0;
  #start: Buffer | null = null;
  #size = 0;

  constructor() {
    this.#settle = Promise.withResolvers();
    this.answer = this.#settle.promise;
  }

  /** Ends the request with what has come, even while it still waits for a connection. */
  cut(reason: Error): void {
    this.#cutFor = reason;
    this.onResponseError(null, reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#cutFor) controller.abort(this.#cutFor);
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    // 1xx are no answer yet.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#firstByteAt = performance.now();
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#size < START_BYTES) {
      const rest = chunk.subarray(0, START_BYTES - this.#size);
      this.#start = this.#start ? Buffer.concat([this.#start, rest]) : rest;
    }
    this.#size += chunk.length;
    if (this.#size >= READ_BYTES) this.cut(new Error('enough of the answer has been read'));
  }

  onResponseEnd(): void {
    this.#settle.resolve({
      status: this.#status,
      retryAfter: first(this.#headers['retry-after']),
      location: first(this.#headers['location']),
      bodyStart: this.#start ? decodeBodyStart(this.#start, first(this.#headers['content-type'])) : '',
      firstByteAt: this.#firstByteAt,
    });
  }

  onResponseError(_controller: Controller | null, err: Error): void {
    if (this.#status === 0) this.#settle.reject(err);
    // Cut off, too slow, or past the deadline: what has come is enough.
    else this.onResponseEnd();
  }
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
