import type { JobQueue, ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';
import { leadIdOfCall, type LegEvent } from '@ringback/scenario';

import type { HandleEvent } from '../scenario/handle-event.ts';

export interface ReportLegDeps {
  handleEvent: HandleEvent;
  scenarioJobs: JobQueue<ScenarioJob>;
  log: Logger;
}

/** Takes in what the exchange tells of a leg. Never rejects. */
export type ReportLeg = (event: LegEvent, at: Date) => Promise<void>;

/**
 * The process that hears of a leg decides itself what follows; what it cannot save now is left to the queue, which tries
 * again. When that fails, too, answers and ends are heard again from the exchange or read from the row by the sweeper.
 */
export function createReportLeg({ handleEvent, scenarioJobs, log }: ReportLegDeps): ReportLeg {
  return async (event, at) => {
    const leadId = leadIdOfCall(event.callId);
    if (leadId === null) return;
    const told = { leadId, event: event.type };
    try {
      await handleEvent(leadId, event, at);
    } catch (err) {
      log.warn({ err, ...told }, 'leg event was left to the queue');
      const job = { leadId, widgetHash: null, at: at.toISOString(), event };
      await scenarioJobs.add(event.type, job).catch((reason: unknown) => {
        log.warn({ err: reason, ...told }, 'job was not added');
      });
    }
  };
}
