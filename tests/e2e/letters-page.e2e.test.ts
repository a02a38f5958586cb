import { waitFor } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openCabinet, takePicture } from './open-cabinet.ts';
import { API_KEY, openLocalRun, type TestLocalRun } from './open-local-run.ts';

let local: TestLocalRun;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [local, browser] = await Promise.all([openLocalRun(), openBrowser()]);
  page = await openCabinet(browser, { consoleUrl: local.consoleUrl, path: '/letters' });
  await page.getByTestId('letters-form').waitFor();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await local.close();
}, 30_000);

async function storedLetters(): Promise<{ recipients: object[]; templates: { submission: object } }> {
  const headers = { authorization: `Bearer ${API_KEY}` };
  const widgets = await fetch(`${local.consoleUrl}/api/v1/widgets`, { headers });
  const { items } = (await widgets.json()) as { items: { hash: string }[] };
  const letters = await fetch(`${local.consoleUrl}/api/v1/widgets/${String(items[0]?.hash)}/letters`, { headers });
  return (await letters.json()) as Awaited<ReturnType<typeof storedLetters>>;
}

describe('the page of letters', () => {
  it('shows the letter while it is being written, and its errors line by line', async () => {
    await page.getByTestId('preview-subject').filter({ hasText: 'New lead: Mary Smith' }).waitFor();
    await takePicture(page, 'letters-standard');
    await page.getByTestId('letter-subject').fill('{{ name }} waits');
    await page.getByTestId('letter-body').fill('<h1>Call {{ name }}</h1>\n{% include "/etc/passwd" %}');
    await page.getByTestId('preview-problem').filter({ hasText: 'body, line 2: tag "include" not found' }).waitFor();
    await takePicture(page, 'letters-problem');
    await page.getByTestId('save-letters').click();
    await page.getByTestId('letters-problem').filter({ hasText: 'line 2' }).waitFor();

    await page
      .getByTestId('letter-body')
      .fill('<h1 id="x">Call {{ name }}</h1><script>parent.pwned=1</script>{% lead_table %}');
    await page.getByTestId('preview-subject').filter({ hasText: 'Mary Smith waits' }).waitFor();
    const frame = page.frameLocator('[data-testid=preview]');
    await frame.getByRole('heading', { name: 'Call Mary Smith' }).waitFor();
    expect(await frame.locator('script').count()).toBe(0);
    expect(await page.getByTestId('preview').getAttribute('sandbox')).toBe('');
  });

  it('keeps readers and words', async () => {
    await page.getByTestId('add-reader').click();
    const reader = page.getByTestId('reader').last();
    await reader.getByLabel('E-mail').fill('boss@shop.example');
    await reader.getByLabel('Letter').selectOption('status');
    await reader.getByLabel('When').selectOption('failure');
    await reader.getByLabel('Office').selectOption('Sales');
    await page.getByTestId('save-letters').click();
    await page.getByTestId('letters-saved').waitFor();
    await takePicture(page, 'letters-saved');

    const { recipients, templates } = await storedLetters();
    expect(recipients.at(-1)).toEqual({ to: 'boss@shop.example', letter: 'status', when: 'failure', office: 'Sales' });
    expect(templates.submission).toMatchObject({ subject: '{{ name }} waits' });
  });

  it('sends a test letter, by the server of the widget once it has one', async () => {
    await page.getByTestId('send-test').click();
    await page.getByTestId('test-sent').waitFor();
    const mails = await waitFor(async () => {
      const text = await (await fetch(`${local.demoUrl}/messages`)).text();
      return text.includes('Mary Smith waits') && text;
    });
    expect(mails).toContain('demo@example.com');

    await page.getByTestId('own-server').check();
    await page.getByLabel('Host').fill('10.0.0.1');
    await page.getByLabel('Sender').fill('Shop <robot@shop.example>');
    await page.getByTestId('save-server').click();
    await page.getByTestId('server-problem').filter({ hasText: 'not on the public internet' }).waitFor();
    await takePicture(page, 'letters-server');
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await takePicture(page, 'letters-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  });
});
