import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';

import { startTestSite, type TestSite } from './start-test-site.ts';

let site: TestSite;

beforeAll(async () => {
  site = await startTestSite();
});

afterAll(async () => {
  await site.close();
});

describe('the mailbox', () => {
  it('receives a letter over SMTP', async () => {
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({
      from: { name: 'Рингбэк', address: 'robot@ringback.example' },
      to: 'demo@example.com',
      bcc: 'second@example.com',
      subject: 'Новая заявка: Обратный звонок',
      text: 'Иван',
      html: '<p style="color:red">Иван</p>',
    });
    transport.close();

    expect(await site.newest('/messages')).toEqual({
      at: expect.any(String),
      from: 'Рингбэк <robot@ringback.example>',
      to: 'demo@example.com, second@example.com',
      subject: 'Новая заявка: Обратный звонок',
      text: 'Иван',
      html: '<p style="color:red">Иван</p>\n',
    });
  });

  it('refuses a letter that is too large', async () => {
    const transport = createTransport(site.smtpUrl);
    const sent = transport.sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'x'.repeat(2 * 1024 * 1024) });

    await expect(sent).rejects.toMatchObject({ responseCode: 552 });
    transport.close();
  });

  it('shows the HTML of a letter only inside a sandboxed frame', async () => {
    const transport = createTransport(site.smtpUrl);
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', html: '"><script>alert(1)</script>' });
    transport.close();

    expect(await site.page('/messages')).toContain('srcdoc="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n"');
    expect(await site.page('/messages')).toMatch(/<iframe\s+sandbox=""/);
  });
});
