import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_USER, type LocalRun } from '@ringback/local';
import { waitFor } from '@ringback/test-kit';
import type { Browser } from 'playwright-core';

import { openBrowser } from './browser.ts';
import { API_KEY, openLocalRun } from './open-local-run.ts';

describe('the local run', () => {
  let local: LocalRun;
  let browser: Browser;
  beforeAll(async () => {
    [local, browser] = await Promise.all([openLocalRun(), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await local.close();
  }, 30_000);

  it('takes the plain form from a real browser to a finished lead that the cabinet shows', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${local.demoUrl}/plain?utm_source=yandex&utm_campaign=brand`);
    await page.fill('#plain-form [name=name]', 'Ivan Petrov');
    await page.fill('#plain-form [name=phone]', '+7 (916) 123-45-10');
    await page.fill('#plain-form [name=comment]', 'Please call soon');
    await page.click('#plain-form [type=submit]');
    await page.waitForLoadState();

    const lead = await waitFor(async () => (await leads(local, 'state=finished'))[0], { withinMs: 5_000 });
    expect(lead).toMatchObject({
      status: { manager: 200, visitor: 200 },
      phone: '+79161234510',
      utm: { source: 'yandex', campaign: 'brand' },
    });
    expect(await waitFor(() => received(local, 'received'))).toMatchObject([
      { method: 'POST', fields: expect.arrayContaining([{ name: 'comment', value: 'Please call soon' }]) },
    ]);
    expect(await waitFor(() => received(local, 'messages'))).toMatchObject([
      { subject: expect.stringContaining('Ivan Petrov'), text: expect.stringContaining('Please call soon') },
    ]);
    expect(await waitFor(() => received(local, 'webhooks'))).toMatchObject([
      { verified: true, type: 'call.finished', body: { data: { lead: { id: lead['id'] } } } },
    ]);

    await page.goto(local.consoleUrl);
    await page.fill('[name=email]', DEMO_USER.email);
    await page.fill('[name=password]', DEMO_USER.password);
    await page.keyboard.press('Enter');
    await page.getByTestId('lead-row').first().getByRole('link').first().click();
    await page.getByTestId('timeline').getByText('Manager and visitor were connected').waitFor();
    await page.close();
  }, 60_000);

  it("changes a lead's row in the cabinet by itself while the call runs", async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(local.consoleUrl);
    await page.fill('[name=email]', DEMO_USER.email);
    await page.fill('[name=password]', DEMO_USER.password);
    await page.keyboard.press('Enter');
    await page.getByTestId('leads').waitFor();
    const { id } = await order(local, { name: 'Olga', phone: '+79161234520' });
    const row = page.locator(`[data-testid=lead-row][data-lead-id="${id}"]`);
    await row.waitFor();
    await page.locator(`[data-testid=lead-row][data-lead-id="${id}"][data-state=finished]`).waitFor();
    expect(await row.getByTestId('lead-status').innerText()).toContain('Connected');
    await context.close();
  }, 60_000);

  it('shows the operator each job on Bull Board, without personal data', async () => {
    const { id } = await order(local, { name: 'Zinaida', phone: '+79161234530' });
    await waitFor(async () => (await leads(local, 'state=finished&q=Zinaida'))[0]);
    const page = await browser.newPage();
    await page.goto(`${local.consoleUrl}/queues`);
    await page.fill('[name=email]', DEMO_USER.email);
    await page.fill('[name=password]', DEMO_USER.password);
    await page.keyboard.press('Enter');
    await page.getByTestId('leads').waitFor();
    // The alarm of a briefing waits for its time; orders for the exchange need no job where its holder has decided them.
    const statuses = { submissions: 'completed', scenario: 'delayed', email: 'completed', notification: 'completed' };
    for (const [queue, status] of Object.entries(statuses)) {
      const answer = await page.request.get(
        `${local.consoleUrl}/queues/api/queues?activeQueue=${queue}&status=${status}&page=1`,
      );
      const text = await answer.text();
      expect(text).toContain(id);
      expect(text).not.toMatch(/Zinaida|9161234530/);
    }
    await page.close();
  }, 60_000);

  it('keeps what the README says of the form to paste and of the API', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [form = ''] = fencesOf(readme, 'html');
    const page = await browser.newPage();
    await page.setContent(atLocal(local, form));
    await page.fill('[name=name]', 'Reader');
    await page.fill('[name=phone]', '+7 916 000-00-10');
    await page.click('button');
    await waitFor(async () => (await leads(local, 'state=finished&q=Reader'))[0]);
    await page.close();

    const commands = fencesOf(readme, 'sh').flatMap((fence) =>
      fence.split('\n').filter((line) => line.startsWith('curl ')),
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const { stdout } = await promisify(execFile)('sh', ['-c', atLocal(local, command)]);
      const answer = JSON.parse(stdout) as { items: object[] };
      expect(answer.items).not.toEqual([]);
    }
  }, 60_000);
});

function fencesOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);
}

/** The addresses and the key of the README, as they are in this test. */
function atLocal(local: LocalRun, text: string): string {
  return text
    .replaceAll('http://127.0.0.1:3100', local.ingestUrl)
    .replaceAll('http://127.0.0.1:3200', local.consoleUrl)
    .replaceAll('http://127.0.0.1:3300', local.demoUrl)
    .replaceAll('local-key', API_KEY);
}

async function leads(local: LocalRun, query: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${local.consoleUrl}/api/v1/leads?${query}`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items;
}

/** What arrived at the demo site, null while there is nothing. */
async function received(local: LocalRun, what: 'received' | 'messages' | 'webhooks'): Promise<unknown[] | null> {
  const list = (await (await fetch(`${local.demoUrl}/${what}`)).json()) as unknown[];
  return list.length > 0 ? list : null;
}

async function order(local: LocalRun, fields: Record<string, string>): Promise<{ id: string }> {
  const url = `${local.ingestUrl}/formReceiver?widgetHash=a1b2c3d4e5f60718293a4b5c6d7e8f90`;
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return (await answer.json()) as { id: string };
}
