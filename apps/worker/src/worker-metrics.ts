import type { Decision, NewDelivery } from '@ringback/db';
import { Counter, Histogram, type Registry } from '@ringback/metrics';
import type { OnJobEnded } from '@ringback/queue';
import { formatStatus, type ScenarioState } from '@ringback/scenario';

import type { SendDelivery } from './delivery/try-once.ts';
import type { Dispatch } from './scenario/dispatcher.ts';
import { SWEEP_KINDS, type SweepKind } from './sweeper.ts';

type Senders = Record<NewDelivery['kind'], SendDelivery>;

export interface WorkerMetrics {
  onJobEnded: OnJobEnded;
  /** Counts what this process does itself, without a job, as a job of the queue that would have brought it. */
  inPlace: <Work extends Promise<void> | null>(queue: string, work: Work) => Work;
  onFound: (kind: SweepKind, count: number) => void;
  onSaved: (before: ScenarioState, decision: Decision) => void;
  /** The same, with what each try came to and its time. */
  timed: (senders: Senders) => Senders;
  /** The same, counting the leads that a decision ends. */
  watched: (dispatch: Dispatch) => Dispatch;
}

const JOB_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const RING_BUCKETS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300];
const DELIVERY_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const jobs = new Histogram({
    name: 'ringback_job_duration_seconds',
    help: 'Time that one try of a job took, by how it ended',
    labelNames: ['queue', 'result'],
    buckets: JOB_BUCKETS,
    registers,
  });
  const finds = new Counter({
    name: 'ringback_sweeper_finds_total',
    help: 'Overdue work that the sweeper found and did itself',
    labelNames: ['kind'],
    registers,
  });
  for (const kind of SWEEP_KINDS) finds.inc({ kind }, 0);
  const deliveries = new Histogram({
    name: 'ringback_delivery_duration_seconds',
    help: 'Time that one try of a delivery took, by what it came to',
    labelNames: ['kind', 'result'],
    buckets: DELIVERY_BUCKETS,
    registers,
  });
  const onJobEnded: OnJobEnded = (queue, result, seconds) => {
    jobs.observe({ queue, result }, seconds);
  };
  return {
    onJobEnded,
    inPlace: (queue, work) => {
      const startedAt = performance.now();
      const tell = (result: 'done' | 'failed') => (): void =>
        onJobEnded(queue, result, (performance.now() - startedAt) / 1000);
      work?.then(tell('done'), tell('failed'));
      return work;
    },
    onFound: (kind, count) => {
      finds.inc({ kind }, count);
    },
    timed: ({ email, forward, notification }) => {
      const time =
        (kind: NewDelivery['kind'], send: SendDelivery): SendDelivery =>
        async (delivery) => {
          const stop = deliveries.startTimer({ kind });
          try {
            const outcome = await send(delivery);
            stop({ result: outcome.kind });
            return outcome;
          } catch (err) {
            stop({ result: 'fault' });
            throw err;
          }
        };
      return {
        email: time('email', email),
        forward: time('forward', forward),
        notification: time('notification', notification),
      };
    },
    ...createLeadMetrics(registry),
  };
}

function createLeadMetrics(registry: Registry): Pick<WorkerMetrics, 'onSaved' | 'watched'> {
  const registers = [registry];
  const firstRing = new Histogram({
    name: 'ringback_first_ring_seconds',
    help: 'Time from when a call was due, at the earliest its submission, to the first ring of a phone',
    buckets: RING_BUCKETS,
    registers,
  });
  const finished = new Counter({
    name: 'ringback_leads_finished_total',
    help: 'Leads by their final status',
    labelNames: ['status'],
    registers,
  });
  return {
    onSaved: (before, { transition: { timeline }, at }) => {
      if (!('rang' in before) || before.rang || before.attempt > 1) return;
      // The answer may overtake the ring.
      if (!timeline.some(({ type }) => type === 'leg-ringing' || type === 'leg-answered')) return;
      // The clocks of the processes may differ a little.
      firstRing.observe(Math.max(0, at.getTime() - Date.parse(before.plannedAt)) / 1000);
    },
    watched: (dispatch) => (decision, widgetHash) => {
      const { next } = decision.transition;
      if (next.status === 'finished') finished.inc({ status: formatStatus(next.result) });
      return dispatch(decision, widgetHash);
    },
  };
}
