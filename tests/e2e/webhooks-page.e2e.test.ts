import { startHttpSink, waitFor, type HttpSink } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';

import { openBrowser } from './browser.ts';
import { openCabinet, takePicture } from './open-cabinet.ts';
import { openLocalRun, type TestLocalRun } from './open-local-run.ts';
import { submitForm } from './test-stand.ts';

const DEMO_WIDGET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

let local: TestLocalRun;
let sink: HttpSink;
let browser: Browser;
let page: Page;
let card: Locator;
beforeAll(async () => {
  [local, browser, sink] = await Promise.all([openLocalRun(), openBrowser(), startHttpSink()]);
  page = await openCabinet(browser, { consoleUrl: local.consoleUrl, path: '/webhooks' });
  await page.getByTestId('webhook-card').waitFor();
  card = page.getByTestId('webhook-card').filter({ hasText: '/hook' });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await local.close();
  await sink.close();
}, 30_000);

const shownSecret = async (): Promise<string> =>
  (await card.getByTestId('shown-secret').locator('code').innerText()).trim();

/** Whether the notification that came last is signed by this secret. */
function isSignedBy(secret: string): boolean {
  const { headers, body } = sink.requests.at(-1) ?? { headers: {}, body: '' };
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

async function sendTest(outcome: string): Promise<void> {
  await card.getByTestId('test-webhook').click();
  await card.getByTestId('test-outcome').filter({ hasText: outcome }).waitFor();
}

describe('the page of webhooks', () => {
  let first = '';

  it('adds a webhook, shows its secret once, and never the value of a header', async () => {
    await page.getByTestId('add-webhook').click();
    const form = page.getByTestId('new-webhook');
    await form.getByLabel('Address').fill('ftp://crm.example/');
    await form.getByTestId('save-webhook').click();
    await page.getByTestId('webhook-problem').filter({ hasText: 'url' }).waitFor();
    await form.getByLabel('Address').fill(`${sink.url}/hook`);
    await form.getByLabel('Shape').selectOption('flat');
    await form.getByTestId('add-header').click();
    await form.getByLabel('Name').fill('x-token');
    await form.getByLabel('Value').fill('hidden-token');
    await form.getByTestId('save-webhook').click();
    first = await shownSecret();
    await takePicture(page, 'webhooks-added');
    expect(first).toMatch(/^whsec_/);

    await page.reload();
    await card.waitFor();
    expect(await card.getByTestId('webhook-secret').innerText()).toBe(`whsec_…${first.slice(-5)}`);
    expect(await page.content()).not.toContain('hidden-token');
    expect(await page.content()).not.toContain(first);
  });

  it('sends a test notification and says what came of it', async () => {
    await sendTest('The receiver has taken it: 200.');
    expect(sink.requests.at(-1)?.headers).toMatchObject({ 'x-token': 'hidden-token' });
    expect(isSignedBy(first)).toBe(true);
    sink.answerWith({ status: 503, body: 'closed for the night' });
    await sendTest('The receiver is busy (503)');
    await card.getByText('closed for the night').waitFor();
    sink.answerWith({ status: 302, headers: { location: '/elsewhere' } });
    await sendTest('Redirects are not followed');
    sink.answerWith({});
  });

  it('replaces the secret while both sign', async () => {
    await card.getByTestId('rotate-secret').click();
    const second = await shownSecret();
    await sendTest('has taken it');
    expect([isSignedBy(first), isSignedBy(second)]).toEqual([true, true]);
    await takePicture(page, 'webhooks-rotated');
    await card.getByTestId('retire-secret').click();
    await card.getByTestId('rotate-secret').waitFor();
    await sendTest('has taken it');
    expect([isSignedBy(first), isSignedBy(second)]).toEqual([false, true]);
  });

  it('keeps what is changed, with the value of the header that nobody has typed again', async () => {
    await card.getByLabel('Tries after').fill('0s, 5 minutes');
    await card.getByText('Write waits such as').waitFor();
    await card.getByLabel('Tries after').fill('0s, 1m');
    await card.getByLabel('a lead has come').check();
    await card.getByTestId('save-webhook').click();
    await card.getByTestId('webhook-saved').waitFor();
    await page.reload();
    expect(await card.getByLabel('Tries after').inputValue()).toBe('0s, 1m');
    await sendTest('has taken it');
    expect(sink.requests.at(-1)?.headers).toMatchObject({ 'x-token': 'hidden-token' });
  });

  it('switches a webhook off and on, and shows one that was switched off because it is gone', async () => {
    await card.getByTestId('switch-webhook').click();
    await card.getByTestId('why-off').filter({ hasText: 'Nothing is sent' }).waitFor();
    await card.getByTestId('switch-webhook').click();
    await card.getByTestId('webhook-state').filter({ hasText: 'works' }).waitFor();

    sink.answerWith({ status: 410 });
    const isGone = async (): Promise<boolean> => {
      await page.reload();
      await card.waitFor();
      return (await card.getByTestId('webhook-state').innerText()).includes('off: gone');
    };
    await submitForm(local.ingestUrl, DEMO_WIDGET, { tel: '+7 916 000-77-10' });
    await waitFor(isGone, { withinMs: 15_000 });
    await card.getByTestId('why-off').filter({ hasText: 'gone for good (410)' }).waitFor();
    await takePicture(page, 'webhooks-gone');
    sink.answerWith({});
    await card.getByTestId('switch-webhook').click();
    await card.getByTestId('webhook-state').filter({ hasText: 'works' }).waitFor();
  }, 40_000);

  it('fits a phone, in Russian too', async () => {
    await page.getByText('RU', { exact: true }).click();
    await page.setViewportSize({ width: 375, height: 800 });
    await card.getByText('Отправить пробное уведомление').click();
    await card.getByText('Приёмник принял уведомление: 200.').waitFor();
    await takePicture(page, 'webhooks-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    await card.getByTestId('remove-webhook').click();
    await card.getByTestId('remove-webhook').click();
    await card.waitFor({ state: 'detached' });
  });
});
