import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScenarioJob } from '@ringback/queue';
import { createTestLogger } from '@ringback/test-kit';

import { FakeQueue } from '../fake-queue.ts';
import { openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { storeLead } from '../store-lead.ts';
import { createReportLeg, type ReportLeg } from './report-leg.ts';

let widget: TestWidget;
let scenarioJobs: FakeQueue<ScenarioJob>;
let reportLeg: ReportLeg;
beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(() => {
  scenarioJobs = new FakeQueue<ScenarioJob>();
  reportLeg = createReportLeg({ prisma: widget.db.prisma, scenarioJobs, log: createTestLogger() });
});
afterAll(() => widget.close());

const endOf = (callId: string) =>
  ({ type: 'leg-ended', callId, disposition: 'busy', code: 486, cause: 17, answeredAt: null }) as const;

const rowOf = (callId: string) => widget.db.prisma.leg.findUniqueOrThrow({ where: { callId } });

describe('reportLeg', () => {
  it('stores what was told in the row of the leg and wakes its scenario', async () => {
    const { leadId, managerCallId } = await storeLead(widget);
    await reportLeg(endOf(managerCallId), secondsLater(4));
    expect(await rowOf(managerCallId)).toMatchObject({ endedAt: secondsLater(4), disposition: 'busy', code: 486 });
    expect(scenarioJobs.jobs).toEqual([
      {
        name: 'leg-ended',
        data: { leadId, widgetHash: null, at: secondsLater(4).toISOString(), event: endOf(managerCallId) },
      },
    ]);
  });

  it('takes the events of one leg in their order', async () => {
    const { managerCallId: callId } = await storeLead(widget);
    await Promise.all([
      reportLeg({ type: 'leg-answered', callId }, secondsLater(1)),
      reportLeg({ type: 'machine-detected', callId }, secondsLater(2)),
      reportLeg({ ...endOf(callId), disposition: 'answered', code: 200 }, secondsLater(3)),
    ]);
    expect(scenarioJobs.jobs.map(({ name }) => name)).toEqual(['leg-answered', 'machine-detected', 'leg-ended']);
    expect(await rowOf(callId)).toMatchObject({
      answeredAt: secondsLater(1),
      endedAt: secondsLater(3),
      disposition: 'machine',
    });
  });

  it('keeps the row when the queue is away, so that the sweeper can tell the scenario', async () => {
    const { managerCallId } = await storeLead(widget);
    scenarioJobs.isAway = true;
    await reportLeg(endOf(managerCallId), secondsLater(4));
    expect(await rowOf(managerCallId)).toMatchObject({ code: 486 });
  });

  it('wakes the scenario also when the row cannot be written', async () => {
    const gone = await openTestWidget();
    await gone.close();
    const report = createReportLeg({ prisma: gone.db.prisma, scenarioJobs, log: createTestLogger() });
    await report(endOf('0190a000-0000-7000-8000-000000000001-a1-m1'), secondsLater(4));
    expect(scenarioJobs.jobs).toHaveLength(1);
  });

  it('has nothing to do with legs that are not ours', async () => {
    await reportLeg(endOf('SIP/trunk-00000001'), secondsLater(4));
    expect(scenarioJobs.jobs).toEqual([]);
  });
});
