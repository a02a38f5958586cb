import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

let cabinet: TestConsole;
beforeAll(async () => {
  cabinet = await openTestConsole();
});
afterAll(() => cabinet.close());

interface Listening {
  received: () => string;
  ended: Promise<void>;
  stop: () => void;
}

async function listenTo(headers: Record<string, string>): Promise<Listening> {
  const stopping = new AbortController();
  const response = await fetch(`${cabinet.url}/api/v1/events`, { headers, signal: stopping.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  let text = '';
  const read = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  return { received: () => text, ended: read().catch(() => undefined), stop: () => stopping.abort() };
}

const withKey = (account: TestAccount) => listenTo({ authorization: `Bearer ${account.apiKey}` });

describe('GET /api/v1/events', () => {
  it('tells a session and a key of the account that a lead has changed, and no other account', async () => {
    const [mine, other] = await Promise.all([cabinet.addAccount('Mine'), cabinet.addAccount('Other')]);
    const streams = [await listenTo({ cookie: await cabinet.signIn(mine.member) }), await withKey(mine)];
    const foreign = await withKey(other);

    const id = await cabinet.addLead(mine);
    const otherId = await cabinet.addLead(other);

    await waitFor(() => streams.every(({ received }) => received().includes(`event: lead\ndata: {"id":"${id}"}\n\n`)));
    await waitFor(() => foreign.received().includes(otherId));
    expect(foreign.received()).not.toContain(id);
    for (const { received } of streams) expect(received()).not.toContain(otherId);
    for (const { stop } of [...streams, foreign]) stop();
  });

  it('ends the streams when the listening connection was lost, so that browsers read again what they missed', async () => {
    const stream = await withKey(await cabinet.addAccount('Gap'));
    const { prisma } = cabinet.database;
    await waitFor(
      () =>
        prisma.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'LISTEN %lead_changed%'`,
    );
    await stream.ended;
  });

  it('is closed to strangers', async () => {
    expect((await fetch(`${cabinet.url}/api/v1/events`)).status).toBe(401);
  });
});

describe('close', () => {
  it('ends the streams that are open', async () => {
    const closing = await openTestConsole();
    const account = await closing.addAccount('Closing');
    const headers = { authorization: `Bearer ${account.apiKey}` };
    const response = await fetch(`${closing.url}/api/v1/events`, { headers });

    await closing.close();

    expect(await response.text()).toBe('retry: 2000\n\n');
  });
});
