import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, it } from '@jest/globals';

import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import type { Submission } from './submission.ts';

const FORMS = process.env['LONG'] === '1' ? 1_000_000 : 6000;
/** By then everything is warm, and names that were seen once have been forgotten several times. */
const WARM_UP = 2000;
const GROWTH_BYTES = 5_000_000;

const collectGarbage = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

/** One of a site that nobody has seen before: new names, new values, a large text at times. */
function recogniseNewForm(index: number): Submission {
  const letters = index.toString(36).replaceAll(/\d/g, (digit) => 'qwertyuiop'[Number(digit)] ?? '');
  const phone = `+7 (916) ${String(index % 10_000_000).padStart(7, '0')}`;
  const fields = new URLSearchParams({
    [`aratherlongnameofafield${letters}`]: 'x'.repeat(index % 100 === 0 ? 16_000 : 20),
    [`Поле ${letters}`]: 'два слова',
    [`form[${letters}]`]: 'a@b.example',
    name: `Анна ${letters}`,
    phone,
    agree: 'Я согласна на обработку персональных данных',
    utm_source: letters,
    data: `{"id":"${letters}"}`,
  });
  const cookiesBasket = `current:::typ=utm|||src=${letters}|||${letters}=1^#^#session:::pgs=3|||cpg=https://${letters}.example/^#^#`;
  const body = index % 2 === 0 ? fields.toString() : JSON.stringify(Object.fromEntries(fields));
  const query = `cookiesBasket=${encodeURIComponent(cookiesBasket)}`;
  const form = parseForm({ query, contentType: undefined, body: Buffer.from(body) });
  return recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: `https://${letters}.example/?utm_term=1` });
}

function heapAfter(from: number, to: number): number {
  for (let index = from; index < to; index += 1) {
    if (recogniseNewForm(index).visitorName === null) throw new Error(`form ${index} was not recognised`);
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

it('takes no more memory the more forms it has seen', () => {
  const warm = heapAfter(0, WARM_UP);
  const grown = heapAfter(WARM_UP, FORMS) - warm;
  if (FORMS > 100_000) process.stdout.write(`heap after ${FORMS} forms: ${(grown / 1e6).toFixed(2)} MB more\n`);
  expect(grown).toBeLessThan(GROWTH_BYTES);
}, 3_600_000);
