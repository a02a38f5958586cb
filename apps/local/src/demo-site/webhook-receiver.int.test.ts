import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestSite, type TestSite } from './start-test-site.ts';

const OTHER_SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;

let site: TestSite;

beforeAll(async () => {
  site = await startTestSite();
});

afterAll(async () => {
  await site.close();
});

describe('/webhook', () => {
  it('marks a notification with a good signature as verified', async () => {
    const response = await site.postWebhook('msg_good', '{"type":"call.finished","data":{"name":"Иван"}}');

    expect(response.status).toBe(200);
    expect(await site.newest('/webhooks')).toEqual({
      at: expect.any(String),
      verified: true,
      id: 'msg_good',
      type: 'call.finished',
      body: { type: 'call.finished', data: { name: 'Иван' } },
    });
  });

  it('refuses a notification that is signed by another secret, and keeps it as not verified', async () => {
    const response = await site.postWebhook('msg_bad', '{"type":"call.finished"}', OTHER_SECRET);

    expect(response.status).toBe(400);
    expect(await site.newest('/webhooks')).toMatchObject({ verified: false, id: 'msg_bad', type: 'call.finished' });
  });

  it('refuses what is not signed and no JSON', async () => {
    const response = await fetch(`${site.url}/webhook`, { method: 'POST', body: 'hello' });

    expect(response.status).toBe(400);
    expect(await site.newest('/webhooks')).toMatchObject({ verified: false, id: null, type: null, body: 'hello' });
  });
});
