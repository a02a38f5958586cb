import type { Dispatcher } from 'undici';

export interface AriAnswer {
  status: number;
  /** The JSON of the answer, null when it is none. */
  body: unknown;
}

/** Takes in the answer to one request that undici dispatches. A stream for each would cost more than the request. */
export class AriAnswerReader implements Dispatcher.DispatchHandler {
  readonly answer: Promise<AriAnswer>;
  readonly #settle = Promise.withResolvers<AriAnswer>();
  readonly #chunks: Buffer[] = [];
  #status = 0;

  constructor() {
    this.answer = this.#settle.promise;
  }

  onRequestStart(): void {
    // Nothing ends a request but its time limits.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const text = Buffer.concat(this.#chunks).toString();
    this.#settle.resolve({ status: this.#status, body: parseBody(text) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, err: Error): void {
    this.#settle.reject(err);
  }
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
