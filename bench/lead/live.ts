import type { Lifecycle, Logger } from '@ringback/runtime';

import { acceptForms } from './accept-forms.ts';
import type { LeadFlags } from './flags.ts';
import { measure, type LeadRun } from './measure.ts';
import { waitUntilDone } from './progress.ts';
import { openStand, type Stand } from './stand.ts';

export interface LeadFigures {
  /** As fast as the worker goes: all were accepted before it started. */
  drained: LeadRun;
  /** At a steady rate that leaves the worker idle in between. */
  paced: LeadRun & { rate: number };
}

const ACCEPT_SECONDS = 10;
const WARM_UP = 200;

/** Thousands of people who are called at once wait for minutes until this machine comes to them. */
const PATIENT = 4;

/** A call takes a tenth of a second, and nobody's patience ends before six. */
const HASTY = 0.05;

/** Far slower than it should ever be. */
const LEAST_PER_SECOND = 5;

/** Lets leads live their whole life: call without talk time, letter, forward, notification. */
export async function live(flags: LeadFlags, lifecycle: Lifecycle, log: Logger): Promise<LeadFigures> {
  const stand = await openStand(flags, lifecycle, log);
  await warmUp(stand);
  await acceptForms(stand, flags.inFlight / ACCEPT_SECONDS, ACCEPT_SECONDS);
  const patient = await stand.startCrew(PATIENT);
  const drained = await measure(stand, patient, longest(flags.inFlight), () => Promise.resolve(flags.inFlight));
  await patient.close();
  const rate = flags.rate ?? Math.max(1, Math.round(drained.leadsPerSecond / 2));
  const hasty = await stand.startCrew(HASTY);
  const paced = await measure(stand, hasty, longest(rate * flags.seconds), () =>
    acceptForms(stand, rate, flags.seconds),
  );
  return { drained, paced: { ...paced, rate } };
}

/** Warms up what is the same in all runs, with a worker that goes again. */
async function warmUp(stand: Stand): Promise<void> {
  const crew = await stand.startCrew(HASTY);
  const accepted = await acceptForms(stand, WARM_UP / 2, 2);
  await waitUntilDone(stand.postgres.client, accepted, longest(accepted));
  await crew.close();
}

function longest(leads: number): number {
  return 60_000 + (leads / LEAST_PER_SECOND) * 1000;
}
