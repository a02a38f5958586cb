import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatStatus } from '@ringback/scenario';
import { waitFor } from '@ringback/test-kit';

import { openTestStand, type TestStand } from './test-stand.ts';

describe('a hostile form', () => {
  let stand: TestStand;
  let widget: string;
  beforeAll(async () => {
    stand = await openTestStand();
    await stand.startWorker();
    widget = await stand.addWidget();
  });
  afterAll(() => stand.close());

  it('arrives as it was typed, and injects nothing into letter and notification', async () => {
    const script = '<script>alert(1)</script>';
    const header = 'Ivan\r\nBcc: evil@evil.test';
    const fields = {
      name: header,
      form_name: `${script}\r\nX-Evil: 1`,
      phone: '+79167770110',
      email: 'a@b.test, evil@evil.test',
      comment: script,
      __proto__x: script,
      constructor: script,
    };
    const id = await stand.submit(widget, fields, `&isSend&backUrl=${stand.site.url}/hostile`);
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.fields).toEqual(Object.entries(fields).map(([name, value]) => ({ name, value })));

    const letter = await waitFor(() => stand.mailbox.mails.find(({ mail }) => mail.text?.includes(id)));
    expect(letter.envelope.to).toEqual(['owner@shop.test']);
    expect(letter.mail.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['bcc']));
    expect(letter.mail.headers.map(({ key }) => key)).not.toEqual(expect.arrayContaining(['x-evil']));
    expect(letter.mail.replyTo ?? []).toEqual([]);
    expect(letter.mail.html).not.toContain('<script');
    const forwarded = await waitFor(() => stand.site.requests.find(({ url }) => url === '/hostile'));
    expect(Object.fromEntries(new URLSearchParams(forwarded.body))).toEqual(fields);
  });

  it.each([
    { what: 'without a phone', fields: { name: 'Ivan' }, status: '709/0', phoneRaw: null },
    {
      what: 'with a foreign phone',
      fields: { phone: '+375 29 123-45-67' },
      status: '718/0',
      phoneRaw: '+375 29 123-45-67',
    },
    { what: 'with an unfinished phone', fields: { phone: '+7 916 123' }, status: '709/0', phoneRaw: '+7 916 123' },
  ])('$what is kept, mailed and forwarded, and not called', async ({ fields, status, phoneRaw }) => {
    const id = await stand.submit(widget, fields, `&isSend&backUrl=${stand.site.url}/kept`);
    const lead = await stand.waitForLead(
      id,
      ({ state, deliveries }) => state === 'finished' && deliveries.every((delivery) => delivery.state === 'delivered'),
    );
    expect(lead.status && formatStatus(lead.status)).toBe(status);
    expect(lead).toMatchObject({ phone: null, phoneRaw, attempts: [] });
    expect(lead.deliveries.map(({ kind }) => kind).sort()).toEqual(['email', 'forward', 'notification']);
    expect(stand.exchange.witness().filter(({ callId }) => callId.startsWith(id))).toEqual([]);
  });

  it('whose backUrl is none of the sites is called and mailed, and its data go nowhere', async () => {
    const id = await stand.submit(widget, { phone: '+79167770210' }, '&isSend&backUrl=http://127.0.0.1:1/steal');
    const lead = await stand.waitForLead(id, ({ state }) => state === 'finished');
    expect(lead.status && formatStatus(lead.status)).toBe('200/200');
    const forward = lead.deliveries.find(({ kind }) => kind === 'forward');
    expect(forward).toMatchObject({
      state: 'refused',
      attempts: [{ responseStatus: null, error: expect.stringContaining('sites') }],
    });
  });
});
