import type { IncomingMessage } from 'node:http';

import { FormTooLargeError } from '@ringback/submission';

/** The whole body where it has come already, as nearly always; else null, and it is to be waited for. */
export function takeBody(request: IncomingMessage, maxBytes: number): Buffer | null {
  if (!request.complete) return null;
  const body: unknown = request.read() ?? Buffer.alloc(0);
  if (!Buffer.isBuffer(body)) throw new TypeError('a body is read as bytes');
  if (body.length > maxBytes) throw tooLarge(maxBytes);
  return body;
}

/**
 * The whole body, or null when the sender went away before its end. Throws `FormTooLargeError` as soon as it is known
 * to be over the limit; the rest is then read and thrown away, because closing a socket with unread data would take
 * the answer away from the sender. The server's request timeout bounds how long that goes on.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    request.resume();
    throw tooLarge(maxBytes);
  }
  const body = Promise.withResolvers<Buffer | null>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      chunks.length = 0;
      body.reject(tooLarge(maxBytes));
    } else {
      chunks.push(chunk);
    }
  });
  request.on('end', () => {
    body.resolve(Buffer.concat(chunks));
  });
  // `close` follows `end` too, when the promise is settled already.
  request.on('error', () => {
    body.resolve(null);
  });
  request.on('close', () => {
    body.resolve(null);
  });
  return body.promise;
}

function tooLarge(maxBytes: number): FormTooLargeError {
  return new FormTooLargeError(`The body is longer than ${maxBytes} bytes.`);
}
