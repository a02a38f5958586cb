import { hash } from 'node:crypto';

import type { FormPhone, ParsedForm } from '@ringback/submission';

import type { ReceivedFile } from './received-file.ts';

/** What one form holds, as far as ingest has looked. */
export interface FormContents {
  form: ParsedForm;
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
  { form: { fields }, phone: { phone, phoneRaw }, files }: FormContents,
): string {
  let text = secretKey + delimited(widgetId) + delimited(phone ?? phoneRaw ?? '');
  for (const { name, value } of fields) text += delimited(name) + delimited(value);
  for (const { field, name, bytes, sha256 } of files) {
    text += `file ${delimited(field)}${delimited(name)}${bytes} ${delimited(sha256 ?? '')}`;
  }
  // Without the weakness to extension that SHA-256 has, and so keyed without a second pass as HMAC makes it.
  return hash('sha512-256', text, 'base64url');
}

/** With its length before it, so that no two lists of texts become one. */
function delimited(text: string): string {
  return `${text.length}:${text}`;
}
