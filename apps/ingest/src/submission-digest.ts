import { createHmac } from 'node:crypto';

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
  const hmac = createHmac('sha256', secretKey);
  hmac.update(JSON.stringify([widgetId, phone ?? phoneRaw, fields.map(({ name, value }) => [name, value])]));
  if (files.length > 0) {
    hmac.update(JSON.stringify(files.map(({ field, name, bytes, sha256 }) => [field, name, bytes, sha256])));
  }
  return hmac.digest('base64url');
}
