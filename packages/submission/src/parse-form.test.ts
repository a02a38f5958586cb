import { describe, expect, it } from '@jest/globals';

import type { FilePart } from './file-part.ts';
import { FormTooLargeError, MalformedFormError } from './form-errors.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { parseForm } from './parse-form.ts';
import type { ParsedForm } from './submission.ts';

function parse(body: string | Buffer, contentType?: string, query = ''): ParsedForm {
  return parseForm({ query, contentType, body: Buffer.from(body) });
}

const pairs = (form: ParsedForm): [string, string][] => form.fields.map(({ name, value }) => [name, value]);

const MULTIPART = 'multipart/form-data; boundary=b';
const part = (disposition: string, value: string): string =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;

describe('control parameters', () => {
  it('are read from query and body, whatever the case and the spaces of their names, and are no fields', () => {
    const form = parse('a=1&%20BackURL=you/action&ISSEND&responsemethod=get', undefined, 'widgetHash=abc&phone=2');
    expect(form).toEqual({
      widgetHash: 'abc',
      backUrl: 'you/action',
      isSend: true,
      responseMethod: 'GET',
      isRedirect: false,
      cookiesBasket: null,
      fields: [
        { name: 'phone', value: '2' },
        { name: 'a', value: '1' },
      ],
      charset: 'utf-8',
    });
  });

  it('have an id of the submission only when it is long enough to be its own', () => {
    const id = '0123456789abcdef0123456789abcdef';
    expect(parse(`submissionId=${id}`)).toMatchObject({ submissionId: id, fields: [] });
    expect(parse('submissionId=1')).not.toHaveProperty('submissionId');
  });

  it('are read out of an address that was copied from HTML', () => {
    expect(parse('', undefined, 'widgetHash=abc&amp;isSend&amp;backUrl=/send&amp;phone=1')).toMatchObject({
      widgetHash: 'abc',
      isSend: true,
      backUrl: '/send',
      fields: [{ name: 'amp;phone', value: '1' }],
    });
  });

  it('count by their first value that is one', () => {
    expect(parse('widgetHash=&widgetHash=undefined&widgetHash=abc&widgetHash=def').widgetHash).toBe('abc');
  });
});

