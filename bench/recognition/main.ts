/**
 * How long it takes to understand a form of thirty fields, once it is parsed: `node bench/recognition/main.ts`.
 * Each form has other values, and every fifth one names that were never seen, as those of a site that is new.
 */
import {
  DEFAULT_RECOGNISE_SETTINGS,
  parseForm,
  recogniseSubmission,
  type FormField,
  type ParsedForm,
} from '@ringback/submission';

import { THIRTY_FIELDS } from '../load/form-bodies.ts';
import { describeMachine, printTable, say } from '../report/print.ts';

const WARM_UP = 20_000;
const FORMS = 50_000;

const BASKET =
  'current:::typ=utm|||src=yandex|||mdm=cpc|||cmp=brand|||cnt=(none)|||trm=(none)^#^#current_add:::fd=2026-03-02 12:14:54|||' +
  'ep=https://shop.example/?utm_source=yandex|||rf=https://yandex.ru/^#^#session:::pgs=3|||cpg=https://shop.example/a^#^#';
const REQUEST = { referer: 'https://shop.example/catalogue/kettles?utm_source=yandex' };

/** Names of every kind: those that say what they are, and those that only their values tell. */
const NAMINGS: Record<string, Record<string, string>> = {
  'by alias': {},
  'by a word in the name': { phone: 'your-phone', name: 'client_name', email: 'user_email', comment: 'order_comments' },
  'by value': { phone: 'field_7', name: 'field_8', email: 'field_9', comment: 'field_10' },
};

function buildForm(naming: Record<string, string>, index: number): ParsedForm {
  const number = String(index % 10_000_000).padStart(7, '0');
  const phone = `+7 (916) ${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`;
  const suffix = index % 5 === 0 ? `-x${index}x` : '';
  const fields: FormField[] = Object.entries({ ...THIRTY_FIELDS, phone }).map(([name, value]) => ({
    name: `${naming[name] ?? name}${naming[name] === undefined && name.startsWith('delivery') ? suffix : ''}`,
    value: name === 'comment' ? `${value} ${index}` : value,
  }));
  const body = Buffer.from(new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString());
  return { ...parseForm({ query: '', contentType: undefined, body }), cookiesBasket: BASKET };
}

/** Microseconds of each form. */
function measure(naming: Record<string, string>): Float64Array {
  const took = new Float64Array(FORMS);
  for (let index = -WARM_UP; index < FORMS; index += 1) {
    const form = buildForm(naming, index + WARM_UP);
    const startedAt = performance.now();
    const { phone } = recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, REQUEST);
    const microseconds = (performance.now() - startedAt) * 1000;
    if (phone === null) throw new Error('a phone was not recognised');
    if (index >= 0) took[index] = microseconds;
  }
  return took.sort();
}

const figures = Object.entries(NAMINGS).map(([named, naming]) => ({ named, took: measure(naming) }));
const at = (took: Float64Array, share: number): string => (took[Math.floor(FORMS * share)] ?? NaN).toFixed(1);
say(
  `\nRecognition of forms of ${Object.keys(THIRTY_FIELDS).length} fields, microseconds a form, over ${FORMS} forms\n`,
);
printTable(
  figures.map(({ named, took }) => ({ phone: named, median: at(took, 0.5), p90: at(took, 0.9), p99: at(took, 0.99) })),
);
say(JSON.stringify({ bench: 'recognition', machine: describeMachine() }));
