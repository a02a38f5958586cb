import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { recordDeliveryTries, saveWidget } from '@ringback/db';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const HOOK = 'https://crm.example/hook';
const AT = new Date('2026-11-20T10:00:00.000Z');

let cabinet: TestConsole;
let shop: TestAccount;
let other: TestAccount;

beforeAll(async () => {
  cabinet = await openTestConsole();
  shop = await cabinet.addAccount('Shop');
  other = await cabinet.addAccount('Other');
});
beforeEach(() => cabinet.database.prisma.lead.deleteMany());
afterAll(() => cabinet.close());

/** A delivery that has failed after one try. */
async function addFailed(account: TestAccount, kind: 'forward' | 'notification' = 'notification'): Promise<string> {
  const id = randomUUID();
  const event = kind === 'forward' ? 'submission' : 'call.finished';
  await cabinet.addLead(account, { deliveries: [{ id, kind, event, target: HOOK }] });
  await recordDeliveryTries(cabinet.database.prisma, [
    {
      delivery: { id, attemptNumber: 0 },
      tried: {
        at: AT,
        responseStatus: 500,
        error: 'the endpoint answered 500',
        durationMs: 30,
        exchange: { method: 'POST', address: '192.0.2.7', firstByteMs: 20, answer: 'oops' },
      },
      after: { state: 'failed', nextAttemptAt: null },
    },
  ]);
  return id;
}

const post = (account: TestAccount, path: string, body: object = {}) =>
  request(cabinet.url).post(path).auth(account.apiKey, { type: 'bearer' }).send(body);

const rowOf = (id: string) => cabinet.database.prisma.delivery.findUniqueOrThrow({ where: { id } });

describe('GET /api/v1/deliveries', () => {
  it('tells every try: when, how, where to, the times and the answer', async () => {
    const id = await addFailed(shop);
    const { body } = await cabinet.get(shop, '/api/v1/deliveries?state=failed&target=CRM.example').expect(200);
    expect(body).toMatchObject({
      items: [
        {
          id,
          widgetName: 'Site',
          kind: 'notification',
          event: 'call.finished',
          target: HOOK,
          state: 'failed',
          nextAttemptAt: null,
          tries: [
            {
              at: AT.toISOString(),
              method: 'POST',
              address: '192.0.2.7',
              responseStatus: 500,
              firstByteMs: 20,
              durationMs: 30,
              error: 'the endpoint answered 500',
              answer: 'oops',
            },
          ],
        },
      ],
      nextCursor: null,
    });
    expect((await cabinet.get(shop, `/api/v1/deliveries/${id}`).expect(200)).body).toEqual(body.items[0]);
  });

  it('goes from page to page', async () => {
    const ids = [await addFailed(shop), await addFailed(shop), await addFailed(shop)];
    const first = (await cabinet.get(shop, '/api/v1/deliveries?limit=2').expect(200)).body;
    const rest = (await cabinet.get(shop, `/api/v1/deliveries?limit=2&cursor=${first.nextCursor}`).expect(200)).body;
    const read = [...first.items, ...rest.items].map(({ id }: { id: string }) => id);
    expect(read.sort()).toEqual(ids.sort());
    expect(rest.nextCursor).toBeNull();
  });

  it('shows nothing of another account', async () => {
    const id = await addFailed(other);
    expect((await cabinet.get(shop, '/api/v1/deliveries').expect(200)).body.items).toEqual([]);
    await cabinet.get(shop, `/api/v1/deliveries/${id}`).expect(404);
    await post(shop, `/api/v1/deliveries/${id}/replay`).expect(404);
    expect(
      (await post(shop, '/api/v1/deliveries/replay', { filter: { state: 'failed' } }).expect(200)).body.count,
    ).toBe(0);
    expect(await rowOf(id)).toMatchObject({ state: 'failed' });
  });
});

