import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cancelLead, recordLegEvents } from '@ringback/db';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { openTestWidget, secondsLater, type TestWidget } from './open-test-widget.ts';
import { storeLead } from './store-lead.ts';
import { createSweeper, type SweeperDeps } from './sweeper.ts';

let widget: TestWidget;
let now: Date;
let heard: string[];
beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  now = secondsLater(0);
  heard = [];
});
afterAll(() => widget.close());

/** Sweeps until `check` holds. */
async function sweepUntil(check: () => boolean, deps: Partial<SweeperDeps> = {}): Promise<void> {
  const sweeper = createSweeper({
    prisma: widget.db.prisma,
    handleEvent: (leadId, event) => {
      heard.push(`${leadId} ${event.type}`);
      return Promise.resolve();
    },
    sweepDeliveries: () => Promise.resolve(0),
    sweepInbox: () => Promise.resolve(0),
    sweepExchange: () => Promise.resolve(0),
    onFound: () => {},
    now: () => now,
    log: createTestLogger(),
    ...deps,
  });
  await waitFor(check).finally(() => sweeper.close());
}

describe('the sweeper', () => {
  it('finds nothing in quiet times', async () => {
    await storeLead(widget);
    let sweeps = 0;
    now = secondsLater(36);
    const sweepExchange = (): Promise<number> => {
      sweeps += 1;
      return Promise.resolve(0);
    };
    await sweepUntil(() => sweeps === 2, { sweepExchange });
    expect(heard).toEqual([]);
  });

  it('wakes a lead whose timer nobody has heard for two seconds', async () => {
    const { leadId } = await storeLead(widget);
    now = secondsLater(37.1);
    await sweepUntil(() => heard.includes(`${leadId} timer-due`));
  });

  it('tells a lead of an answer that it has not heard for two seconds', async () => {
    const { leadId, managerCallId } = await storeLead(widget);
    await recordLegEvents(widget.db.prisma, [
      { event: { type: 'leg-answered', callId: managerCallId }, at: secondsLater(3) },
    ]);
    now = secondsLater(5.1);
    await sweepUntil(() => heard.includes(`${leadId} leg-answered`));
  });

  it('tells a lead that it is cancelled when it has not heard so for two seconds', async () => {
    const { leadId } = await storeLead(widget);
    const { accountId } = await widget.db.prisma.lead.findUniqueOrThrow({ where: { id: leadId } });
    await cancelLead(widget.db.prisma, accountId, leadId, secondsLater(3));
    now = secondsLater(5.1);
    await sweepUntil(() => heard.includes(`${leadId} lead-cancelled`));
  });

  it('leaves a talk alone that was cancelled', async () => {
    const [talking, other] = [await storeLead(widget), await storeLead(widget)];
    for (const { leadId } of [talking, other]) {
      const { accountId } = await widget.db.prisma.lead.findUniqueOrThrow({ where: { id: leadId } });
      await cancelLead(widget.db.prisma, accountId, leadId, secondsLater(3));
    }
    await widget.db.prisma.scenario.update({ where: { leadId: talking.leadId }, data: { state: 'talking' } });
    now = secondsLater(5.1);
    await sweepUntil(() => heard.includes(`${other.leadId} lead-cancelled`));
    expect(heard).not.toContain(`${talking.leadId} lead-cancelled`);
  });

  it('asks for the deliveries that have been due for two seconds', async () => {
    const asked: Date[] = [];
    await sweepUntil(() => asked.length > 0, {
      sweepDeliveries: (before) => {
        asked.push(before);
        return Promise.resolve(0);
      },
    });
    expect(asked[0]).toEqual(secondsLater(-2));
  });

  it('goes on to the next lead when one cannot be handled', async () => {
    const [first, second] = [await storeLead(widget), await storeLead(widget)];
    now = secondsLater(60);
    const handleEvent: SweeperDeps['handleEvent'] = (leadId) => {
      heard.push(leadId);
      return Promise.reject(new Error('poison'));
    };
    await sweepUntil(() => heard.includes(first.leadId) && heard.includes(second.leadId), { handleEvent });
  });

  it('does not let a slow exchange keep the leads waiting', async () => {
    const { leadId } = await storeLead(widget);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let isSlow = false;
    now = secondsLater(60);
    const sweepExchange = async (): Promise<number> => {
      isSlow = true;
      await promise;
      return 0;
    };
    const sweeping = sweepUntil(
      () => {
        if (!isSlow || heard.filter((line) => line === `${leadId} timer-due`).length < 2) return false;
        resolve(undefined);
        return true;
      },
      { sweepExchange },
    );
    await sweeping;
  });

  it('tells how much it found of each kind, and nothing of what it did not find', async () => {
    await storeLead(widget);
    await storeLead(widget);
    now = secondsLater(60);
    const found: [string, number][] = [];
    const onFound: SweeperDeps['onFound'] = (kind, count) => void found.push([kind, count]);
    await sweepUntil(() => found.length >= 2, { onFound, sweepInbox: () => Promise.resolve(3) });
    expect(found.slice(0, 2).sort()).toEqual([
      ['inbox', 3],
      ['timer', 2],
    ]);
  });

  it('goes on after a sweep that fails', async () => {
    let sweeps = 0;
    const sweepExchange = (): Promise<number> => {
      sweeps += 1;
      return Promise.reject(new Error('away'));
    };
    await sweepUntil(() => sweeps === 2, { sweepExchange });
  });
});
