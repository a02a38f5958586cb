import { parseBasket } from './basket.ts';
import { cleanText, decodeText } from './decode-text.ts';
import { FieldCollector } from './field-collector.ts';
import type { NamedField } from './find-field.ts';
import { nameFields } from './name-fields.ts';
import { nameInner } from './name-inner.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import { recognisePhone } from './recognise-phone.ts';
import { recogniseConsent } from './recognise-consent.ts';
import { recogniseText, toText, type RecognisedText } from './recognise-texts.ts';
import { recogniseUtm } from './recognise-utm.ts';
import { completeVisit } from './recognise-visit.ts';
import { findPrefixedName, recogniseVisitorName } from './recognise-visitor-name.ts';
import { hasValue } from './has-value.ts';
import { unfoldFields } from './unfold-fields.ts';
import type { ParsedForm, RecognisedName, RecogniseSettings, Submission } from './submission.ts';

/** A header is bounded by the HTTP server, so that nothing of it is refused. */
const REFERER_LIMITS = { bodyBytes: 0, queryBytes: 0, fields: Infinity, nameLength: Infinity, valueLength: Infinity };

/** Finds the phone, the visitor's name and the rest among a form's fields, and reads the visit. Never throws. */
export function recogniseSubmission(
  form: ParsedForm,
  settings: RecogniseSettings,
  request: { referer: string | null },
): Submission {
  const fields = nameFields(form.fields);
  const referrer = request.referer === null ? null : decodeHeader(request.referer);
  const visit = completeVisit(parseBasket(form.cookiesBasket), fields, referrer);
  const page = visit['session']?.['cpg'] ?? '';
  return {
    ...form,
    ...recogniseAll(fields, settings),
    utm: recogniseUtm(visit, fields, readQuery(request.referer)),
    visit,
    page: hasValue(page) ? page : referrer,
    referrer,
  };
}

type Parts = Pick<
  Submission,
  'phoneRaw' | 'phone' | 'phoneRefusal' | 'visitorName' | 'email' | 'comment' | 'formName' | 'recognised'
>;

/** A form without a phone is looked into once more: its script may have sent the whole of it as one field. */
function recogniseAll(fields: NamedField[], settings: RecogniseSettings): Parts {
  const parts = recogniseParts(fields, settings);
  if (parts.phoneRefusal !== 709) return parts;
  const inner = unfoldFields(fields);
  const unfolded = inner.length > 0 ? recogniseParts([...fields, ...inner], settings) : parts;
  return unfolded.phoneRefusal === 709 ? parts : unfolded;
}

function recogniseParts(fields: NamedField[], settings: RecogniseSettings): Parts {
  const { reading, found } = recognisePhone(fieldsFor('phone', fields, settings), settings);
  // What was typed where a phone is asked for, and is none, may be an e-mail address.
  const others = reading.refusal === 709 ? fields : fields.filter((field) => field !== found?.field);
  const find = (name: 'email' | 'comment' | 'formName', among = others): RecognisedText | null =>
    recogniseText(name, fieldsFor(name, among, settings), settings);
  const named = recogniseVisitorName(fieldsFor('visitorName', others, settings), settings);
  const prefixed = named ? null : findPrefixedName(fieldsFor('visitorName', fields, settings));
  const visitorName = named ?? (prefixed && toText(prefixed));
  const email = find('email');
  const comment = find('comment');
  const formName = find('formName', prefixed ? others.filter((field) => field !== prefixed.field) : others);
  const consent = recogniseConsent(fieldsFor('consent', others, settings), settings);
  return {
    phoneRaw: found?.field.value ?? null,
    phone: reading.phone,
    phoneRefusal: reading.refusal,
    visitorName: visitorName?.value ?? null,
    email: email?.value ?? null,
    comment: comment?.value ?? null,
    formName: formName?.value ?? null,
    recognised: {
      ...(found && { phone: { field: found.field.name, reason: found.reason } }),
      ...(visitorName && { visitorName: visitorName.recognition }),
      ...(email && { email: email.recognition }),
      ...(comment && { comment: comment.recognition }),
      ...(formName && { formName: formName.recognition }),
      ...(consent && { consent }),
    },
  };
}

/** Without those that the widget's owner has set by hand to be something else. */
function fieldsFor(name: RecognisedName, fields: NamedField[], { pins }: RecogniseSettings): NamedField[] {
  if (isEmpty(pins)) return fields;
  const elsewhere = Object.entries(pins).flatMap(([other, pin]) => (other === name ? [] : [pin.trim().toLowerCase()]));
  if (elsewhere.length === 0) return fields;
  const own = pins[name]?.trim().toLowerCase();
  return fields.filter((field) => {
    const fieldName = field.name.trim().toLowerCase();
    return fieldName === own || !elsewhere.includes(fieldName);
  });
}

function isEmpty(pins: object): boolean {
  for (const _pin in pins) return false;
  return true;
}

/** `node:http` gives headers with one character per byte; browsers may send raw UTF-8 in them. */
function decodeHeader(header: string): string {
  return cleanText(decodeText(Buffer.from(header, 'latin1')).text);
}

function readQuery(url: string | null): NamedField[] {
  const query = /\?([^#]*)/.exec(url ?? '')?.[1];
  if (!query?.includes('utm_')) return [];
  const collector = new FieldCollector(REFERER_LIMITS);
  parseUrlencoded(Buffer.from(query, 'latin1'), collector);
  return nameInner(collector.fields);
}
