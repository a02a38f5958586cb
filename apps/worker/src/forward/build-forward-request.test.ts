import { describe, expect, it } from '@jest/globals';

import type { CarriedFile } from '../delivery/read-files.ts';
import { buildForwardRequest, type Forward } from './build-forward-request.ts';

const buildForward = (rest: Partial<Forward> = {}): Forward => ({
  url: new URL('https://site.example/action'),
  method: 'POST',
  fields: [{ name: 'a', value: '1' }],
  charset: 'utf-8',
  files: [],
  boundary: 'b',
  ...rest,
});

const encode = (value: string, charset: Forward['charset'] = 'utf-8'): string | undefined =>
  buildForwardRequest(buildForward({ fields: [{ name: 'a', value }], charset })).body?.toString();

describe('buildForwardRequest by POST', () => {
  it('sends names, order and repeats as they came', () => {
    const fields = [
      { name: 'tags[]', value: 'two' },
      { name: 'Имя', value: 'Иван' },
      { name: 'tags[]', value: 'one' },
      { name: '', value: '' },
      { name: '__proto__', value: 'x' },
    ];
    expect(buildForwardRequest(buildForward({ fields }))).toEqual({
      url: 'https://site.example/action',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'tags%5B%5D=two&%D0%98%D0%BC%D1%8F=%D0%98%D0%B2%D0%B0%D0%BD&tags%5B%5D=one&=&__proto__=x',
    });
  });

  it('encodes UTF-8 as URLSearchParams does', () => {
    const value = `${String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code))}Ёж 😀 ' " ~ \ud800`;
    expect(encode(value)).toBe(new URLSearchParams({ a: value }).toString());
  });

  it('encodes windows-1251 for a form that came in it', () => {
    expect(encode('Ёлка №1 – «да»', 'windows-1251')).toBe('a=%A8%EB%EA%E0+%B91+%96+%AB%E4%E0%BB');
  });

  it('sends what windows-1251 does not have as a numeric reference', () => {
    expect(encode('ж😀é&', 'windows-1251')).toBe('a=%E6%26%23128512%3B%26%23233%3B%26');
  });

  it('brings every byte of windows-1251 back', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const body = encode(new TextDecoder('windows-1251').decode(bytes), 'windows-1251') ?? '';
    const escapes = body
      .slice(2)
      .replaceAll('+', ' ')
      .split(/(%[0-9A-F]{2})/);
    const sent = Buffer.concat(
      escapes.map((part) => Buffer.from(part.replace(/^%/, ''), part[0] === '%' ? 'hex' : 'latin1')),
    );
    expect(sent).toEqual(bytes);
  });

  it('leaves the query of the address alone', () => {
    const url = new URL('https://site.example/action?id=5#form');
    expect(buildForwardRequest(buildForward({ url }))).toMatchObject({ url: url.href, body: 'a=1' });
  });
});

describe('buildForwardRequest with files', () => {
  const file = (field: string, name: string, content: string): CarriedFile => ({
    id: 'id',
    field,
    name,
    contentType: 'image/png',
    content: Buffer.from(content),
  });

  it('sends them in their own fields, byte for byte, as a browser does', () => {
    const fields = [{ name: 'Имя"', value: '1\r\n2' }];
    const files = [file('photos[]', 'a"b\r\n.png', '\0\xff--b'), file('photos[]', 'ж.png', '')];
    const request = buildForwardRequest(buildForward({ fields, files }));

    expect(request.headers).toEqual({ 'content-type': 'multipart/form-data; boundary=b' });
    expect(request.body?.toString()).toBe(
      [
        '--b',
        'Content-Disposition: form-data; name="Имя%22"',
        '',
        '1\r\n2',
        '--b',
        'Content-Disposition: form-data; name="photos[]"; filename="a%22b%0D%0A.png"',
        'Content-Type: image/png',
        '',
        '\0\xff--b',
        '--b',
        'Content-Disposition: form-data; name="photos[]"; filename="ж.png"',
        'Content-Type: image/png',
        '',
        '',
        '--b--',
        '',
      ].join('\r\n'),
    );
  });

  it('keeps the charset of names and values', () => {
    const fields = [{ name: 'Имя', value: 'Иван 😀' }];
    const forward = buildForward({ fields, files: [file('f', 'ж.png', 'x')], charset: 'windows-1251' });
    const text = new TextDecoder('windows-1251').decode(Buffer.from(buildForwardRequest(forward).body ?? ''));
    expect(text).toContain('name="Имя"\r\n\r\nИван &#128512;\r\n');
    expect(text).toContain('filename="ж.png"');
  });

  it('leaves them out by GET', () => {
    const forward = buildForward({ method: 'GET', files: [file('f', 'x', 'x')] });
    expect(buildForwardRequest(forward)).toMatchObject({ url: 'https://site.example/action?a=1', body: undefined });
  });
});

describe('buildForwardRequest by GET', () => {
  it.each([
    ['https://site.example/action', 'https://site.example/action?a=1'],
    ['https://site.example/action?', 'https://site.example/action?a=1'],
    ['https://site.example/?id=5&a=%D4&b', 'https://site.example/?id=5&a=%D4&b&a=1'],
    ['https://site.example/форма#top', 'https://site.example/%D1%84%D0%BE%D1%80%D0%BC%D0%B0?a=1#top'],
  ])('adds the fields to the query of %s', (url, expected) => {
    const forward = buildForward({ url: new URL(url), method: 'GET' });
    expect(buildForwardRequest(forward)).toEqual({ url: expected, method: 'GET', headers: {}, body: undefined });
    expect(forward.url.href).toBe(new URL(url).href);
  });

  it('keeps the charset and cannot be broken out of', () => {
    const fields = [{ name: 'a', value: "ж&b=1#'\r\n" }];
    const forward = buildForward({ method: 'GET', charset: 'windows-1251', fields });
    expect(buildForwardRequest(forward).url).toBe('https://site.example/action?a=%E6%26b%3D1%23%27%0D%0A');
  });

  it('changes nothing when there are no fields', () => {
    const forward = buildForward({ method: 'GET', fields: [] });
    expect(buildForwardRequest(forward).url).toBe('https://site.example/action');
  });
});
