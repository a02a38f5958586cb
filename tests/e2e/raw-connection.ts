import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import type { RawAnswer } from './send-recorded.ts';

/** One kept connection that sends bytes as they are, one request at a time, and connects again when it was closed. */
export class RawConnection {
  readonly #port: number;
  readonly #hostname: string;
  #socket: Socket | null = null;

  constructor(baseUrl: string) {
    const { hostname, port } = new URL(baseUrl);
    this.#hostname = hostname;
    this.#port = Number(port);
  }

  /** Status 0: the connection was closed without an answer. */
  async send(request: Buffer): Promise<RawAnswer> {
    const socket = await this.#open();
    const answered = readAnswer(socket);
    socket.write(request);
    return answered;
  }

  close(): void {
    this.#socket?.destroy();
  }

  async #open(): Promise<Socket> {
    if (this.#socket?.writable) return this.#socket;
    const socket = connect(this.#port, this.#hostname);
    // A refused request may be answered and closed while it is still being written.
    socket.on('error', () => {});
    await once(socket, 'connect');
    this.#socket = socket;
    return socket;
  }
}

function readAnswer(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const end = (answer: RawAnswer, closes: boolean): void => {
      socket.off('data', onData).off('close', onClose);
      if (closes) socket.destroy();
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const parsed = parseAnswer(received);
      if (parsed) end(parsed.answer, parsed.closes);
    };
    const onClose = (): void => {
      end({ status: Number(received.toString('latin1', 9, 12)), body: '' }, true);
    };
    socket.on('data', onData).on('close', onClose);
  });
}

/** Null while the answer is not complete. */
function parseAnswer(received: Buffer): { answer: RawAnswer; closes: boolean } | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = received.toString('latin1', 0, headEnd);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (received.length < headEnd + 4 + length) return null;
  const body = received.toString('utf8', headEnd + 4, headEnd + 4 + length);
  return { answer: { status: Number(head.slice(9, 12)), body }, closes: /\r\nconnection: close/i.test(head) };
}
