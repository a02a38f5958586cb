import type { Usage } from '../measured/messages.ts';
import { readLatencies } from '../load/tally.ts';
import type { Latencies } from '../load/messages.ts';
import { readProgress, waitUntilDone } from './progress.ts';
import { countJobs } from './queue-counts.ts';
import type { Crew, Stand } from './stand.ts';
import { readStatements, resetStatements, type Statement } from './statements.ts';

/** What a number of leads have cost. */
export interface LeadRun {
  leads: number;
  leadsPerSecond: number;
  /** Leads by their status; all should be `200/200`. */
  statuses: Record<string, number>;
  /** CPU milliseconds for one lead, by process. */
  cpu: Record<string, number>;
  /** Megabytes at most, by process. */
  memory: Record<string, number>;
  queriesPerLead: number;
  jobsPerLead: Record<string, number>;
  /** Milliseconds from a form's arrival to the order for the manager's telephone, and to the end of the lead. */
  toFirstRing: Latencies;
  toEnd: Latencies;
  /** The costliest first. */
  statements: Statement[];
}

interface Reading {
  usages: Record<string, Usage>;
  stores: Record<string, number>;
  jobs: Record<string, number>;
}

const KEPT_STATEMENTS = 25;

/** Waits until the leads have ended that `accept` has made, or answers to have been made before, and tells what that took. */
export async function measure(
  stand: Stand,
  crew: Crew,
  withinMs: number,
  accept: () => Promise<number>,
): Promise<LeadRun> {
  const { postgres } = stand;
  await resetStatements(postgres.client);
  const { finished: ended } = await readProgress(postgres.client);
  const since = new Date();
  const before = await read(stand, crew);
  const startedAt = performance.now();
  const leads = await accept();
  await waitUntilDone(postgres.client, ended + leads, withinMs);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await read(stand, crew);
  const statements = await readStatements(postgres.client);
  const perLead = (from: number, to: number): number => (to - from) / leads;
  const cpuOf = (name: string): [string, number] => [
    name,
    1000 * perLead(before.usages[name]?.cpuSeconds ?? 0, after.usages[name]?.cpuSeconds ?? 0),
  ];
  const storeCpuOf = (name: string): [string, number] => [
    name,
    1000 * perLead(before.stores[name] ?? 0, after.stores[name] ?? 0),
  ];
  return {
    leads,
    leadsPerSecond: leads / seconds,
    cpu: Object.fromEntries([...Object.keys(after.usages).map(cpuOf), ...Object.keys(after.stores).map(storeCpuOf)]),
    memory: mapValues(after.usages, ({ peakResidentBytes }) => peakResidentBytes / 1e6),
    queriesPerLead: statements.reduce((sum, { calls }) => sum + calls, 0) / leads,
    jobsPerLead: mapValues(after.jobs, (count, queue) => perLead(before.jobs[queue] ?? 0, count)),
    ...(await readTimes(stand, since)),
    statuses: await readStatuses(stand, since),
    statements: statements.slice(0, KEPT_STATEMENTS),
  };
}

async function read(stand: Stand, { worker, exchange }: Crew): Promise<Reading> {
  const { ingest, redis, postgres } = stand;
  const usages = { worker: await worker.usage(), exchange: await exchange.usage(), ingest: await ingest.usage() };
  const stores = { postgres: await postgres.cpuSeconds(), ...(redis && { redis: await redis.cpuSeconds() }) };
  return { usages, stores, jobs: await countJobs(stand) };
}

async function readTimes({ postgres }: Stand, since: Date): Promise<{ toFirstRing: Latencies; toEnd: Latencies }> {
  const { rows } = await postgres.client.query<{ ring: number; end: number }>(
    `SELECT extract(epoch FROM min(g.claimed_at) - l.received_at)::float8 * 1000 AS ring,
      extract(epoch FROM max(s.finished_at) - l.received_at)::float8 * 1000 AS end
    FROM leads l JOIN legs g ON g.lead_id = l.id JOIN scenarios s ON s.lead_id = l.id
    WHERE s.finished_at >= $1 GROUP BY l.id`,
    [since],
  );
  return { toFirstRing: readLatencies(rows.map(({ ring }) => ring)), toEnd: readLatencies(rows.map(({ end }) => end)) };
}

async function readStatuses({ postgres }: Stand, since: Date): Promise<Record<string, number>> {
  const { rows } = await postgres.client.query<{ status: string; leads: number }>(
    `SELECT status_manager || '/' || status_visitor AS status, count(*)::int AS leads FROM scenarios
    WHERE finished_at >= $1 GROUP BY 1 ORDER BY 2 DESC`,
    [since],
  );
  return Object.fromEntries(rows.map(({ status, leads }) => [status, leads]));
}

function mapValues<From, To>(from: Record<string, From>, to: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value, key)]));
}
