import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestSite, type TestSite } from './start-test-site.ts';

let site: TestSite;

beforeAll(async () => {
  site = await startTestSite();
});

afterAll(async () => {
  await site.close();
});

describe('/action', () => {
  it('keeps the fields of a POST in order, repeats and empty ones too', async () => {
    const response = await site.postForm(
      'tag=1&name=%D0%98%D0%B2%D0%B0%D0%BD&tag=2&empty=&bare&__proto__=x',
      'application/x-www-form-urlencoded',
    );

    expect(response.status).toBe(200);
    expect(await site.newest('/received')).toEqual({
      at: expect.any(String),
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      fields: [
        { name: 'tag', value: '1' },
        { name: 'name', value: 'Иван' },
        { name: 'tag', value: '2' },
        { name: 'empty', value: '' },
        { name: 'bare', value: '' },
        { name: '__proto__', value: 'x' },
      ],
    });
  });

  it.each([
    ['percent-encoded and declared', Buffer.from('%E8%EC%FF=%C8%E2%E0%ED'), '; charset=windows-1251'],
    ['percent-encoded and not declared', Buffer.from('%E8%EC%FF=%C8%E2%E0%ED'), ''],
    ['raw', Buffer.from([0xe8, 0xec, 0xff, 0x3d, 0xc8, 0xe2, 0xe0, 0xed]), ''],
  ])('reads windows-1251, %s', async (_how, body, charset) => {
    await site.postForm(body, `application/x-www-form-urlencoded${charset}`);

    expect(await site.newest('/received')).toMatchObject({ fields: [{ name: 'имя', value: 'Иван' }] });
  });

  it('reads multipart, a file by its name', async () => {
    const form = new FormData();
    form.append('имя', 'Иван\r\nИванов');
    form.append('file', new Blob(['content']), 'смета.pdf');
    await site.postForm(form);

    expect(await site.newest('/received')).toMatchObject({
      fields: [
        { name: 'имя', value: 'Иван\r\nИванов' },
        { name: 'file', value: 'смета.pdf' },
      ],
    });
  });

  it('reads windows-1251 in multipart', async () => {
    const head = Buffer.from('--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n');
    const body = Buffer.concat([head, Buffer.from([0xc8, 0xe2, 0xe0, 0xed]), Buffer.from('\r\n--b--\r\n')]);
    await site.postForm(body, 'multipart/form-data; boundary=b');

    expect(await site.newest('/received')).toMatchObject({ fields: [{ name: 'name', value: 'Иван' }] });
  });

  it('keeps the fields of a GET', async () => {
    await site.get('/action?name=%D0%98%D0%B2%D0%B0%D0%BD+%D0%98.&q=a?b');

    expect(await site.newest('/received')).toMatchObject({
      method: 'GET',
      contentType: null,
      fields: [
        { name: 'name', value: 'Иван И.' },
        { name: 'q', value: 'a?b' },
      ],
    });
  });

  it('does not take a visitor who is sent on to its page for a form', async () => {
    await site.postForm('name=before', 'application/x-www-form-urlencoded');
    const response = await site.get('/action', { accept: 'text/html' });

    expect(response.status).toBe(200);
    expect(await site.newest('/received')).toMatchObject({ fields: [{ name: 'name', value: 'before' }] });
  });

  it.each([
    [413, 'a body that is too large', `a=${'x'.repeat(1024 * 1024)}`, 'application/x-www-form-urlencoded'],
    [413, 'too many fields', 'a=1&'.repeat(1001), 'application/x-www-form-urlencoded'],
    [400, 'a broken multipart body', '--b\r\nbroken', 'multipart/form-data; boundary=b'],
    [400, 'multipart without a boundary', 'x', 'multipart/form-data'],
    [415, 'what is no form', '{}', 'application/json'],
  ])('answers %i to %s', async (status, _what, body, contentType) => {
    expect((await site.postForm(body, contentType)).status).toBe(status);
  });
});
