import { describe, expect, it } from '@jest/globals';

import { parseBasket } from './basket.ts';
import { FormError } from './form-errors.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { parseForm } from './parse-form.ts';
import { DEFAULT_RECOGNISE_SETTINGS, readPhone } from './phone.ts';
import { recogniseSubmission } from './recognise-submission.ts';
import type { FormField, ParsedForm, Submission } from './submission.ts';

/** `B4` and the like are the rows of docs/bad-input.md. */

const URLENCODED = 'application/x-www-form-urlencoded';

function parse(contentType: string | undefined, body: string | Buffer, query = ''): ParsedForm {
  return parseForm({ query, contentType, body: Buffer.from(body) });
}

function understand(contentType: string | undefined, body: string | Buffer): Submission {
  return recogniseSubmission(parse(contentType, body), DEFAULT_RECOGNISE_SETTINGS, { referer: null });
}

function statusOf(contentType: string | undefined, body: string | Buffer, query = ''): string {
  try {
    parse(contentType, body, query);
    return 'read';
  } catch (err) {
    if (err instanceof FormError) return err.code;
    throw err;
  }
}

const fieldsOf = (form: ParsedForm): [string, string][] => form.fields.map(({ name, value }) => [name, value]);

const part = (name: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe('a phone', () => {
  const read = (text: string): unknown => readPhone(text, DEFAULT_RECOGNISE_SETTINGS).phone;

  it.each([
    ['B5', '8 916 123-45-67', '+79161234567'],
    ['B5', '9161234567', '+79161234567'],
    ['B5', 'tel:+79161234567', '+79161234567'],
    ['B5', '+7 916 123-45-67 доб. 12', '+79161234567'],
    ['B5', '+7 916 123-45-67;ext=5', '+79161234567'],
    ['B6', '+٧٩١٦١٢٣٤٥٦٧', '+79161234567'],
    ['B6', '＋７９１６１２３４５６７', '+79161234567'],
    ['B6', '+7\u00a0916\u00a0123\u00a045\u00a067', '+79161234567'],
    ['B6', '\u202a+7\u200b9161234567\u202c', '+79161234567'],
    ['B7', '916 123 456', null],
    ['B7', '+7 999 999 99 999', null],
    ['B7', '00 7 916 123 45', null],
    ['B7', 'phone', null],
    ['B7', '8 916 123-45-67, 8 916 123-45-68', null],
    ['B9', '+7 809 555-12-34', null],
    ['B9', '8 800 555-35-35', null],
    ['B9', '+7 000 000-00-00', null],
    ['B9', '112', null],
    ['B9', '+882 16 12345678', null],
    ['B9', '+1 900 555 0100', null],
    ['B10', '+7 701 234-56-78', null],
    ['B11', '<b>+79161234567</b>', null],
    ['B11', '+79161234567 OR 1=1', null],
    ['B12', '7'.repeat(16_000), null],
  ])('%s: %j is read as %j', (_row, text, phone) => {
    expect(read(text)).toBe(phone);
  });

  it('B8: with the international prefix of Russia itself is the number behind it', () => {
    expect(read('810 7 916 123-45-67')).toBe('+79161234567');
  });

  it.each([
    ['a list', '{"phone":["","+79161234567"]}', '+79161234567'],
    ['an object', '{"phone":{"number":"+79161234567"}}', '+79161234567'],
    ['a number', '{"phone":79161234567}', '+79161234567'],
    ['a number beyond precision', '{"phone":79161234567890123456}', null],
    ['true', '{"phone":true}', null],
    ['null', '{"phone":null}', null],
  ])('B13: is taken from %s as far as it is one', (_what, body, phone) => {
    expect(understand('application/json', body).phone).toBe(phone);
  });

  it('B4: is the first that is one, under any name', () => {
    expect(understand(URLENCODED, 'phone=1&tel=%2B79161234567&phone=%2B79161234568').phone).toBe('+79161234568');
    expect(understand(URLENCODED, 'field_7=8+916+123-45-67').phone).toBe('+79161234567');
    expect(understand(URLENCODED, 'name=Anna')).toMatchObject({ phone: null, phoneRaw: null, phoneRefusal: 709 });
  });
});

describe('names and values', () => {
  it('B2: of a repeated widgetHash the first that has a value counts, as it is', () => {
    expect(parse(URLENCODED, 'widgetHash=&widgetHash=a&widgetHash=b').widgetHash).toBe('a');
    expect(parse(URLENCODED, 'widgetHash=%D1%85%00').widgetHash).toBe('х');
  });

  it.each([
    ['%', '%'],
    ['%zz', '%zz'],
    ['%00', ''],
    ['a+b%2Bc', 'a b+c'],
    ['%E0%A4', 'а¤'],
    ['%C0%AF', 'АЇ'],
  ])('B19, B20: %s is %j', (sent, value) => {
    expect(parse(URLENCODED, `a=${sent}`).fields).toEqual([{ name: 'a', value }]);
  });

  it('B19: UTF-16 is no form, and KOI8-R is read as windows-1251', () => {
    expect(statusOf(URLENCODED, Buffer.from('\ufeffname=Anna', 'utf16le'))).toBe('read');
    expect(parse(URLENCODED, Buffer.from([0x61, 0x3d, 0xe1])).fields).toEqual([{ name: 'a', value: 'б' }]);
  });

  it.each([
    ['B21: 1,001 fields', URLENCODED, 'a=1&'.repeat(1001)],
    ['B21: 5,000 parts', 'multipart/form-data; boundary=b', `${part('a', '1').repeat(5000)}--b--\r\n`],
    ['B22: a name of 64 kB', URLENCODED, `${'a'.repeat(65_536)}=1`],
    ['B22: a value of 200 kB', URLENCODED, `a=${'1'.repeat(200_000)}`],
    ['B23: a list of 10,000', URLENCODED, 'a[]=1&'.repeat(10_000)],
    ['B25: a JSON text of 10 MB', 'application/json', `{"a":"${'x'.repeat(10_000_000)}"}`],
  ])('%s is over a limit', (_what, contentType, body) => {
    expect(statusOf(contentType, body)).toBe('form-too-large');
  });

  it('B22, B23: an empty name, one of spaces and one of brackets are names', () => {
    expect(fieldsOf(parse(URLENCODED, '=1&++=2&a[999999]=3&a[b][c]=4&a=,,,'))).toEqual([
      ['', '1'],
      ['  ', '2'],
      ['a[999999]', '3'],
      ['a[b][c]', '4'],
      ['a', ',,,'],
    ]);
  });

  const NAMES = ['__proto__', 'constructor[prototype][x]', 'toString', 'hasOwnProperty'];
  it.each([
    ['urlencoded', URLENCODED, NAMES.map((name) => `${name}=1`).join('&'), ''],
    ['multipart', 'multipart/form-data; boundary=b', `${NAMES.map((name) => part(name, '1')).join('')}--b--\r\n`, ''],
    ['JSON', 'application/json', `{${NAMES.map((name) => `"${name}":"1"`).join(',')}}`, ''],
    ['the query', undefined, '', NAMES.map((name) => `${name}=1`).join('&')],
  ])('B24: names of the parts of objects are names in %s', (_where, contentType, body, query) => {
    expect(fieldsOf(parse(contentType, body, query))).toEqual(NAMES.map((name) => [name, '1']));
    expect({}).not.toHaveProperty('x');
  });

  it.each(['"x"', '[]', 'null', '[1]', '{"a":1,}', '{"a":NaN}', '['.repeat(20_000)])(
    'B25: %.20s is no form',
    (body) => {
      expect(statusOf('application/json', body)).toBe('form-malformed');
    },
  );

  it('B25, B26: the last of doubled JSON names counts, infinite numbers and half characters are cleaned', () => {
    const form = parse('application/json', '{"a":1,"a":2,"b":1e400,"c":"\\ud800x\\u0000"}');
    expect(fieldsOf(form)).toEqual([
      ['a', '2'],
      ['b', 'Infinity'],
      ['c', '\ufffdx'],
    ]);
  });
});

describe('multipart', () => {
  it.each([
    ['B27: no boundary', 'multipart/form-data', part('a', '1')],
    ['B27: an empty boundary', 'multipart/form-data; boundary=', part('a', '1')],
    ['B27: another boundary', 'multipart/form-data; boundary=c', part('a', '1')],
    ['B28: no last boundary', 'multipart/form-data; boundary=b', part('a', '1')],
    ['B28: line feeds alone', 'multipart/form-data; boundary=b', `${part('a', '1')}--b--`.replaceAll('\r\n', '\n')],
    [
      'B28: a header of 100 kB',
      'multipart/form-data; boundary=b',
      `--b\r\nX: ${'x'.repeat(100_000)}\r\n\r\n1\r\n--b--`,
    ],
  ])('with %s is no form', (_what, contentType, body) => {
    expect(statusOf(contentType, body)).toBe('form-malformed');
  });

  it.each([
    ['B27: a boundary in quotes', 'Multipart/Form-Data; charset=x; boundary="b"', `${part('a', '1')}--b--\r\n`],
    ['B28: a preamble and an epilogue', 'multipart/form-data; boundary=b', `x\r\n${part('a', '1')}--b--\r\nx`],
    ['B29: no last line end', 'multipart/form-data; boundary=b', `${part('a', '1')}--b--`],
  ])('with %s is read', (_what, contentType, body) => {
    expect(fieldsOf(parse(contentType, body))).toEqual([['a', '1']]);
  });

  it.each([
    ['two names', 'form-data; name="a"; name="b"', 'a'],
    ['an empty name', 'form-data; name=""', ''],
  ])('B29: of a part with %s the first name counts', (_what, disposition, name) => {
    const body = `--b\r\nContent-Disposition: ${disposition}\r\n\r\n1\r\n--b--\r\n`;
    expect(fieldsOf(parse('multipart/form-data; boundary=b', body))).toEqual([[name, '1']]);
  });

  it('B29: with a file’s name and no name of the field is no form', () => {
    const body = '--b\r\nContent-Disposition: form-data; filename="a.txt"\r\n\r\n1\r\n--b--\r\n';
    expect(statusOf('multipart/form-data; boundary=b', body)).toBe('form-malformed');
  });
});

describe('control parameters and the basket', () => {
  it.each([
    ['GET', 'get', 'GET'],
    ['PUT', 'PUT', 'POST'],
    ['nothing', '', 'POST'],
    ['two', 'GET&responseMethod=POST', 'GET'],
    ['line ends', 'GET%0d%0aX: 1', 'POST'],
  ])('B42: responseMethod with %s', (_what, sent, method) => {
    expect(parse(URLENCODED, `responseMethod=${sent}`).responseMethod).toBe(method);
  });

  it.each(['isSend', 'isSend=', 'isSend=0', 'isSend=false', 'isSend&isSend=0'])('B43: %s is set', (sent) => {
    expect(parse(URLENCODED, sent).isSend).toBe(true);
  });

  it.each([
    'current:::typ=%',
    'current:::__proto__=1|||typ=<script>',
    '{"current":{"typ":"utm"}}',
    'Y3VycmVudA==',
    'current=utm|src=x',
    ':::^#^#|||===',
    'a:::'.repeat(4000),
    '%253A'.repeat(3000),
  ])('B44: a basket %.30j never fails the lead', (basket) => {
    expect(() => parseBasket(basket)).not.toThrow();
    const submission = understand(URLENCODED, `tel=89161234567&cookiesBasket=${encodeURIComponent(basket)}`);
    expect(submission.phone).toBe('+79161234567');
    expect({}).not.toHaveProperty('typ');
  });

  it.each(['a@b.ru, evil@e.com', '"x"<evil@e.com>', 'x@y.ru>, <evil@e.com', `${'a'.repeat(320)}@b.ru`, 'a@b@c.ru'])(
    'B47: %.40j is no e-mail address of the visitor',
    (email) => {
      expect(understand(URLENCODED, new URLSearchParams({ email }).toString()).email).toBeNull();
    },
  );
});

describe('the time that a form takes', () => {
  const WORST: [string, FormField[]][] = [
    ['long names', wide((i) => [`${'имя'.repeat(165)}${i}`, '1'])],
    ['names of separators', wide((i) => [`${'_-'.repeat(245)}${i}a`, '1'])],
    ['names of the numbers of something', wide((i) => [`${'nomer_'.repeat(15)}${i}a`, '1'])],
    ['names of fields of forms', wide((i) => [`${'field_1'.repeat(10)}${i}form_name`, 'Анна'])],
    ['a list of fields', wide((i) => [`f[${i >> 1}][${i % 2 ? 'value' : 'name'}]`, `form ${i} phone`])],
    ['values that are nearly phones', wide((i) => [`f${i}`, '8 (999) 888-66-5'])],
    ['phones that are none', wide((i) => [`phone${i}`, '+7 (000) 888-66-55'])],
    ['values of spaces', wide((i) => [`name${i}`, `a${' '.repeat(1000)}`])],
    ['values of one word', wide((i) => [`agree${i}`, 'даю '.repeat(250)])],
    ['addresses without an end', wide((i) => [`email${i}`, 'a@'.repeat(500)])],
    [
      'forms inside of fields',
      wide((i) => [`f${i}`, JSON.stringify(wide((k) => [`Name ${i} ${k}`, '1']).slice(0, 40))]),
    ],
    ['serialised forms inside of fields', wide((i) => [`f${i}`, `phone ${i}=1&tel ${i}=2&`.repeat(60)])],
    ['parts of phones', wide((i) => [`tel${i}`, '9'])],
    ['escapes that are none', wide((i) => [`f${i}`, `${'%41'.repeat(400)}%4`])],
    ['cookies', wide((i) => [`cookies${i}`, '_ga=1; '.repeat(150)])],
  ];

  function wide(field: (index: number) => [string, string]): FormField[] {
    return Array.from({ length: FORM_LIMITS.fields }, (_, index) => {
      const [name, value] = field(index);
      return { name, value };
    });
  }

  it.each(WORST)('is under 100 ms of CPU for %s', (_what, fields) => {
    const form: ParsedForm = { ...parse(URLENCODED, ''), fields, cookiesBasket: 'a:::b=c|||'.repeat(1600) };
    const took = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      recogniseSubmission(form, DEFAULT_RECOGNISE_SETTINGS, { referer: null });
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...took)).toBeLessThan(100);
  });
});
