import { isAscii } from 'node:buffer';

const utf8 = new TextDecoder();

/** The start of an answer as text that can be stored and shown. */
export function decodeBodyStart(start: Buffer, contentType: string | null): string {
  if (start.length === 0) return '';
  // A character that the cut has halved is left out, as `stream` keeps it for a next part.
  const text = decode(start, contentType);
  // Postgres refuses NUL, and the others would only garble a terminal.
  return text.replace(/[^\P{Cc}\t\r\n]/gu, '');
}

function decode(bytes: Buffer, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset === 'utf-8') return isAscii(bytes) ? bytes.toString('latin1') : decodeWith(utf8, bytes);
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
