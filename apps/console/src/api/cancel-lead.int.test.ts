import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findUnheardCancellations, saveAliases } from '@ringback/db';
import { createQueueStore, scenarioQueue, type JobQueue, type QueueStore, type ScenarioJob } from '@ringback/queue';
import type { ScenarioState } from '@ringback/scenario';
import { createTestLogger } from '@ringback/test-kit';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const DUE_AT = '2026-11-20T12:00:00.000Z';

const WAITING: ScenarioState = {
  status: 'scheduled',
  attempt: 1,
  legCount: 0,
  plannedAt: DUE_AT,
  retries: 0,
  postponed: 0,
  rang: false,
  begun: false,
  timerAt: DUE_AT,
};

let cabinet: TestConsole;
let account: TestAccount;
let store: QueueStore;
let jobs: JobQueue<ScenarioJob>;
beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Shop');
  store = createQueueStore({ databaseUrl: cabinet.databaseUrl, redisUrl: null }, createTestLogger());
  jobs = store.openQueue(scenarioQueue);
});
afterAll(async () => {
  await jobs.close();
  await store.close();
  await cabinet.close();
});

/** A lead with a phone of its own that waits for its hour. */
async function addWaitingLead(): Promise<string> {
  const id = randomUUID();
  return cabinet.addLead(account, { id, submission: { phone: `+7${id}` }, state: WAITING });
}

const cancel = (id: string, by = account): request.Test => cabinet.post(by, `/api/v1/leads/${id}/cancel`, {});

const scenarioOf = (leadId: string) => cabinet.database.prisma.scenario.findUniqueOrThrow({ where: { leadId } });

async function toldOf(leadId: string): Promise<ScenarioJob['event'][]> {
  const waiting: { data: ScenarioJob }[] = await jobs.bull().getJobs(['waiting', 'delayed', 'prioritized']);
  return waiting.filter(({ data }) => data.leadId === leadId).map(({ data }) => data.event);
}

describe('POST /api/v1/leads/{id}/cancel', () => {
  it('keeps what is wanted in a row and tells the scenario, which alone decides', async () => {
    const id = await addWaitingLead();
    const { body } = await cancel(id).expect(202);
    const { version, document, cancelledAt } = await scenarioOf(id);
    expect([version, document]).toEqual([1, WAITING]);
    expect(cancelledAt?.toISOString()).toBe(body.cancelledAt);
    expect(await toldOf(id)).toEqual([{ type: 'lead-cancelled' }]);
    const later = new Date(Date.now() + 1000);
    expect(await findUnheardCancellations(cabinet.database.prisma, later, 10)).toEqual([{ leadId: id, cancelledAt }]);
  });

  it('answers the same when it is asked again, also when the lead has ended by it', async () => {
    const id = await addWaitingLead();
    const first = await cancel(id).expect(202);
    const second = await cancel(id).expect(202);
    await cabinet.database.prisma.scenario.update({ where: { leadId: id }, data: { finishedAt: new Date() } });
    const third = await cancel(id).expect(202);
    expect([second.body, third.body]).toEqual([first.body, first.body]);
  });

  it('takes the other id of a form that was sent twice', async () => {
    const id = await addWaitingLead();
    const alias = randomUUID();
    await saveAliases(cabinet.database.prisma, new Map([[alias, id]]));
    await cancel(alias).expect(202);
    expect(await toldOf(id)).toHaveLength(1);
  });

  it('says that a finished lead cannot be cancelled', async () => {
    const id = await cabinet.addLead(account);
    const { body } = await cancel(id).expect(409);
    expect(body).toMatchObject({ status: 409, type: expect.stringMatching(/#lead-finished$/) });
    expect(await toldOf(id)).toEqual([]);
    expect(await scenarioOf(id)).toMatchObject({ cancelledAt: null });
  });

  it('knows nothing of the leads of another account', async () => {
    const other = await cabinet.addAccount('Other');
    const id = await addWaitingLead();
    for (const path of [id, randomUUID(), 'no-id']) {
      const { body } = await cancel(path, other).expect(404);
      expect(body.type).toMatch(/#lead-not-found$/);
    }
    expect(await scenarioOf(id)).toMatchObject({ cancelledAt: null });
  });

  it('is for those who are signed in', async () => {
    await request(cabinet.url)
      .post(`/api/v1/leads/${await addWaitingLead()}/cancel`)
      .expect(401);
  });
});
