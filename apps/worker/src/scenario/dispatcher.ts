import { effectRowsOf, type Decision, type NewDelivery } from '@ringback/db';
import type { CallJob, DeliveryJob, JobQueue, ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';

import type { OrderedEffect } from '../call/perform-effect.ts';

export type DeliveryQueues = Record<NewDelivery['kind'], JobQueue<DeliveryJob>>;

export interface DispatcherDeps {
  scenarioJobs: JobQueue<ScenarioJob>;
  /** By the name of the exchange. */
  callJobsOf: (exchange: string) => JobQueue<CallJob>;
  deliveryJobs: DeliveryQueues;
  /** Carries out an instruction in this process; null when another one has to. */
  performHere: (effect: OrderedEffect) => Promise<void> | null;
  log: Logger;
}

/** States that end by our own clock. The others have a timer only for the case that the exchange says nothing: the sweeper's. */
const WOKEN_BY_JOB = new Set(['scheduled', 'dialing-extension', 'briefing']);

/** Sets off what a decision has stored as rows: here and now what this process may do itself, by a job what it may not. */
export type Dispatch = (decision: Decision, widgetHash: string) => Promise<void>;

/** A job that could not be added is no loss: its row is overdue soon, and the sweeper finds it. */
export function createDispatcher(deps: DispatcherDeps): Dispatch {
  const { scenarioJobs, callJobsOf, deliveryJobs, performHere, log } = deps;
  return async (decision, widgetHash) => {
    const { leadId, version, transition, at } = decision;
    const added: Promise<void>[] = [];
    for (const { id, effect } of effectRowsOf(decision)) {
      const addJob = (): Promise<void> =>
        callJobsOf(effect.exchange).add(effect.type, { effectId: id, leadId, widgetHash }, { jobId: id });
      const here = performHere({ id, leadId, effect });
      if (!here) added.push(addJob());
      // Nobody waits for it: the exchange may take its time, and the next event of the lead may come before.
      here
        ?.catch((err: unknown) => {
          log.warn({ err, leadId, effectId: id }, 'effect was left to the queue');
          return addJob();
        })
        .catch((err: unknown) => {
          log.warn({ err, leadId }, 'job was not added');
        });
    }
    for (const { id, kind, event } of decision.deliveries) {
      added.push(deliveryJobs[kind].add(event, { deliveryId: id, leadId, widgetHash }, { jobId: `${id}-1` }));
    }
    const { next } = transition;
    if ('timerAt' in next && WOKEN_BY_JOB.has(next.status)) {
      const event = { type: 'timer-due', timerAt: next.timerAt, dialed: false } as const;
      const delayMs = Math.max(1, Date.parse(next.timerAt) - at.getTime());
      const job = { leadId, widgetHash, at: next.timerAt, event };
      added.push(scenarioJobs.add(event.type, job, { jobId: `${leadId}-v${version}-timer`, delayMs }));
    }
    for (const result of await Promise.allSettled(added)) {
      if (result.status === 'rejected') log.warn({ err: result.reason, leadId }, 'job was not added');
    }
  };
}