describe('urlencoded bodies', () => {
  it.each<[string, [string, string][]]>([
    [
      'a=1&a=2&b=',
      [
        ['a', '1'],
        ['a', '2'],
        ['b', ''],
      ],
    ],
    ['a=1&&', [['a', '1']]],
    ['&=Отправить', [['', 'Отправить']]],
    ['a', [['a', '']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=1+2%2B3', [['a', '1 2+3']]],
    [
      'a=0%&b=%zz&c=%4',
      [
        ['a', '0%'],
        ['b', '%zz'],
        ['c', '%4'],
      ],
    ],
    ['Имя=Иван Петров', [['Имя', 'Иван Петров']]],
    ['a=x%00y', [['a', 'xy']]],
    [
      'a%5B%5D=1&toString=2&__proto__=3',
      [
        ['a[]', '1'],
        ['toString', '2'],
        ['__proto__', '3'],
      ],
    ],
  ])('reads %j', (body, fields) => {
    expect(pairs(parse(body))).toEqual(fields);
  });

  it.each(['text/plain;charset=UTF-8', 'application/octet-stream', undefined])('are read under the type %s', (type) => {
    expect(pairs(parse('a=1&b=2', type))).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });
});

describe('text bodies', () => {
  it('of `enctype="text/plain"` have a line for each field, and more for a value of several lines', () => {
    const body = 'name=Анна\r\nphone=+7 (999) 888-66-55\r\ntext=a=b&c\r\nsecond line\r\nempty=\r\n';
    expect(pairs(parse(body, 'text/plain'))).toEqual([
      ['name', 'Анна'],
      ['phone', '+7 (999) 888-66-55'],
      ['text', 'a=b&c\nsecond line'],
      ['empty', ''],
    ]);
    expect(parse(Buffer.from('name=\xc0\xed\xed\xe0\r\n', 'latin1'), 'text/plain').charset).toBe('windows-1251');
  });

  it('that are urlencoded stay so with a line end behind them', () => {
    expect(pairs(parse('name=Anna&phone=1+2\r\n', 'text/plain'))).toEqual([
      ['name', 'Anna'],
      ['phone', '1 2\r\n'],
    ]);
  });
});

describe('charsets', () => {
  it('reads windows-1251, escaped and raw', () => {
    const form = parse(Buffer.concat([Buffer.from('a=%C8%E2%E0%ED&b='), Buffer.from([0xc8, 0xe2, 0xe0, 0xed])]));
    expect(pairs(form)).toEqual([
      ['a', 'Иван'],
      ['b', 'Иван'],
    ]);
    expect(form.charset).toBe('windows-1251');
  });

  it('keeps a UTF-8 basket of a windows-1251 form readable', () => {
    const form = parse('a=%C8%E2%E0%ED&cookiesBasket=%D0%98');
    expect(form).toMatchObject({ cookiesBasket: 'И', charset: 'windows-1251' });
  });

  it('reads windows-1251 in multipart names and values', () => {
    const body = Buffer.from(`${part('name="\xc8\xec\xff"', '\xc8\xe2\xe0\xed')}--b--`, 'latin1');
    expect(pairs(parse(body, MULTIPART))).toEqual([['Имя', 'Иван']]);
  });

  it('drops a byte order mark and halves of surrogate pairs', () => {
    expect(pairs(parse('\ufeffa=1'))).toEqual([['a', '1']]);
    expect(pairs(parse('{"a":"x\\ud800y\\u0000"}', 'application/json'))).toEqual([['a', 'x\ufffdy']]);
  });
});

describe('JSON bodies', () => {
  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', undefined])(
    'are flattened under the type %s',
    (type) => {
      const body = '{"phone":79998886655,"ok":true,"no":null,"list":[1,"b"],"in":{"a":{"b":"c"}},"__proto__":"p"}';
      expect(pairs(parse(body, type))).toEqual([
        ['phone', '79998886655'],
        ['ok', 'true'],
        ['no', ''],
        ['list', '1'],
        ['list', 'b'],
        ['in[a][b]', 'c'],
        ['__proto__', 'p'],
      ]);
    },
  );

  it('may be as deep as a cart with the options of its goods', () => {
    const cart = { items: [{ options: { size: { values: [{ label: 'XL' }] } } }] };
    expect(pairs(parse(JSON.stringify({ phone: '1', order: { cart } }), 'application/json'))).toEqual([
      ['phone', '1'],
      ['order[cart][items][options][size][values][label]', 'XL'],
    ]);
  });

  it('may be a list of objects, and of fields with what else is said of each', () => {
    expect(pairs(parse('[{"phone":"1","name":"a"},{"phone":"2"}]', 'application/json'))).toEqual([
      ['[phone]', '1'],
      ['[name]', 'a'],
      ['[phone]', '2'],
    ]);
    const body =
      '{"fields":[{"name":"tel","value":"1","type":"phone","required":true,"rules":{"a":{"b":{"c":{"d":1}}}}}]}';
    expect(pairs(parse(body, 'application/json'))).toEqual([
      ['tel', '1'],
      ['fields[type]', 'phone'],
      ['fields[required]', 'true'],
    ]);
  });

  it.each([
    '[]',
    '[[]]',
    '[{},1]',
    '"x"',
    'null',
    '{"a":',
    '{"a":1,}',
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])('are refused when they are no flat object: %.20s', (body) => {
    expect(() => parse(body, 'application/json')).toThrow(MalformedFormError);
  });
});

describe('multipart bodies', () => {
  it('keep names, values and order of what is no file', () => {
    const body =
      part('name="a"', '1\r\n2') +
      part('name="photo"; filename=""', '') +
      part('name="cv"; filename="C:\\cv.pdf"', '%PDF') +
      part('name=”b”', '') +
      part('filename*=x; name=c', 'file') +
      part('name="x%22y"', 'x--b') +
      '--b--\r\nepilogue';
    expect(pairs(parse(body, MULTIPART))).toEqual([
      ['a', '1\r\n2'],
      ['”b”', ''],
      ['x"y', 'x--b'],
    ]);
  });

  it('hand over the files with what is said about them, cleaned', () => {
    const body =
      part('name="photo"; filename=""', '') +
      part('name="cv"; filename="C:\\резюме.pdf"\r\nContent-Type: Application/PDF; x=y', '%PDF\r\n-') +
      part(`name="ж"; filename="a%22b"; filename*=utf-8'ru'%D1%84%20%2F..%2Fx.svg`, '<svg/>') +
      part('name="tel"', '1') +
      '--b--';
    const files: FilePart[] = [];
    const form = parseForm({ query: '', contentType: MULTIPART, body: Buffer.from(body) }, FORM_LIMITS, (file) =>
      files.push(file),
    );
    const contentType = 'application/octet-stream';
    expect(pairs(form)).toEqual([['tel', '1']]);
    expect(files).toEqual([
      { field: 'photo', name: '', contentType, content: Buffer.from('') },
      { field: 'cv', name: 'резюме.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF\r\n-') },
      { field: 'ж', name: 'x.svg', contentType, content: Buffer.from('<svg/>') },
    ]);
  });

  it.each([
    ['has no boundary', 'multipart/form-data', `${part('name="a"', '1')}--b--`],
    ['has an empty boundary', 'multipart/form-data; boundary=', `${part('name="a"', '1')}--b--`],
    ['has a boundary of 200 characters', `multipart/form-data; boundary=${'b'.repeat(200)}`, '--b--'],
    ['does not hold its boundary', MULTIPART, 'a=1'],
    ['was cut', MULTIPART, part('name="a"', '1')],
    ['has a part without headers', MULTIPART, '--b\r\n1\r\n--b--'],
    ['has a part without a name', MULTIPART, `${part('filename="x"', '1')}--b--`],
    ['has long headers', MULTIPART, `${part(`name="a"; x="${'x'.repeat(100_000)}"`, '1')}--b--`],
    ['ends its lines in LF', MULTIPART, `${part('name="a"', '1')}--b--`.replaceAll('\r\n', '\n')],
  ])('are refused when the body %s', (_what, type, body) => {
    expect(() => parse(body, type)).toThrow(MalformedFormError);
  });
});

