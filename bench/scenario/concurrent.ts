import { acceptForms } from '../lead/accept-forms.ts';
import type { Stand } from '../lead/stand.ts';
import type { Latencies } from '../load/messages.ts';
import type { ScenarioFlags } from './flags.ts';
import { countCalls, readEventLags, readFirstDials } from './latencies.ts';

export interface ConcurrentRun {
  /** Calls that went on at once when it was measured. */
  calls: number;
  rate: number;
  firstDial: Latencies;
  eventLag: Latencies;
  /** Of one core, while so many calls go on. */
  workerCores: number;
  /** Kilobytes of the worker for each call that was added to the first quarter of them. */
  kilobytesPerCall: number;
  workerMegabytes: number;
  exchangeCores: number;
}

/** Seconds of the exchange's time that a call takes: the key comes after 0.3, the talk lasts 1. */
const CALL_SECONDS = 1.3;
const HOLD_SECONDS = 15;

/** Long calls, until as many go on at once as were asked for; then everything is measured for a while. */
export async function runConcurrent(stand: Stand, { concurrent, rampRate }: ScenarioFlags): Promise<ConcurrentRun> {
  const rampSeconds = concurrent / rampRate;
  // The first calls end after the last one was added and measured.
  const crew = await stand.startCrew((rampSeconds + HOLD_SECONDS) / CALL_SECONDS);
  const accept = (seconds: number): Promise<number> => acceptForms(stand, rampRate, seconds);
  const { client } = stand.postgres;
  await accept(rampSeconds / 4);
  const first = { calls: await countCalls(client), bytes: (await crew.worker.usage()).residentBytes };
  await accept((3 * rampSeconds) / 4);
  const calls = await countCalls(client);
  const from = new Date();
  const before = { worker: await crew.worker.usage(), exchange: await crew.exchange.usage() };
  await accept(HOLD_SECONDS);
  const seconds = (Date.now() - from.getTime()) / 1000;
  const after = { worker: await crew.worker.usage(), exchange: await crew.exchange.usage() };
  const run = {
    calls,
    rate: rampRate,
    firstDial: await readFirstDials(client, from, new Date()),
    eventLag: await readEventLags(client, from, new Date()),
    workerCores: (after.worker.cpuSeconds - before.worker.cpuSeconds) / seconds,
    kilobytesPerCall: (before.worker.residentBytes - first.bytes) / 1000 / (calls - first.calls),
    workerMegabytes: after.worker.residentBytes / 1e6,
    exchangeCores: (after.exchange.cpuSeconds - before.exchange.cpuSeconds) / seconds,
  };
  await crew.close();
  return run;
}
