import { hash } from 'node:crypto';

import type { Submission } from '@ringback/submission';

import type { ReceivedFile } from './received-file.ts';

/**
 * Equal for the same form of the same person: widget, phone, fields and files, without control parameters and basket.
 * Keyed, so that nobody who sees it can try phones against it.
 */
export function digestSubmission(
  secretKey: string,
  widgetId: string,
  { phone, phoneRaw, fields }: Submission,
  files: ReceivedFile[],
): string {
  const parts = [widgetId, phone ?? phoneRaw, ...fields.flatMap(({ name, value }) => [name, value])];
  const ofFiles = files.map(({ field, name, bytes, sha256 }) => [field, name, bytes, sha256]);
  // Without the weakness to extension that SHA-256 has, and so keyed without a second pass as HMAC makes it.
  return hash('sha512-256', secretKey + JSON.stringify([parts, ofFiles]), 'base64url');
}
