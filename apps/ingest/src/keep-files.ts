import type { Logger } from '@ringback/runtime';
import type { FileRefusal, SubmittedFile } from '@ringback/submission';

import type { FileLimits } from './ingest-widget.ts';
import type { ReceivedFile } from './received-file.ts';

/** Keeps what the widget's limits let through, durably, and says of the rest why it is not kept. Never rejects. */
export async function keepFiles(received: ReceivedFile[], limits: FileLimits, log: Logger): Promise<SubmittedFile[]> {
  let kept = 0;
  const decided = received.map((file) => {
    const refusal = file.refusal ?? refusalOf(file, kept, limits);
    if (refusal === null) kept += 1;
    return { file, refusal };
  });
  return Promise.all(
    decided.map(async ({ file, refusal }) => {
      if (refusal !== null) return describeSubmitted(file, null, refusal);
      try {
        return describeSubmitted(file, await file.keep(), null);
      } catch (err) {
        log.error({ err }, 'file was not stored');
        return describeSubmitted(file, null, 'not-stored');
      }
    }),
  );
}

function refusalOf({ bytes }: ReceivedFile, kept: number, { maxCount, maxBytes }: FileLimits): FileRefusal | null {
  if (bytes > maxBytes) return 'too-large';
  return kept >= maxCount ? 'too-many' : null;
}

function describeSubmitted(file: ReceivedFile, key: string | null, refusal: FileRefusal | null): SubmittedFile {
  const { field, name, contentType, bytes } = file;
  return { field, name, contentType, bytes, key, refusal };
}
