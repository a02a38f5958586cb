import { Counter, Histogram, type Registry } from '@ringback/metrics';

import { ANSWER_NAMES, type AnswerName } from './answers.ts';
import { LIMIT_NAMES, type LimitName } from './flood-guard.ts';
import type { StoreSubmission } from './store-submission.ts';

export interface IngestMetrics {
  onAnswer: (name: AnswerName) => void;
  onFlood: (limit: LimitName) => void;
  onGroup: (submissions: number, store: 'queue' | 'inbox') => void;
  /** The same, with its time taken. */
  timed: (store: StoreSubmission) => StoreSubmission;
}

/** Around the deadlines of a write: 150 ms for the queue, 300 ms for everything. */
const ENQUEUE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5];

export function createIngestMetrics(registry: Registry): IngestMetrics {
  const registers = [registry];
  const answers = new Counter({
    name: 'ringback_submissions_total',
    help: 'Requests by how they were answered',
    labelNames: ['answer'],
    registers,
  });
  // Looked up once: labels cost more than the counting.
  const answerCounts = new Map(ANSWER_NAMES.map((answer) => [answer, answers.labels(answer)] as const));
  for (const count of answerCounts.values()) count.inc(0);
  const floods = new Counter({
    name: 'ringback_floods_total',
    help: 'Requests that were refused because there were too many, by what they are counted by',
    labelNames: ['limit'],
    registers,
  });
  for (const limit of LIMIT_NAMES) floods.inc({ limit }, 0);
  const enqueue = new Histogram({
    name: 'ringback_enqueue_duration_seconds',
    help: 'Time until a submission was stored durably, or was not',
    labelNames: ['result'],
    buckets: ENQUEUE_BUCKETS,
    registers,
  });
  const stored = enqueue.labels('stored');
  const failed = enqueue.labels('failed');
  const groups = new Histogram({
    name: 'ringback_group_size',
    help: 'Submissions that were stored together',
    labelNames: ['store'],
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const inbox = new Counter({
    name: 'ringback_inbox_submissions_total',
    help: 'Submissions that went to Postgres because the queue store was away',
    registers,
  });
  return {
    onAnswer: (answer) => {
      answerCounts.get(answer)?.inc();
    },
    onFlood: (limit) => {
      floods.inc({ limit });
    },
    onGroup: (submissions, store) => {
      groups.observe({ store }, submissions);
      if (store === 'inbox') inbox.inc(submissions);
    },
    timed: (store) => async (accepted) => {
      const startedAt = performance.now();
      try {
        const leadId = await store(accepted);
        stored.observe((performance.now() - startedAt) / 1000);
        return leadId;
      } catch (err) {
        failed.observe((performance.now() - startedAt) / 1000);
        throw err;
      }
    },
  };
}
