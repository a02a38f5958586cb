/**
 * What one would write in an afternoon, and write well: Express, its body parsers (multer for multipart), and one `Queue.add` for each request on
 * a shared connection. It knows no widgets, reads no phones, seals nothing and survives no outage.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';

import { createPostgresBackend, Queue, withBackend, type DefaultJobOptions } from 'bullmq';
import express, { type Request, type Response } from 'express';
import { Redis } from 'ioredis';
import multer from 'multer';

import type { Environment } from '../measured/environment.ts';
import { serveMeasured } from '../measured/serve-measured.ts';
import { urlOf } from '../measured/url-of.ts';

interface SubmissionQueue {
  add: (name: string, data: object) => Promise<{ id?: string }>;
  close: () => Promise<void>;
}

const POOL_SIZE = 10;

const JOB_OPTIONS: DefaultJobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: { count: 1000 },
  removeOnFail: { count: 5000 },
};

function openQueue({ REDIS_URL, DATABASE_URL }: Environment): SubmissionQueue {
  if (REDIS_URL !== undefined) {
    const connection = new Redis(REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
    return new Queue('submissions', { connection, defaultJobOptions: JOB_OPTIONS });
  }
  const PostgresQueue = withBackend(createPostgresBackend).Queue;
  const connection = { connectionString: DATABASE_URL ?? '', max: POOL_SIZE };
  return new PostgresQueue('submissions', { connection, defaultJobOptions: JOB_OPTIONS });
}

await serveMeasured(async (env) => {
  const queue = openQueue(env);
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.post(
    '/formReceiver',
    express.urlencoded({ extended: false, limit: '64kb' }),
    express.json({ limit: '64kb' }),
    multer().none(),
    async (request: Request<object, object, Record<string, string>>, response: Response) => {
      const { widgetHash } = request.query;
      if (typeof widgetHash !== 'string' || !request.body['phone']) {
        response.status(400).json({ status: 'fail', reason: 'widgetHash and phone are needed' });
        return;
      }
      const { id } = await queue.add('persist', {
        widgetHash,
        fields: request.body,
        ip: request.ip,
        userAgent: request.get('user-agent'),
        receivedAt: new Date().toISOString(),
      });
      response.json({ status: 'success', id });
    },
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    close: async () => {
      server.closeAllConnections();
      await queue.close();
    },
  };
});
