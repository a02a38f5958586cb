import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createQueueStore, createSeal, scenarioQueue, submissionsQueue } from '@ringback/queue';
import { createTestLogger, waitFor } from '@ringback/test-kit';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const PERSONAL = ['+79161234567', 'Ivan', 'Иван', 'ivan@example.com'];

let cabinet: TestConsole;
let account: TestAccount;
let operator: string;
let member: string;
const leadId = randomUUID();

beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Queues');
  operator = await cabinet.signIn(account.operator);
  member = await cabinet.signIn(account.member);
  await failSomeJobs();
});
afterAll(() => cabinet.close());

/** One job that waits, and one that has failed for good with what must not be shown. */
async function failSomeJobs(): Promise<void> {
  const store = createQueueStore({ databaseUrl: cabinet.databaseUrl, redisUrl: null }, createTestLogger());
  const submissions = store.openQueue(submissionsQueue);
  const scenarios = store.openQueue({ ...scenarioQueue, attempts: 1 });
  const sealed = createSeal(Buffer.alloc(32, 7).toString('base64')).seal(PERSONAL.join());
  await submissions.add('accepted', { leadIds: [leadId], widgetHashes: [account.widgetHash], sealed });
  const event = { type: 'leg-answered', callId: PERSONAL.join() } as const;
  const data = { leadId, widgetHash: account.widgetHash, at: new Date().toISOString(), event };
  await scenarios.add('leg-answered', data, { jobId: 'failing-job' });
  const worker = store.openWorker(scenarioQueue, () => Promise.reject(new Error(`dial: ${PERSONAL.join('\n')}`)));
  await waitFor(async () => (await scenarios.bull().getJob('failing-job'))?.isFailed());
  await worker.close();
  await Promise.all([submissions.close(), scenarios.close()]);
}

const board = (path: string, cookie: string) => request(cabinet.url).get(`/queues${path}`).set('Cookie', cookie);
const change = (method: 'put' | 'post' | 'patch', path: string) =>
  request(cabinet.url)[method](`/queues/api/queues/${path}`).set('Cookie', operator);

describe('/queues', () => {
  it('sends a stranger to the sign-in page, and refuses a stranger’s program', async () => {
    const page = await request(cabinet.url).get('/queues').set('Accept', 'text/html').expect(302);
    expect(page.get('Location')).toBe('/');
    await request(cabinet.url).get('/queues/api/queues').set('Accept', 'application/json').expect(401);
    await request(cabinet.url).get('/queues/static/favicon-32x32.png').set('Accept', 'image/*').expect(401);
  });

  it('is closed to members and to API keys', async () => {
    await board('', member).expect(403);
    await board('/api/queues', member).expect(403);
    await cabinet.get(account, '/queues/api/queues').expect(403);
  });

  it('shows an operator the board', async () => {
    const { text } = await board('/', operator).expect(200);
    expect(text).toContain('Ringback queues');
  });

  it('shows the queue of an exchange as soon as a worker has held it', async () => {
    const names = async (): Promise<string[]> => {
      const { body } = await board('/api/queues', operator).expect(200);
      return body.queues.map(({ name }: { name: string }) => name).sort();
    };
    const before = await names();
    await cabinet.database.prisma.exchange.create({ data: { name: 'second', routes: 1, heldBy: 'a worker' } });
    expect(await names()).toEqual([...before, 'call-second'].sort());
    expect(await names()).toEqual([...before, 'call-second'].sort());
  });

  it('shows for each job its lead, widget, tries and reason of failure, and no personal data', async () => {
    const answers = [
      await board('/api/queues?activeQueue=scenario&status=failed', operator).expect(200),
      await board('/api/queues?activeQueue=submissions&status=latest', operator).expect(200),
      await board('/api/queues/scenario/failing-job', operator).expect(200),
      await board('/api/queues/scenario/failing-job/flow', operator).expect(200),
      await board('/api/queues/scenario/failing-job/logs', operator).expect(200),
    ];

    expect(answers[2]?.body.job).toMatchObject({
      id: 'failing-job',
      name: 'leg-answered',
      attempts: 1,
      data: { leadId, widgetHash: account.widgetHash, event: 'leg-answered' },
      failedReason: 'dial: [number]',
    });
    expect(answers[0]?.text).toContain(leadId);
    expect(answers[1]?.text).toContain(leadId);
    for (const { text } of answers) {
      expect(text).not.toContain('sealed');
      for (const word of PERSONAL) expect(text).not.toContain(word);
    }
  });

  it('lets an operator run a failed job again and change nothing else', async () => {
    const refused = [
      await change('post', 'scenario/add').send({ name: 'timer-due', data: {}, options: {} }),
      await change('patch', 'scenario/failing-job/update-data').send({ jobData: {} }),
      await change('put', 'scenario/failing-job/clean'),
      await change('put', 'scenario/obliterate').send({}),
      await change('put', 'scenario/empty'),
      await change('put', 'scenario/pause'),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    await change('put', 'scenario/failing-job/retry').set('Sec-Fetch-Site', 'cross-site').expect(403);

    await change('put', 'scenario/failing-job/retry').set('Sec-Fetch-Site', 'same-origin').expect(204);

    const { body } = await board('/api/queues/scenario/failing-job', operator).expect(200);
    expect(body.status).toBe('waiting');
  });
});
