import { cancelLead, type PrismaClient } from '@ringback/db';
import type { JobQueue, ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';

import { ConsoleError } from '../problems.ts';

export interface CancelLeadDeps {
  prisma: PrismaClient;
  scenarioJobs: Pick<JobQueue<ScenarioJob>, 'add'>;
  now: () => Date;
  log: Logger;
}

/** Wants no more calls for a lead of the account; answers since when. */
export type CancelLead = (accountId: string, id: string) => Promise<Date>;

/**
 * The row says what is wanted, and the job tells the lead's scenario in a worker at once. A job that could not be added
 * is no loss: the sweeper finds the row.
 */
export function createCancelLead({ prisma, scenarioJobs, now, log }: CancelLeadDeps): CancelLead {
  return async (accountId, id) => {
    const cancellation = await cancelLead(prisma, accountId, id, now());
    if (cancellation.outcome === 'not-found') {
      throw new ConsoleError('lead-not-found', 'No lead of this account has this id.');
    }
    if (cancellation.outcome === 'finished-before') {
      throw new ConsoleError('lead-finished', 'Nobody is called for this lead any more.');
    }
    const { leadId, cancelledAt } = cancellation;
    const event = { type: 'lead-cancelled' } as const;
    const job = { leadId, widgetHash: null, at: cancelledAt.toISOString(), event };
    await scenarioJobs.add(event.type, job).catch((err: unknown) => {
      log.warn({ err, leadId }, 'job was not added');
    });
    return cancelledAt;
  };
}
