import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadPage } from '@ringback/db';
import request from 'supertest';

import { openTestConsole, REACHED, type TestAccount, type TestConsole } from '../open-test-console.ts';

let cabinet: TestConsole;
beforeAll(async () => {
  cabinet = await openTestConsole();
});
afterAll(() => cabinet.close());

async function readPage(account: TestAccount, query: string): Promise<LeadPage> {
  const { body }: { body: LeadPage } = await cabinet.get(account, `/api/v1/leads?${query}`).expect(200);
  return body;
}

async function idsOf(account: TestAccount, query: string): Promise<string[]> {
  return (await readPage(account, query)).items.map(({ id }) => id);
}

describe('GET /api/v1/leads', () => {
  it('shows an account its own leads only', async () => {
    const [mine, other] = await Promise.all([cabinet.addAccount('Mine'), cabinet.addAccount('Other')]);
    const id = await cabinet.addLead(mine);
    await cabinet.addLead(other);

    expect(await idsOf(mine, '')).toEqual([id]);
    expect(await idsOf(mine, `widgetHash=${other.widgetHash}`)).toEqual([]);
  });

  it('pages through all leads, newest first, each once, also when they came in the same millisecond', async () => {
    const account = await cabinet.addAccount('Pages');
    const ids: string[] = [];
    for (const second of [1, 2, 2, 2, 3]) {
      ids.push(await cabinet.addLead(account, { receivedAt: `2026-11-20T10:00:0${second}.123Z` }));
    }

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor }: LeadPage = await readPage(account, `limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    }

    expect(seen).toHaveLength(5);
    expect([seen[0], seen[4]]).toEqual([ids[4], ids[0]]);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('finds a lead by a part of anything that was written in its form', async () => {
    const account = await cabinet.addAccount('Search');
    const submission = {
      visitorName: 'Иван Петров',
      email: 'ivan@example.com',
      formName: 'Call me',
      fields: [{ name: 'size', value: '100%_\\ cotton' }],
    };
    const id = await cabinet.addLead(account, { submission });
    await cabinet.addLead(account, { submission: { phone: '+74951112233', phoneRaw: '4951112233' } });

    for (const q of ['иван', 'IVAN@', 'call m', '100%_\\ c', '916 123', '8 (916) 123']) {
      expect([q, await idsOf(account, `q=${encodeURIComponent(q)}`)]).toEqual([q, [id]]);
    }
    expect(await idsOf(account, 'q=1%25cotton')).toEqual([]);
  });

  it('finds a lead by its phone in any spelling, or by the last digits, or as it was typed', async () => {
    const account = await cabinet.addAccount('Phones');
    const id = await cabinet.addLead(account);
    const typed = await cabinet.addLead(account, { submission: { phone: null, phoneRaw: '12-34-5' } });

    for (const phone of ['+79161234567', '79161234567', '8 (916) 123-45-67', '4567']) {
      expect([phone, await idsOf(account, `phone=${encodeURIComponent(phone)}`)]).toEqual([phone, [id]]);
    }
    expect(await idsOf(account, 'phone=12345')).toEqual([typed]);
  });

  it('filters by state, status and time', async () => {
    const account = await cabinet.addAccount('Filters');
    const reached = await cabinet.addLead(account, { receivedAt: '2026-11-20T10:00:00.000Z' });
    const missed = await cabinet.addLead(account, {
      receivedAt: '2026-11-21T10:00:00.000Z',
      state: { ...REACHED, result: { manager: 487, visitor: 0 }, talkSeconds: null },
    });
    const timerAt = '2026-11-22T11:00:00.000Z';
    const chain = { attempt: 2, legCount: 1, retries: 1, postponed: 0, rang: true };
    const waiting = await cabinet.addLead(account, {
      receivedAt: '2026-11-22T10:00:00.000Z',
      state: { ...chain, status: 'scheduled', plannedAt: timerAt, begun: false, timerAt },
    });

    expect(await idsOf(account, 'state=scheduled')).toEqual([waiting]);
    expect(await idsOf(account, 'status=success')).toEqual([reached]);
    expect(await idsOf(account, 'status=failure')).toEqual([missed]);
    expect(await idsOf(account, 'status=487/0')).toEqual([missed]);
    expect(await idsOf(account, 'status=2/0')).toEqual([waiting]);
    expect(await idsOf(account, 'from=2026-11-21T10:00:00Z&to=2026-11-21T13:00:00%2B03:00')).toEqual([missed]);
  });

  it('names every parameter that is wrong', async () => {
    const account = await cabinet.addAccount('Wrong');
    const query = 'limit=0&state=open&status=ok&phone=12a3&from=yesterday&cursor=zzz&widgetHash=1&q=%00&page=2';

    const { body, type }: { body: { type: string; problems: { parameter: string }[] }; type: string } = await cabinet
      .get(account, `/api/v1/leads?${query}`)
      .expect(400);

    expect(type).toBe('application/problem+json');
    expect(body.type).toMatch(/#invalid-parameters$/);
    expect(body.problems.map(({ parameter }) => parameter).sort()).toEqual(
      ['cursor', 'from', 'limit', 'page', 'phone', 'q', 'state', 'status', 'widgetHash'].sort(),
    );
  });

  it('refuses a parameter that is given twice', async () => {
    const account = await cabinet.addAccount('Twice');
    await cabinet.get(account, '/api/v1/leads?q=a&q=b').expect(400);
  });
});

describe('GET /api/v1/leads/{id}', () => {
  it('hides the lead of another account as if it were not there', async () => {
    const [mine, other] = await Promise.all([cabinet.addAccount('Mine'), cabinet.addAccount('Other')]);
    const id = await cabinet.addLead(other);

    for (const path of [id, id.toUpperCase(), 'no-id', '00000000-0000-4000-8000-000000000000']) {
      const { body } = await cabinet.get(mine, `/api/v1/leads/${path}`).expect(404);
      expect(body.type).toMatch(/#lead-not-found$/);
    }
    await cabinet.get(other, `/api/v1/leads/${id}`).expect(200);
  });

  it('tells all that the form carried', async () => {
    const account = await cabinet.addAccount('Whole');
    const submission = {
      visitorName: 'Ivan',
      fields: [{ name: '__proto__', value: '<script>' }],
      recognised: {
        phone: { field: 'tel', reason: 'alias' },
        consent: { field: 'agree', reason: 'alias', words: 'I agree to be called' },
      },
      visit: {
        session: { cpg: 'https://shop.example/' },
        ids: { _ga: 'GA1.2.1234567890.1612345678', yclid: '7916' },
      },
      page: 'https://shop.example/',
      backUrl: 'action',
    } as const;
    const id = await cabinet.addLead(account, { submission: { ...submission, fields: [...submission.fields] } });

    const { body } = await cabinet.get(account, `/api/v1/leads/${id}`).expect(200);

    expect(body).toMatchObject({
      ...submission,
      id,
      consent: {
        field: 'agree',
        words: 'I agree to be called',
        page: 'https://shop.example/',
        at: '2026-11-20T10:00:00.000Z',
      },
      ids: { gclid: null, yclid: '7916', ymUid: null, gaClientId: '1234567890.1612345678', roistatVisit: null },
      receivedAt: '2026-11-20T10:00:00.000Z',
      widgetHash: account.widgetHash,
      widgetName: 'Site',
      phone: '+79161234567',
      phoneRaw: '8 (916) 123-45-67',
      ip: '192.0.2.1',
      userAgent: 'Firefox',
      comment: null,
      state: 'finished',
      status: { manager: 200, visitor: 200, text: 'Connected' },
      talkSeconds: 42.5,
      attempts: [],
      deliveries: [],
    });
  });

  it('puts attempts, timeline and status into the words of Accept-Language', async () => {
    const account = await cabinet.addAccount('Words');
    const status = { manager: 486, visitor: 0 };
    const id = await cabinet.addLead(account, {
      state: { ...REACHED, result: status, talkSeconds: null },
      timeline: [
        { type: 'attempt-started', attempt: 1 },
        { type: 'attempt-ended', attempt: 1, status },
      ],
    });

    const russian = await cabinet.get(account, `/api/v1/leads/${id}`, 'de, ru-RU;q=0.9, en;q=0.8').expect(200);
    const english = await cabinet.get(account, `/api/v1/leads/${id}`, 'de').expect(200);

    expect(russian.get('Content-Language')).toBe('ru');
    expect(russian.body.status.text).toBe('У менеджера занято');
    expect(russian.body.timeline[0].text).toBe('Началась попытка 1');
    expect(english.body.status.text).toBe('The manager is busy');
    expect(english.body.timeline[0]).toEqual({
      at: '2026-11-20T10:00:00.000Z',
      type: 'attempt-started',
      text: 'Attempt 1 began',
    });
  });

  it('shows the legs that were dialled and not those that were called off before', async () => {
    const account = await cabinet.addAccount('Legs');
    const leg = {
      type: 'leg-dialed',
      attempt: 1,
      role: 'manager',
      number: '100',
      person: null,
      exchange: 'ringback',
      longestSeconds: 9,
    } as const;
    const callIds = [1, 2].map((number) => `${account.id}-${number}`);
    const id = await cabinet.addLead(account, {
      timeline: [{ type: 'attempt-started', attempt: 1 }, ...callIds.map((callId) => ({ ...leg, callId }))],
    });
    const at = new Date('2026-11-20T10:00:01.500Z');
    const { prisma } = cabinet.database;
    const ended = { endedAt: at, statusManager: 200, statusVisitor: 200 };
    await prisma.attempt.update({ where: { leadId_number: { leadId: id, number: 1 } }, data: ended });
    const rung = { claimedAt: at, answeredAt: at, endedAt: at, disposition: 'answered', code: 200 };
    await prisma.leg.update({ where: { callId: callIds[0] ?? '' }, data: rung });
    await prisma.leg.update({ where: { callId: callIds[1] ?? '' }, data: { endedAt: at, disposition: 'cancelled' } });

    const { body } = await cabinet.get(account, `/api/v1/leads/${id}`).expect(200);

    expect(body.attempts).toEqual([
      {
        number: 1,
        startedAt: '2026-11-20T10:00:00.000Z',
        endedAt: at.toISOString(),
        status: { manager: 200, visitor: 200, text: 'Connected' },
        legs: [
          {
            role: 'manager',
            number: '100',
            disposition: 'answered',
            code: 200,
            dialedAt: at.toISOString(),
            answeredAt: at.toISOString(),
            endedAt: at.toISOString(),
          },
        ],
      },
    ]);
  });
});

describe('GET /api/v1/widgets', () => {
  it('lists the widgets of the account', async () => {
    const account = await cabinet.addAccount('Widgets');
    const { body } = await cabinet.get(account, '/api/v1/widgets').expect(200);
    expect(body).toEqual({ items: [{ hash: account.widgetHash, name: 'Site', enabled: true }] });
  });
});

describe('an address that is not there', () => {
  it('is answered with problem details', async () => {
    const { body } = await request(cabinet.url).get('/api/v1/nothing').expect(404);
    expect(body).toMatchObject({ title: 'Unknown address', status: 404 });
  });
});
