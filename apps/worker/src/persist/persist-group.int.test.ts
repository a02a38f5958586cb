import { randomBytes, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Decision } from '@ringback/db';
import { createSeal } from '@ringback/queue';
import type { AcceptedForm } from '@ringback/submission';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, type TestWidget } from '../open-test-widget.ts';
import { keepScenarios } from '../scenario/kept-scenarios.ts';
import { createPersistGroup, type PersistGroup } from './persist-group.ts';

const seal = createSeal(randomBytes(32).toString('base64'));

let widget: TestWidget;
let dispatched: Decision[];
/** What the claims have noted. */
let chosen: Map<string, string>;
let persistGroup: PersistGroup;
beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(() => {
  dispatched = [];
  chosen = new Map();
  persistGroup = createPersistGroup({
    prisma: widget.db.prisma,
    findSettings: widget.findSettings,
    kept: keepScenarios(),
    dispatch: (decision) => {
      dispatched.push(decision);
      return Promise.resolve();
    },
    seal,
    findChosenIds: (ids) => Promise.resolve(new Map([...chosen].filter(([id]) => ids.includes(id)))),
    limits: { callsPerPhone: 3, phonesPerVisitor: 0 },
    now: () => NOW,
    log: createTestLogger(),
  });
});
afterAll(() => widget.close());

function persist(...group: AcceptedForm[]): Promise<void> {
  return persistGroup(seal.seal(JSON.stringify(group)));
}

async function storedOf(group: AcceptedForm[]): Promise<boolean[]> {
  const rows = await widget.db.prisma.lead.findMany({ where: { id: { in: group.map(({ leadId }) => leadId) } } });
  return group.map(({ leadId }) => rows.some(({ id }) => id === leadId));
}

const poison = (): AcceptedForm => widget.acceptForm({ comment: 'a\u0000b' });

describe('persistGroup', () => {
  it('stores every submission of a group and sets off its first effects', async () => {
    const group = [widget.acceptForm(), widget.acceptForm(), widget.acceptForm()];
    await persist(...group);
    expect(await storedOf(group)).toEqual([true, true, true]);
    expect(dispatched.map(({ leadId }) => leadId)).toEqual(group.map(({ leadId }) => leadId));
  });

  it('does nothing for a group that comes a second time', async () => {
    const group = [widget.acceptForm(), widget.acceptForm()];
    await persist(...group);
    await persist(...group);
    expect(dispatched).toHaveLength(2);
  });

  it('stores one lead for a submission that is in the group twice', async () => {
    const [twice, other] = [widget.acceptForm(), widget.acceptForm()];
    await persist(twice, other, twice);
    expect(await storedOf([twice, other])).toEqual([true, true]);
    expect(dispatched.map(({ leadId }) => leadId)).toEqual([twice.leadId, other.leadId]);
  });

  it('stores a form under the id that was chosen for it, and finds it by its own', async () => {
    const [first, again, alone] = [widget.acceptForm(), widget.acceptForm(), widget.acceptForm()];
    chosen = new Map([
      [again.leadId, first.leadId],
      [alone.leadId, randomUUID()],
    ]);
    await persist(again, alone);
    await persist(first);
    expect(await storedOf([first, again, alone])).toEqual([true, false, false]);
    const aliases = await widget.db.prisma.leadAlias.findMany({ where: { alias: { in: [...chosen.keys()] } } });
    expect(new Map(aliases.map(({ alias, leadId }) => [alias, leadId]))).toEqual(chosen);
    expect(dispatched).toHaveLength(2);
  });

  it('keeps the first of fifty different forms that were sent under one id', async () => {
    const first = widget.acceptForm({ comment: '0' });
    const others = Array.from({ length: 49 }, (_, n) => ({
      ...widget.acceptForm({ comment: `${n + 1}` }),
      leadId: first.leadId,
    }));
    await Promise.all([persist(first, ...others.slice(0, 20)), persist(...others.slice(20))]);
    const stored = await widget.db.prisma.lead.findMany({ where: { id: first.leadId } });
    expect(stored).toMatchObject([{ comment: expect.stringMatching(/^(0|21)$/) }]);
    expect(dispatched.filter(({ leadId }) => leadId === first.leadId).length).toBeLessThanOrEqual(2);
  });

  it('puts what Postgres refuses aside, sealed, and keeps its neighbours', async () => {
    const group = [widget.acceptForm(), poison(), widget.acceptForm()];
    await persist(...group);
    await persist(...group);
    expect(await storedOf(group)).toEqual([true, false, true]);
    const rejected = await widget.db.prisma.rejectedSubmission.findMany();
    expect(rejected).toMatchObject([{ leadId: group[1]?.leadId, reason: '22P05', rejectedAt: NOW }]);
    expect(JSON.parse(seal.open(rejected[0]?.sealed ?? ''))).toEqual(group[1]);
  });

  it('keeps the neighbours of one that cannot be decided, and fails to be tried again with it', async () => {
    const unknown = { ...widget.acceptForm(), settingsVersion: 99 };
    const group = [widget.acceptForm(), unknown, widget.acceptForm()];
    await expect(persist(...group)).rejects.toThrow('1 submissions were not stored');
    expect(await storedOf(group)).toEqual([true, false, true]);
    expect(await widget.db.prisma.rejectedSubmission.count({ where: { leadId: unknown.leadId } })).toBe(0);
  });

  it('decides again when another worker begins a chain for the phone at the same moment', async () => {
    const phone = '+79161112233';
    const both = [widget.acceptForm({ phone }), widget.acceptForm({ phone })];
    await Promise.all(both.map((accepted) => persist(accepted)));
    const results = dispatched.map(({ transition: { next } }) => next.status).toSorted();
    expect(results).toEqual(['dialing-manager', 'finished']);
  });

  it('tells which list or limit stands in the way of a call, and keeps the lead', async () => {
    const { prisma } = widget.db;
    const [listed, often] = ['+79163334455', '+79163334466'];
    await prisma.block.create({ data: { phone: '+7916333445*' } });
    await persist(widget.acceptForm({ phone: listed }), ...[1, 2, 3, 4].map(() => widget.acceptForm({ phone: often })));
    const reasons = dispatched.map(({ transition: { next } }) => next.status === 'finished' && next.result.manager);
    expect(reasons).toEqual([667, false, 706, 706, 706]);
    await prisma.scenario.updateMany({ where: { phone: often }, data: { finishedAt: NOW, begunAt: NOW } });
    await persist(widget.acceptForm({ phone: often }));
    expect(dispatched.at(-1)?.transition.timeline).toContainEqual({
      type: 'not-called',
      status: { manager: 667, visitor: 0 },
      blockedBy: 'limit',
    });
    expect(await prisma.lead.count({ where: { phone: { in: [listed, often] } } })).toBe(6);
  });

  it('fails for a group that was sealed with another key, to be tried again', async () => {
    const foreign = createSeal(randomBytes(32).toString('base64'));
    await expect(persistGroup(foreign.seal(JSON.stringify([widget.acceptForm()])))).rejects.toThrow();
  });

  it('has no trouble with sixty-four at once, poison among them', async () => {
    const group = Array.from({ length: 64 }, (_, place) => (place % 16 === 0 ? poison() : widget.acceptForm()));
    await persist(...group);
    expect(await storedOf(group)).toEqual(group.map((_, place) => place % 16 !== 0));
    expect(await storedOf([widget.acceptForm()])).toEqual([false]);
  });
});
