import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { openTestStand, type TestStand } from './test-stand.ts';

describe.each(['postgres', 'redis'] as const)('a submitted form, with the queues on %s,', (store) => {
  let stand: TestStand;
  beforeAll(async () => {
    stand = await openTestStand({ store });
    await stand.startWorker();
  });
  afterAll(() => stand.close());

  it('becomes a call, a letter, a forward and a signed notification', async () => {
    const widget = await stand.addWidget();
    const id = await stand.submit(
      widget,
      { name: 'Ivan', tel: '+7 (916) 000-00-10' },
      `&isSend&backUrl=${stand.site.url}/action`,
    );
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.status).toMatchObject({ manager: 200, visitor: 200 });
    const forwarded = await waitFor(() => stand.site.requests.find(({ url }) => url === '/action'));
    expect(forwarded.body).toBe('name=Ivan&tel=%2B7+%28916%29+000-00-10');
    const notified = await waitFor(() => stand.site.requests.find(({ url }) => url === '/webhook'));
    expect(JSON.parse(notified.body)).toMatchObject({ type: 'call.finished', data: { lead: { id } } });
    expect(await waitFor(() => stand.mailbox.mails[0])).toMatchObject({ envelope: { to: ['owner@shop.test'] } });
  });
});
