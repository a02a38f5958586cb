import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';

import { signNotification } from './sign-notification.ts';

const key = Buffer.from('0123456789abcdef0123456789abcdef');
const secret = `whsec_${key.toString('base64')}`;
const olderSecret = `whsec_${Buffer.from('an older secret of the endpoint.').toString('base64')}`;
const body = '{"type":"call.finished","data":{"name":"Иван"}}';

describe('signNotification', () => {
  it('signs what the reference library verifies, whether text or bytes', () => {
    const at = new Date();
    const headers = signNotification(secret, 'msg_1', at, Buffer.from(body));

    expect(headers).toEqual(signNotification(secret, 'msg_1', at, body));
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  });

  it('signs id, seconds and body by HMAC-SHA256', () => {
    const headers = signNotification(secret, 'msg_1', new Date('2026-11-23T10:00:00.999Z'), body);
    const expected = createHmac('sha256', key).update(`msg_1.1795428000.${body}`).digest('base64');

    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1795428000',
      'webhook-signature': `v1,${expected}`,
    });
  });

  it('carries a signature for each secret while one replaces another', () => {
    const headers = signNotification([secret, olderSecret], 'msg_1', new Date(), body);

    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const each of [secret, olderSecret]) expect(new Webhook(each).verify(body, headers)).toBeDefined();
  });

  it('refuses to go without a secret', () => {
    expect(() => signNotification([], 'msg_1', new Date(), body)).toThrow('without a secret');
    expect(() => signNotification('whsec_', 'msg_1', new Date(), body)).toThrow();
  });
});
