import { connect, type Socket } from 'node:net';

/** One kept connection with at most one request under way. */
export interface Connection {
  /** `onAnswer` gets the HTTP status, 0 when the connection was cut instead. */
  send: (request: Buffer, onAnswer: (status: number) => void) => void;
  close: () => void;
}

const READ_BYTES = 16_384;

/**
 * HTTP/1.1 on a bare socket, with just enough parsing to know where an answer ends: a client that did more would take the
 * CPU that is measured. Connects again when the server has closed.
 */
export function openConnection(url: URL): Connection {
  const readBuffer = Buffer.allocUnsafe(READ_BYTES);
  let socket = open();
  let waiting: ((status: number) => void) | null = null;
  let received = '';

  function open(): Socket {
    const opened = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          take(readBuffer.toString('latin1', 0, length));
          return true;
        },
      },
    });
    opened.on('error', () => {
      // `close` follows.
    });
    opened.on('close', () => {
      if (opened === socket) reopen();
    });
    return opened;
  }

  function reopen(): void {
    socket = open();
    received = '';
    answer(0);
  }

  function take(text: string): void {
    received += text;
    const parsed = parseAnswer(received);
    if (!parsed) return;
    received = '';
    if (parsed.closes) {
      socket.destroy();
      socket = open();
    }
    answer(parsed.status);
  }

  function answer(status: number): void {
    const asked = waiting;
    waiting = null;
    asked?.(status);
  }

  return {
    send: (request, onAnswer) => {
      waiting = onAnswer;
      socket.write(request);
    },
    close: () => {
      const closing = socket;
      waiting = null;
      closing.removeAllListeners('close').destroy();
    },
  };
}

/** Null while the answer is not complete. */
export function parseAnswer(text: string): { status: number; closes: boolean } | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = text.slice(0, headEnd);
  const status = Number(head.slice(9, 12));
  const closes = /\r\nconnection: close/i.test(head);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined && !closes) throw new Error(`an answer without an end: ${head}`);
  // Node's own 408, for a connection that has sent nothing for long, has no length.
  return text.length < headEnd + 4 + Number(length ?? 0) ? null : { status, closes };
}
