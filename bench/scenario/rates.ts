import { readProgress, waitUntilDone } from '../lead/progress.ts';
import { acceptForms } from '../lead/accept-forms.ts';
import type { Stand } from '../lead/stand.ts';
import type { Latencies } from '../load/messages.ts';
import type { ScenarioFlags } from './flags.ts';
import { readEventLags, readFirstDials } from './latencies.ts';

export interface RateRun {
  rate: number;
  leads: number;
  firstDial: Latencies;
  eventLag: Latencies;
  /** CPU milliseconds of the worker for one lead. */
  workerCpu: number;
  /** Seconds from the last form until every lead had ended and everything had been delivered. */
  drainSeconds: number;
}

/** A call takes a tenth of a second. */
const HASTY = 0.05;
const WARM_UP = { rate: 20, seconds: 5 };
const DRAIN_WITHIN_MS = 120_000;

/** One rate after the other, each with short calls and from an idle start. */
export async function runRates(stand: Stand, { rates, seconds }: ScenarioFlags): Promise<RateRun[]> {
  const crew = await stand.startCrew(HASTY);
  const runs: RateRun[] = [];
  await acceptForms(stand, WARM_UP.rate, WARM_UP.seconds);
  for (const rate of rates) {
    const { client } = stand.postgres;
    const cpuBefore = (await crew.worker.usage()).cpuSeconds;
    const from = new Date();
    const leads = await acceptForms(stand, rate, seconds);
    const to = new Date();
    const { leads: all } = await readProgress(client);
    await waitUntilDone(client, all, DRAIN_WITHIN_MS);
    const drainSeconds = (Date.now() - to.getTime()) / 1000;
    const workerCpu = (1000 * ((await crew.worker.usage()).cpuSeconds - cpuBefore)) / leads;
    const firstDial = await readFirstDials(client, from, to);
    const eventLag = await readEventLags(client, from, new Date());
    runs.push({ rate, leads, firstDial, eventLag, workerCpu, drainSeconds });
  }
  await crew.close();
  return runs;
}
