import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';

let cabinet: TestConsole;
let mine: TestAccount;
let other: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  [mine, other] = await Promise.all([cabinet.addAccount('Mine'), cabinet.addAccount('Other')]);
});
afterAll(() => cabinet.close());

const AT = '2026-11-20T10:00:00.000Z';
const accepts = { key: '1' };
const rehearse = (account: TestAccount, body: object, widgetHash = account.widgetHash) =>
  cabinet.post(account, `/api/v1/widgets/${widgetHash}/rehearsal`, { at: AT, ...body });

describe('POST /api/v1/widgets/{hash}/rehearsal', () => {
  it('says who would be rung when, and what would come of it', async () => {
    const { body } = await rehearse(mine, { phone: '8 916 000-00-01', managers: [accepts] }).expect(200);

    expect(body.status).toEqual({ manager: 200, visitor: 200, text: 'Connected' });
    expect(body.calls).toMatchObject([
      { at: AT, role: 'manager' },
      { role: 'visitor', number: '+79160000001' },
    ]);
    expect(body.timeline.at(-1)).toMatchObject({ type: 'finished', text: 'Finished: Connected (200/200)' });
  });

  it('plays through what else people do', async () => {
    const visitor = { does: 'be-busy' };
    const { body } = await rehearse(mine, { phone: '+79160000001', managers: [accepts], visitor }).expect(200);

    expect(body.status).toMatchObject({ manager: 200, visitor: 486 });
    expect(body.calls).toHaveLength(8);
  });

  it('says that a phone would not be called', async () => {
    const { body } = await rehearse(mine, { phone: '+1 212 555 0123', managers: [accepts] }).expect(200);

    expect(body).toMatchObject({ status: { manager: 718, visitor: 0 }, calls: [] });
  });

  it('leaves no lead', async () => {
    await rehearse(mine, { phone: '+79160000001', managers: [accepts] }).expect(200);

    expect((await cabinet.get(mine, '/api/v1/leads')).body.items).toEqual([]);
  });

  it('knows nothing of the widgets of others', async () => {
    const body = { phone: '+79160000001', managers: [accepts] };
    expect((await rehearse(mine, body, other.widgetHash).expect(404)).body).toMatchObject({ title: 'Unknown widget' });
  });

  it('names what is wrong with the request', async () => {
    const { body } = await rehearse(mine, { managers: [{ does: 'sing' }] }).expect(400);

    expect(body.problems.map(({ parameter }: { parameter: string }) => parameter)).toEqual(
      expect.arrayContaining(['phone', 'managers.0.does']),
    );
  });
});
