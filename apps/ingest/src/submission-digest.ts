import { createHmac } from 'node:crypto';

import type { Submission } from '@ringback/submission';

/**
 * Equal for the same form of the same person: widget, phone and fields, without control parameters and basket. Keyed, so
 * that nobody who sees it can try phones against it.
 */
export function digestSubmission(secretKey: string, widgetId: string, { phone, phoneRaw, fields }: Submission): string {
  const hmac = createHmac('sha256', secretKey);
  hmac.update(JSON.stringify([widgetId, phone ?? phoneRaw, fields.map(({ name, value }) => [name, value])]));
  return hmac.digest('base64url');
}
