import type { IncomingMessage } from 'node:http';

import type { FileStore } from '@ringback/files';
import type { Logger } from '@ringback/runtime';
import { FORM_LIMITS, FormError, FormTooLargeError, openMultipartForm, parseForm } from '@ringback/submission';
import type { FilePart, ParsedForm } from '@ringback/submission';

import { FileIntake } from './file-intake.ts';
import type { FileLimits } from './ingest-widget.ts';
import { readBody, takeBody } from './read-body.ts';
import { receiveFromMemory, isNothing, type ReceivedFile } from './received-file.ts';
import { createTurns } from './turns.ts';
import { isUpload, largestUpload } from './upload.ts';

/** What one request carried. */
export interface ReceivedForm {
  form: ParsedForm;
  files: ReceivedFile[];
  /** To be called when the form has been dealt with: what was not kept of its files goes away. */
  discardFiles: () => Promise<void>;
}

export interface ReceiveFormDeps {
  files: FileStore;
  /** The largest that any widget has: a form may name its widget after its files. */
  largestFiles: () => FileLimits;
  log: Logger;
}

/** Null when the sender has gone away and nobody waits for an answer. Throws `FormError` for what is no form we keep. */
export type ReceiveForm = (request: IncomingMessage, query: string) => Promise<ReceivedForm | null>;

/** Reads a form: one that is small at once, a large one while its files go to the store. */
export function createReceiveForm(deps: ReceiveFormDeps): ReceiveForm {
  const nextTurn = createTurns();
  return (request, query) =>
    isUpload(request) ? receiveUpload(deps, request, query) : receiveSmall(deps, request, query, nextTurn);
}

async function receiveSmall(
  { files: store }: ReceiveFormDeps,
  request: IncomingMessage,
  query: string,
  nextTurn: () => Promise<void>,
): Promise<ReceivedForm | null> {
  await nextTurn();
  let body = takeBody(request, FORM_LIMITS.bodyBytes);
  if (!body) {
    body = await readBody(request, FORM_LIMITS.bodyBytes);
    if (!body) return null;
    await nextTurn();
  }
  const parts: FilePart[] = [];
  const form = parseForm({ query, contentType: request.headers['content-type'], body }, FORM_LIMITS, (part) => {
    if (!isNothing(part, part.content.length)) parts.push(part);
  });
  const files = parts.map((part) => receiveFromMemory(part, store));
  return { form, files, discardFiles: () => Promise.resolve() };
}

async function receiveUpload(
  { files: store, largestFiles, log }: ReceiveFormDeps,
  request: IncomingMessage,
  query: string,
): Promise<ReceivedForm | null> {
  const limits = largestFiles();
  const intake = new FileIntake(store, limits, log);
  const discardFiles = (): Promise<void> => intake.discard();
  try {
    const form = await readUpload(request, query, intake, largestUpload(limits));
    return { form, files: intake.files, discardFiles };
  } catch (err) {
    await discardFiles();
    // What is still on its way is read and thrown away, see `readBody`.
    request.resume();
    if (request.destroyed && !(err instanceof FormError)) return null;
    throw err;
  }
}

async function readUpload(
  request: IncomingMessage,
  query: string,
  intake: FileIntake,
  maxBytes: number,
): Promise<ParsedForm> {
  const tooLarge = (): FormTooLargeError =>
    new FormTooLargeError(`The form with its files is longer than ${maxBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const form = openMultipartForm({ query, contentType: request.headers['content-type'] ?? '' });
  let size = 0;
  // Kept open, so that an error can still be answered.
  const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    for (const event of form.push(chunk)) await intake.take(event);
  }
  return form.end();
}
