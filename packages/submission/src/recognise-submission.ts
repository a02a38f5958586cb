import { parseBasket } from './basket.ts';
import { cleanText, decodeText } from './decode-text.ts';
import { FieldCollector } from './field-collector.ts';
import { nameField } from './find-field.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import { recognisePhone } from './recognise-phone.ts';
import { recogniseText, recogniseVisitorName, toText, type RecognisedText } from './recognise-texts.ts';
import { recogniseUtm } from './recognise-utm.ts';
import { hasValue } from './has-value.ts';
import type { FormField, ParsedForm, RecogniseSettings, Submission } from './submission.ts';

/** A header is bounded by the HTTP server, so that nothing of it is refused. */
const REFERER_LIMITS = { bodyBytes: 0, queryBytes: 0, fields: Infinity, nameLength: Infinity, valueLength: Infinity };

/** Finds the phone, the visitor's name and the rest among a form's fields, and reads the visit. Never throws. */
export function recogniseSubmission(
  form: ParsedForm,
  settings: RecogniseSettings,
  request: { referer: string | null },
): Submission {
  const fields = form.fields.map(nameField);
  const phone = recognisePhone(fields, settings);
  const others = fields.filter((field) => field !== phone.found?.field);
  const visitorName = recogniseVisitorName(others, settings);
  const find = (name: 'email' | 'comment' | 'formName' | 'consent'): RecognisedText | null => {
    const found = recogniseText(name, others, settings);
    return found && toText(found);
  };
  const email = find('email');
  const comment = find('comment');
  const formName = find('formName');
  const consent = find('consent');
  const visit = parseBasket(form.cookiesBasket);
  const referrer = request.referer === null ? null : decodeHeader(request.referer);
  const page = visit['session']?.['cpg'] ?? '';
  return {
    ...form,
    phoneRaw: phone.found?.field.value ?? null,
    phone: phone.reading.phone,
    phoneRefusal: phone.reading.refusal,
    visitorName: visitorName?.value ?? null,
    email: email?.value ?? null,
    comment: comment?.value ?? null,
    formName: formName?.value ?? null,
    recognised: {
      ...(phone.found && { phone: { field: phone.found.field.name, reason: phone.found.reason } }),
      ...(visitorName && { visitorName: visitorName.recognition }),
      ...(email && { email: email.recognition }),
      ...(comment && { comment: comment.recognition }),
      ...(formName && { formName: formName.recognition }),
      ...(consent && { consent: consent.recognition }),
    },
    utm: recogniseUtm(visit, form.fields, readQuery(request.referer)),
    visit,
    page: hasValue(page) ? page : referrer,
    referrer,
  };
}

/** `node:http` gives headers with one character per byte; browsers may send raw UTF-8 in them. */
function decodeHeader(header: string): string {
  return cleanText(decodeText(Buffer.from(header, 'latin1')).text);
}

function readQuery(url: string | null): FormField[] {
  const query = /\?([^#]*)/.exec(url ?? '')?.[1];
  if (!query?.includes('utm_')) return [];
  const collector = new FieldCollector(REFERER_LIMITS);
  parseUrlencoded(query, collector);
  return collector.fields;
}
