import type { AcceptedForm, AcceptedSubmission } from './accepted-submission.ts';
import { parseBasket } from './basket.ts';
import { cleanText, decodeText } from './decode-text.ts';
import { FieldCollector } from './field-collector.ts';
import { fieldsFor } from './fields-for.ts';
import type { NamedField } from './find-field.ts';
import { findPhone, toFormPhone } from './form-phone.ts';
import { nameFields } from './name-fields.ts';
import { nameInner } from './name-inner.ts';
import { unpackForm } from './packed-form.ts';
import { parseUrlencoded } from './parse-urlencoded.ts';
import type { RecognisedPhone } from './recognise-phone.ts';
import { recogniseConsent } from './recognise-consent.ts';
import { recogniseText, toText, type RecognisedText } from './recognise-texts.ts';
import { recogniseUtm } from './recognise-utm.ts';
import { completeVisit } from './recognise-visit.ts';
import { findPrefixedName, recogniseVisitorName } from './recognise-visitor-name.ts';
import { hasValue } from './has-value.ts';
import type { ParsedForm, RecogniseSettings, Submission } from './submission.ts';

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
  const { phone, among } = findPhone(fields, settings);
  return {
    ...form,
    ...recogniseParts(among, phone, settings),
    utm: recogniseUtm(visit, fields, readQuery(request.referer)),
    visit,
    page: hasValue(page) ? page : referrer,
    referrer,
  };
}

/** Understands an accepted form under the settings that it was accepted under. */
export function understandForm(
  { form, referer, ...acceptance }: AcceptedForm,
  settings: RecogniseSettings,
): AcceptedSubmission {
  return { ...acceptance, submission: recogniseSubmission(unpackForm(form), settings, { referer }) };
}

type Parts = Pick<
  Submission,
  'phoneRaw' | 'phone' | 'phoneRefusal' | 'visitorName' | 'email' | 'comment' | 'formName' | 'recognised'
>;

function recogniseParts(fields: NamedField[], { reading, found }: RecognisedPhone, settings: RecogniseSettings): Parts {
  // What was typed where a phone is asked for, and is none, may be an e-mail address.
  const others = reading.refusal === 709 ? fields : fields.filter((field) => field !== found?.field);
  const find = (name: 'email' | 'comment' | 'formName', among = others): RecognisedText | null =>
    recogniseText(name, fieldsFor(name, among, settings), settings);
  const named = recogniseVisitorName(fieldsFor('visitorName', others, settings), settings, found?.field ?? null);
  const prefixed = named ? null : findPrefixedName(fieldsFor('visitorName', fields, settings));
  const visitorName = named ?? (prefixed && toText(prefixed));
  const email = find('email');
  const comment = find('comment');
  const formName = find('formName', prefixed ? others.filter((field) => field !== prefixed.field) : others);
  const consent = recogniseConsent(fieldsFor('consent', others, settings), settings);
  return {
    ...toFormPhone({ reading, found }),
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
