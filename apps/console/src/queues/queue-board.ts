import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { BeforeHookResult, HookContext, JobStatus } from '@bull-board/api/typings/app';
import { ExpressAdapter } from '@bull-board/express';
import type { JobQueue } from '@ringback/queue';
import { Router } from 'express';

import type { Authenticate } from '../access/authenticate.ts';
import { ConsoleError } from '../problems.ts';
import { withoutPersonalData } from './without-personal-data.ts';

export type BullQueue = ReturnType<JobQueue<object>['bull']>;
type BoardJob = Awaited<ReturnType<BullMQAdapter['getJob']>>;

/** To run a job again is safe: every effect has an id. To add a job, change one or throw one away is not an operator's. */
const ALLOWED_CHANGES = new Set([
  '/api/queues/:queueName/:jobId/retry',
  '/api/queues/:queueName/:jobId/promote',
  '/api/queues/:queueName/retry/:queueStatus',
  '/api/queues/:queueName/promote',
]);

/**
 * Bull Board below `path`, for operators. Whoever is not signed in is sent to the sign-in page. `findMore` answers with the
 * queues that have come up since it was last asked.
 */
export function createQueueBoard(
  path: string,
  queues: BullQueue[],
  findMore: () => Promise<BullQueue[]>,
  authenticate: Authenticate,
): Router {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  const board = createBullBoard({
    queues: queues.map((queue) => new OperatorQueue(queue)),
    serverAdapter,
    options: {
      handlerHooks: { before: refuseChanges },
      uiConfig: { boardTitle: 'Ringback queues', hideDocsLink: true, miscLinks: [{ text: 'Cabinet', url: '/' }] },
    },
  });
  const router = Router();
  router.use(async (req, res, next) => {
    const reader = await authenticate(req, res).catch((err: unknown) => {
      if (err instanceof ConsoleError && req.accepts('html', 'json') === 'html') return null;
      throw err;
    });
    if (reader === null) {
      res.redirect('/');
      return;
    }
    if (reader.role !== 'operator') throw new ConsoleError('operators-only', 'Queues are shown to operators.');
    next();
  });
  router.get('/api/queues', async (_req, _res, next) => {
    for (const queue of await findMore()) board.addQueue(new OperatorQueue(queue));
    next();
  });
  router.use(serverAdapter.getRouter());
  return router;
}

function refuseChanges({ method, route }: HookContext): BeforeHookResult {
  if (method === 'get' || ALLOWED_CHANGES.has(route)) return { allow: true };
  return { allow: false, status: 403, message: 'Operators look at jobs and run them again, no more.' };
}

/** A queue whose jobs have lost their personal data before the board sees them. */
class OperatorQueue extends BullMQAdapter {
  override async getJob(id: string): Promise<BoardJob> {
    const job = await super.getJob(id);
    return job && hidePersonalData(job);
  }

  override async getJobs(statuses: JobStatus[], start?: number, end?: number): Promise<NonNullable<BoardJob>[]> {
    return (await super.getJobs(statuses, start, end)).map(hidePersonalData);
  }

  /** We write none, and a library that would is not to be shown. */
  override getJobLogs(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

/** The board takes all that it shows from `toJSON`. */
function hidePersonalData(job: NonNullable<BoardJob>): NonNullable<BoardJob> {
  const toJSON = job.toJSON.bind(job);
  job.toJSON = () => withoutPersonalData(toJSON());
  return job;
}
