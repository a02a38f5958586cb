const START_BYTES = 2048;
// Not less: a PHP handler is stopped when its output finds the connection closed, perhaps before it has sent its letter.
const READ_BYTES = 65_536;

/** The first 2 kB of an answer as text. Reads at most 64 kB, and never rejects: the status line has been received. */
export async function readBodyStart(body: AsyncIterable<Buffer>, contentType: string | null): Promise<string> {
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (size < START_BYTES) kept.push(chunk.subarray(0, START_BYTES - size));
      size += chunk.length;
      if (size >= READ_BYTES) break;
    }
  } catch {
    // Cut off, too slow, or past the deadline: what has come is enough.
  }
  const text = createDecoder(contentType).decode(Buffer.concat(kept), { stream: true });
  // Postgres refuses NUL, and the others would only garble a terminal.
  return text.replace(/[^\P{Cc}\t\r\n]/gu, '');
}

function createDecoder(contentType: string | null): TextDecoder {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
