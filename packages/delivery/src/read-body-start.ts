import type { Readable } from 'node:stream';

const START_BYTES = 2048;
// Not less: a PHP handler is stopped when its output finds the connection closed, perhaps before it has sent its letter.
const READ_BYTES = 65_536;

const utf8 = new TextDecoder();

/** The first 2 kB of an answer as text. Reads at most 64 kB, and never rejects: the status line has been received. */
export async function readBodyStart(body: Readable, contentType: string | null): Promise<string> {
  const start = await readStart(body);
  if (start.length === 0) return '';
  // A character that the cut has halved is left out, as `stream` keeps it for a next part.
  const text = decode(start, contentType);
  // Postgres refuses NUL, and the others would only garble a terminal.
  return text.replace(/[^\P{Cc}\t\r\n]/gu, '');
}

function readStart(body: Readable): Promise<Buffer> {
  const kept: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const end = (): void => {
      resolve(Buffer.concat(kept));
    };
    body.on('data', (chunk: Buffer) => {
      if (size < START_BYTES) kept.push(chunk.subarray(0, START_BYTES - size));
      size += chunk.length;
      if (size >= READ_BYTES) body.destroy();
    });
    // Cut off, too slow, or past the deadline: what has come is enough.
    body.on('error', end).on('end', end).on('close', end);
  });
}

function decode(bytes: Buffer, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset === 'utf-8') return decodeWith(utf8, bytes);
  try {
    return decodeWith(new TextDecoder(charset), bytes);
  } catch {
    return decodeWith(utf8, bytes);
  }
}

function decodeWith(decoder: TextDecoder, bytes: Buffer): string {
  const text = decoder.decode(bytes, { stream: true });
  // Drops what the stream kept back, for the next answer to begin anew.
  decoder.decode();
  return text;
}
