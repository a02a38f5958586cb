import { describe, expect, it } from '@jest/globals';

import { createFormRequest } from './form-request.ts';

describe('createFormRequest', () => {
  it('sends the same form with another phone each time', () => {
    const { bytes, setNumber } = createFormRequest('127.0.0.1', '/formReceiver', 'small');
    const read = (): URLSearchParams => new URLSearchParams(bytes.toString().split('\r\n\r\n')[1]);
    setNumber(1234567);
    expect(read().get('phone')).toBe('+7 (916) 123-45-67');
    setNumber(10_000_089);
    expect(read().get('phone')).toBe('+7 (916) 000-00-89');
    expect([...read().keys()]).toEqual(['name', 'phone', 'email', 'comment', 'utm_source', 'utm_campaign']);
  });

  it.each(['urlencoded', 'multipart', 'json'] as const)('sends thirty fields as %s', (kind) => {
    const { bytes, setNumber } = createFormRequest('127.0.0.1', '/formReceiver', kind);
    setNumber(1234567);
    const [head = '', body = ''] = bytes.toString().split(/\r\n\r\n(.*)/s);
    expect(decodeURIComponent(body.replaceAll('+', ' '))).toContain('(916) 123-45-67');
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
  });
});
