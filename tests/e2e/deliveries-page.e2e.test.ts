import { startHttpSink, waitFor, type HttpSink } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { openCabinet, takePicture } from './open-cabinet.ts';
import { API_KEY, openLocalRun, type TestLocalRun } from './open-local-run.ts';
import { submitForm } from './test-stand.ts';

const DEMO_WIDGET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const AUTHORIZATION = { authorization: `Bearer ${API_KEY}` };
const LEADS = 3;

let local: TestLocalRun;
let sink: HttpSink;
let browser: Browser;
let page: Page;
const phones: string[] = [];
beforeAll(async () => {
  [local, browser, sink] = await Promise.all([openLocalRun(), openBrowser(), startHttpSink()]);
  sink.answerWith({ status: 500, body: 'out of order' });
  await addWebhook();
  await submitLeads(LEADS);
  page = await openCabinet(browser, { consoleUrl: local.consoleUrl, path: '/deliveries', timezoneId: 'Europe/Moscow' });
  await row().first().waitFor();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await local.close();
  await sink.close();
}, 30_000);

/** One that tries once and gives up. */
async function addWebhook(): Promise<void> {
  const webhook = { url: `${sink.url}/hook`, events: ['lead.accepted'], method: 'POST', shape: 'flat', headers: [] };
  const added = await fetch(`${local.consoleUrl}/api/v1/widgets/${DEMO_WIDGET}/webhooks`, {
    method: 'POST',
    headers: { ...AUTHORIZATION, 'content-type': 'application/json' },
    body: JSON.stringify({ ...webhook, scheduleSeconds: [0] }),
  });
  expect(added.status).toBe(201);
}

/** Submits forms until so many leads have told the webhook: ingest knows a new one a moment later. */
async function submitLeads(count: number): Promise<void> {
  for (let sent = 0; phones.length < count; sent += 1) {
    const tel = `+791600${String(sent).padStart(3, '0')}10`;
    const id = await submitForm(local.ingestUrl, DEMO_WIDGET, { tel });
    const lead = await waitFor(
      async () => {
        const answer = await fetch(`${local.consoleUrl}/api/v1/leads/${id}`, { headers: AUTHORIZATION });
        return answer.ok && ((await answer.json()) as { deliveries: { target: string }[] });
      },
      { withinMs: 20_000 },
    );
    if (lead.deliveries.some(({ target }) => target === `${sink.url}/hook`)) phones.push(tel);
  }
}

async function deliveriesTo(target: string, state: string): Promise<object[]> {
  const query = new URLSearchParams({ target, state });
  const answer = await fetch(`${local.consoleUrl}/api/v1/deliveries?${query.toString()}`, { headers: AUTHORIZATION });
  return ((await answer.json()) as { items: object[] }).items;
}

const row = (): Locator => page.getByTestId('delivery-row').filter({ hasText: '/hook' });
const rowsAre = async (state: string, count: number): Promise<void> => {
  await waitFor(
    async () =>
      (await row()
        .and(page.locator(`[data-state=${state}]`))
        .count()) === count,
    {
      withinMs: 15_000,
    },
  );
};
/** As an input of the browser wants it, in the reader's zone. */
const minute = (at: number): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Moscow' }).slice(0, 16).replace(' ', 'T');

describe('the page of deliveries', () => {
  it('narrows the list, and shows the log of a try', async () => {
    await waitFor(async () => (await deliveriesTo('/hook', 'failed')).length === LEADS, { withinMs: 20_000 });
    await page.getByLabel('Goes to').fill('/hook');
    await page.getByLabel('Tells').selectOption('lead.accepted');
    await page.getByTestId('delivery-state-filter').selectOption('failed');
    await rowsAre('failed', LEADS);
    expect(await page.getByTestId('delivery-row').count()).toBe(LEADS);

    await row().first().locator('summary').click();
    const log = await row().first().locator('li').innerText();
    expect(log).toMatch(/POST · 127\.0\.0\.1 · 500 · first byte \d+ ms · took \d+ ms/);
    expect(log).toContain('the endpoint answered 500');
    expect(log).toContain('out of order');
  });

  it('sends one again, under its id', async () => {
    sink.answerWith({ body: 'works again' });
    const id = await row().first().getAttribute('data-delivery-id');
    await row().first().getByRole('button', { name: 'Send again' }).click();
    await rowsAre('failed', LEADS - 1);
    await page.getByTestId('delivery-state-filter').selectOption('delivered');
    await rowsAre('delivered', 1);
    await row().locator('summary').filter({ hasText: '2' }).click();
    await row().getByText('works again').waitFor();
    const ids = sink.requests.map(({ headers }) => headers['webhook-id']);
    expect(ids.filter((one) => one === id)).toHaveLength(2);
    await takePicture(page, 'deliveries-one-replayed');
  });

  it('counts what a filter finds before it sends that again', async () => {
    await page.getByTestId('delivery-state-filter').selectOption('failed');
    await page.getByTestId('count-replay').click();
    await page.getByTestId('confirm-replay').filter({ hasText: 'Send again: 2' }).waitFor();
    const before = sink.requests.length;
    await takePicture(page, 'deliveries-counted');
    await page.getByTestId('confirm-replay').click();
    await page.getByTestId('replayed').filter({ hasText: 'Sent again: 2' }).waitFor();
    await waitFor(async () => (await deliveriesTo('/hook', 'delivered')).length === LEADS, {
      withinMs: 15_000,
    });
    expect(sink.requests.length).toBe(before + 2);
  });

  it('sends what a time range holds, and nothing without a filter', async () => {
    await page.getByTestId('delivery-state-filter').selectOption('');
    await page.getByLabel('Tells').selectOption('');
    await page.getByLabel('From', { exact: true }).fill(minute(Date.now() - 7_200_000));
    await page.getByLabel('To', { exact: true }).fill(minute(Date.now() - 3_600_000));
    await page.getByText('There are none.').first().waitFor();
    await page.getByLabel('To', { exact: true }).fill(minute(Date.now() + 3_600_000));
    await page.getByTestId('count-replay').click();
    await page.getByTestId('confirm-replay').filter({ hasText: 'Send again: 3' }).click();
    await page.getByTestId('replayed').filter({ hasText: '3' }).waitFor();

    for (const label of ['Goes to', 'From', 'To']) await page.getByLabel(label, { exact: true }).fill('');
    await page.getByText('Choose a filter first.').waitFor();
    expect(await page.getByTestId('count-replay').isDisabled()).toBe(true);
  });

  it('has called nobody again', async () => {
    const leads = await waitFor(
      async () => {
        const found = (await Promise.all(phones.map((phone) => local.leadsOf(phone)))).flat();
        return found.every((lead) => 'state' in lead && lead.state === 'finished') && found;
      },
      { withinMs: 20_000 },
    );
    expect(leads.map((lead) => 'attempts' in lead && lead.attempts)).toMatchObject(phones.map(() => [{ number: 1 }]));
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await takePicture(page, 'deliveries-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  });
});
