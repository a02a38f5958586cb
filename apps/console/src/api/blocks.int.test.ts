import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

const PATH = '/api/v1/blocks';

let cabinet: TestConsole;
let mine: TestAccount;
let other: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  [mine, other] = await Promise.all([cabinet.addAccount('Mine'), cabinet.addAccount('Other')]);
});
afterAll(() => cabinet.close());

const post = (account: TestAccount, body: object) => cabinet.post(account, PATH, body);

const remove = (account: TestAccount, id: unknown) =>
  request(cabinet.url)
    .delete(`${PATH}/${String(id)}`)
    .auth(account.apiKey, { type: 'bearer' });

async function idsOf(account: TestAccount): Promise<string[]> {
  const { body } = await cabinet.get(account, PATH).expect(200);
  return body.items.map(({ id }: { id: string }) => id);
}

describe('/api/v1/blocks', () => {
  it('adds a phone in any spelling and a network to the list of a widget, and shows them, the newest first', async () => {
    const { widgetHash } = mine;
    const phone = await post(mine, { widgetHash, phone: '8 (916) 000-00-01', note: ' bomber ' }).expect(201);
    const network = await post(mine, { widgetHash, network: '203.0.113.9/24' }).expect(201);

    expect(phone.body).toMatchObject({ widgetHash, phone: '+79160000001', network: null, note: 'bomber' });
    expect(network.body).toMatchObject({ widgetHash, phone: null, network: '203.0.113.0/24', note: null });
    expect(await idsOf(mine)).toEqual([network.body.id, phone.body.id]);
  });

  it('gives the entry that is there already', async () => {
    const block = { widgetHash: mine.widgetHash, phone: '+7900*' };
    const [first, again] = [await post(mine, block).expect(201), await post(mine, block).expect(201)];

    expect(again.body).toEqual(first.body);
  });

  it('takes an entry off', async () => {
    const { body } = await post(mine, { widgetHash: mine.widgetHash, network: '2001:db8::1' }).expect(201);
    await remove(mine, body.id).expect(204);

    expect(await idsOf(mine)).not.toContain(body.id);
    await remove(mine, body.id).expect(404);
    await remove(mine, 'nonsense').expect(404);
  });

  it('keeps the lists of accounts apart', async () => {
    const { body } = await post(mine, { widgetHash: mine.widgetHash, phone: '+79160000009' }).expect(201);
    const foreign = await post(other, { widgetHash: mine.widgetHash, phone: '+79160000009' });

    expect(foreign.status).toBe(404);
    expect(foreign.body.type).toContain('#widget-not-found');
    expect(await idsOf(other)).toEqual([]);
    expect((await remove(other, body.id)).body.type).toContain('#block-not-found');
    expect(await idsOf(mine)).toContain(body.id);
  });

  it('shows and changes the list of the installation to operators only', async () => {
    const block = { widgetHash: null, phone: '+79160000010' };
    const asMember = await cabinet.signIn(mine.member);
    const asOperator = await cabinet.signIn(mine.operator);
    const postAs = (cookie: string) =>
      request(cabinet.url).post(PATH).set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }).send(block);
    expect((await post(mine, block)).status).toBe(403);
    expect((await postAs(asMember)).status).toBe(403);
    const { id } = (await postAs(asOperator).expect(201)).body;
    const list = await request(cabinet.url).get(PATH).set('Cookie', asOperator).expect(200);

    expect(list.body.items).toContainEqual(expect.objectContaining({ id, widgetHash: null }));
    expect(await idsOf(mine)).not.toContain(id);
    await remove(mine, id).expect(404);
    await request(cabinet.url)
      .delete(`${PATH}/${id}`)
      .set({ Cookie: asOperator, 'Sec-Fetch-Site': 'same-origin' })
      .expect(204);
  });

  it.each([
    {},
    { phone: '+79160000001' },
    { widgetHash: 'x', phone: '+79160000001' },
    { widgetHash: null },
    { widgetHash: null, phone: '+79160000001', network: '203.0.113.9' },
    { widgetHash: null, phone: '123' },
    { widgetHash: null, network: '0.0.0.0/0' },
    { widgetHash: null, phone: ['+79160000001'] },
    { widgetHash: null, phone: '+79160000001', note: 'x'.repeat(201) },
  ])('refuses %j', async (body) => {
    const { status, body: problem } = await post(mine, body);

    expect(status).toBe(400);
    expect(problem.problems).not.toEqual([]);
  });

  it('refuses who is nobody, and what another site made a browser send', async () => {
    await request(cabinet.url).get(PATH).expect(401);
    await request(cabinet.url).post(PATH).send({ widgetHash: null, phone: '+79160000001' }).expect(401);
    await request(cabinet.url).delete(`${PATH}/${randomUUID()}`).expect(401);
    const foreign = { Cookie: await cabinet.signIn(mine.operator), 'Sec-Fetch-Site': 'cross-site' };
    await request(cabinet.url).post(PATH).set(foreign).send({ widgetHash: null, phone: '+79160000001' }).expect(403);
  });
});