describe('limits', () => {
  const many = Array.from({ length: FORM_LIMITS.fields + 1 }, (_, index) => `f${index}=1`);

  it.each([
    ['the body', 'x'.repeat(FORM_LIMITS.bodyBytes + 1), undefined],
    ['the number of fields', many.join('&'), undefined],
    ['the number of parts', many.map((name) => part(`name="${name}"; filename=""`, '')).join('') + '--b--', MULTIPART],
    ['a name', `${'n'.repeat(FORM_LIMITS.nameLength + 1)}=1`, undefined],
    ["a file's field", part(`name="${'n'.repeat(FORM_LIMITS.nameLength + 1)}"; filename="x"`, '') + '--b--', MULTIPART],
    ['a value', `a=${'v'.repeat(FORM_LIMITS.valueLength + 1)}`, undefined],
  ])('refuse what is over the limit of %s', (_what, body, type) => {
    expect(() => parse(body, type)).toThrow(FormTooLargeError);
  });

  it('refuse a long query, and count its fields with those of the body', () => {
    expect(() => parse('', undefined, 'x'.repeat(FORM_LIMITS.queryBytes + 1))).toThrow(FormTooLargeError);
    expect(() => parse(many.slice(2).join('&'), undefined, 'a=1&b=2')).toThrow(FormTooLargeError);
  });

  it('cut a basket that is too long, because no lead is lost for it', () => {
    const basket = 'b'.repeat(FORM_LIMITS.valueLength + 1);
    expect(parse(`cookiesBasket=${basket}`).cookiesBasket).toHaveLength(FORM_LIMITS.valueLength);
  });
});

describe('bodies that are no form', () => {
  it.each([
    ['XML', 'text/xml', '<?xml version="1.0"?><phone>1</phone>'],
    ['bytes', 'application/octet-stream', '\x00\x01\x02'],
  ])('are refused: %s', (_what, type, body) => {
    expect(() => parse(body, type)).toThrow(MalformedFormError);
  });
});
