import process from 'node:process';

import type { DeliveryFlags } from './flags.ts';
import { planDeliveries, type Stand } from './stand.ts';

export interface EngineFigures {
  deliveries: number;
  perSecond: number;
  /** CPU of the worker for one delivery, and of Postgres. */
  cpuMicroseconds: number;
  postgresCpuMicroseconds: number;
  /** Resident megabytes at the start, in the middle and at the end: medians of a tenth of the run. */
  memory: { early: number; middle: number; late: number };
}

const PER_LEAD = 10;
const SAMPLE_MS = 250;
/** What found a full lane is due again within so long. */
const PUT_BACK_MS = 20_000;

/** The whole engine: claims, payloads, signatures, requests and rows, for as many deliveries as are due. */
export async function measureEngine(stand: Stand, flags: DeliveryFlags): Promise<EngineFigures> {
  const { db, postgres, receiver, openEngine } = stand;
  const leads = Math.ceil(flags.deliveries / PER_LEAD);
  const deliveries = (await planDeliveries(stand, leads, PER_LEAD, [`${receiver.url}/webhook`])).length;
  const engine = await openEngine(flags.concurrency);
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage.rss() / 1e6), SAMPLE_MS);
  const postgresCpu = await postgres.cpuSeconds();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (let found = 1, aheadMs = 1000; found > 0; aheadMs = PUT_BACK_MS) {
    found = await engine.sweep(new Date(Date.now() + aheadMs));
    await engine.idle();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const postgresUsed = (await postgres.cpuSeconds()) - postgresCpu;
  clearInterval(sampling);
  await engine.close();
  const delivered = await db.prisma.delivery.count({ where: { state: 'delivered' } });
  if (delivered !== deliveries) throw new Error(`${deliveries - delivered} of ${deliveries} were not delivered`);
  return {
    deliveries,
    perSecond: deliveries / seconds,
    cpuMicroseconds: (user + system) / deliveries,
    postgresCpuMicroseconds: (1e6 * postgresUsed) / deliveries,
    memory: { early: medianAt(samples, 0.2), middle: medianAt(samples, 0.5), late: medianAt(samples, 0.9) },
  };
}

/** Of the tenth of the samples around this place. */
function medianAt(samples: number[], place: number): number {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const from = Math.floor(samples.length * place - tenth / 2);
  const sorted = samples.slice(Math.max(0, from), from + tenth).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
