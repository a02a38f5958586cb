import { describe, expect, it } from '@jest/globals';
import type { ScenarioJob } from '@ringback/queue';
import { createTestLogger } from '@ringback/test-kit';

import { FakeQueue } from '../fake-queue.ts';
import { NOW } from '../open-test-widget.ts';
import type { HandleEvent } from '../scenario/handle-event.ts';
import { createReportLeg } from './report-leg.ts';

const leadId = '0190a000-0000-7000-8000-000000000001';
const event = {
  type: 'leg-ended',
  callId: `${leadId}-a1-m1`,
  disposition: 'busy',
  code: 486,
  cause: 17,
  answeredAt: null,
} as const;

function open(handleEvent: HandleEvent) {
  const scenarioJobs = new FakeQueue<ScenarioJob>();
  return { scenarioJobs, reportLeg: createReportLeg({ handleEvent, scenarioJobs, log: createTestLogger() }) };
}

const fail: HandleEvent = () => Promise.reject(new Error('no database'));

describe('reportLeg', () => {
  it('tells the scenario of the lead here and now, without a job', async () => {
    const heard: unknown[] = [];
    const { reportLeg, scenarioJobs } = open((...told) => {
      heard.push(told);
      return Promise.resolve();
    });
    await reportLeg(event, NOW);
    expect(heard).toEqual([[leadId, event, NOW]]);
    expect(scenarioJobs.jobs).toEqual([]);
  });

  it('leaves to the queue what the scenario could not take in', async () => {
    const { reportLeg, scenarioJobs } = open(fail);
    await reportLeg(event, NOW);
    expect(scenarioJobs.jobs).toEqual([
      { name: 'leg-ended', data: { leadId, widgetHash: null, at: NOW.toISOString(), event } },
    ]);
  });

  it('never rejects, also when the queue is away', async () => {
    const { reportLeg, scenarioJobs } = open(fail);
    scenarioJobs.isAway = true;
    await expect(reportLeg(event, NOW)).resolves.toBeUndefined();
  });

  it('has nothing to do with legs that are not ours', async () => {
    const { reportLeg, scenarioJobs } = open(fail);
    await reportLeg({ ...event, callId: 'SIP/trunk-00000001' }, NOW);
    expect(scenarioJobs.jobs).toEqual([]);
  });
});