describe('POST /api/v1/deliveries/{id}/replay', () => {
  it('sends it again under its id, by its schedule from the beginning, and places no call', async () => {
    const id = await addFailed(shop);
    const answer = await post(shop, `/api/v1/deliveries/${id}/replay`).expect(202);
    expect(answer.body).toEqual({ count: 1, replayed: 1 });
    const { prisma } = cabinet.database;
    expect(await rowOf(id)).toMatchObject({ state: 'pending', triesBefore: 1, claimedBy: null });
    expect((await rowOf(id)).nextAttemptAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await prisma.effect.count()).toBe(0);
    expect(await prisma.leg.count()).toBe(0);
  });

  it('leaves alone what is being tried at this moment', async () => {
    const id = await addFailed(shop);
    await cabinet.database.prisma.delivery.update({ where: { id }, data: { state: 'pending', claimedBy: 'worker' } });
    expect((await post(shop, `/api/v1/deliveries/${id}/replay`).expect(202)).body.replayed).toBe(0);
  });
});

describe('POST /api/v1/deliveries/replay', () => {
  it('counts first, and sends only what was counted', async () => {
    const [hook, forward] = [await addFailed(shop), await addFailed(shop, 'forward')];
    const filter = { kind: 'notification', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    const counted = await post(shop, '/api/v1/deliveries/replay', { filter }).expect(200);
    expect(counted.body).toEqual({ count: 1, replayed: 0 });
    expect(await rowOf(hook)).toMatchObject({ state: 'failed' });

    const wrong = await post(shop, '/api/v1/deliveries/replay', { filter, count: 2 }).expect(409);
    expect(wrong.body).toMatchObject({ count: 1, type: expect.stringContaining('#count-changed') });
    const sent = await post(shop, '/api/v1/deliveries/replay', { filter, count: 1 }).expect(202);
    expect(sent.body).toEqual({ count: 1, replayed: 1 });
    expect(await rowOf(hook)).toMatchObject({ state: 'pending' });
    expect(await rowOf(forward)).toMatchObject({ state: 'failed' });
  });

  it.each([{}, { filter: {} }, { filter: { colour: 'red' } }, { filter: { state: 'failed' }, count: -1 }])(
    'refuses %j',
    async (body) => {
      const answer = await post(shop, '/api/v1/deliveries/replay', body).expect(400);
      expect(answer.body.type).toContain('#invalid-parameters');
    },
  );
});

describe('/api/v1/webhooks', () => {
  it('tells how webhooks fare, no secrets, and switches one on again', async () => {
    const offices = [{ name: 'Office', managers: [{ name: 'Anna', number: '100' }] }];
    const webhook = { url: HOOK, secrets: [`whsec_${'A'.repeat(32)}`], headers: { 'x-token': 'hidden-token' } };
    const { prisma } = cabinet.database;
    const widget = { accountId: shop.id, hash: shop.widgetHash, name: 'Site' };
    await saveWidget(prisma, { ...widget, settings: { sites: ['shop.example'], offices, webhooks: [webhook] } });
    const { id: widgetId } = await prisma.widget.findUniqueOrThrow({ where: { hash: shop.widgetHash } });
    await prisma.failingWebhook.create({
      data: { widgetId, url: HOOK, failingSince: AT, switchedOffAt: AT, reason: 'gone' },
    });
    const answer = await cabinet.get(shop, '/api/v1/webhooks').expect(200);
    expect(answer.body.items).toMatchObject([
      { widgetHash: shop.widgetHash, url: HOOK, headers: ['x-token'], secrets: ['…AAAAA'], reason: 'gone' },
    ]);
    expect(answer.text).not.toMatch(/whsec_|hidden-token/);

    const address = { widgetHash: shop.widgetHash, url: HOOK };
    expect((await post(other, '/api/v1/webhooks/switch-on', address).expect(200)).body).toEqual({ switchedOn: false });
    expect((await post(shop, '/api/v1/webhooks/switch-on', address).expect(200)).body).toEqual({ switchedOn: true });
    const after = await cabinet.get(shop, '/api/v1/webhooks').expect(200);
    expect(after.body.items).toMatchObject([{ failingSince: null, switchedOffAt: null, reason: null }]);
  });
});
