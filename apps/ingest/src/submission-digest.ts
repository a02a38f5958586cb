import { hash } from 'node:crypto';

import { delimited, type FormPhone, type PackedForm } from '@ringback/submission';

import type { ReceivedFile } from './received-file.ts';

/** What one form holds, as far as ingest has looked. */
export interface FormContents {
  form: PackedForm;
  phone: FormPhone;
  files: ReceivedFile[];
}

/**
 * Equal for the same form of the same person: widget, phone, fields and files, without control parameters and basket.
 * Keyed, so that nobody who sees it can try phones against it.
 */
export function digestSubmission(
  secretKey: string,
  widgetId: string,
  { form: { packedFields }, phone: { phone, phoneRaw }, files }: FormContents,
): string {
  let text = secretKey + delimited(widgetId) + delimited(phone ?? phoneRaw ?? '') + packedFields;
  for (const { field, name, bytes, sha256 } of files) {
    text += `file ${delimited(field)}${delimited(name)}${bytes} ${delimited(sha256 ?? '')}`;
  }
  // With the key at both ends nothing can be added to a text; HMAC would be a second pass.
  return hash('sha256', text + secretKey, 'base64url');
}
