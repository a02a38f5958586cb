import { env, stdout } from 'node:process';

import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@ringback/runtime';
import { waitFor } from '@ringback/test-kit';

import { openChaosStand } from './chaos-stand.ts';
import { findBrokenPromises, findWorkLeft } from './find-broken-promises.ts';
import { startFormSender } from './form-sender.ts';
import { planFaults } from './plan-faults.ts';
import { runFaults } from './run-faults.ts';
import { summarise } from './summarise.ts';

const LONG = env['LONG'] === '1';
const FAULTS = Number(env['FAULTS'] ?? (LONG ? 300 : 20));
const SEED = Number(env['SEED'] ?? 1);
/** A machine that needs long for its faults gets no heap of leads that it then needs long to call. */
const formEveryMs = (forms: number): number => (LONG ? 300 : forms < 60 ? 500 : 2000);
const DRAIN_WITHIN_MS = 180_000;
const TEST_WITHIN_MS = 240_000 + FAULTS * 30_000;

describe.each(['redis', 'postgres'] as const)('crash cycles with the queues on %s', (store) => {
  it(
    `leave every form that was answered with success as one lead with one end, after ${FAULTS} faults`,
    async () => {
      stdout.write(`${store}: SEED=${SEED}, ${FAULTS} faults\n`);
      const stand = await openChaosStand(store);
      try {
        const random = createRandom(SEED);
        const sender = startFormSender({ formUrls: stand.formUrls, everyMs: formEveryMs, random });
        const recoveries = await runFaults(stand, sender, planFaults(store, SEED, FAULTS));
        await sender.stop();
        const drainingAt = performance.now();
        const isDrained = async (): Promise<boolean> => (await findWorkLeft(stand, sender.forms)).length === 0;
        await waitFor(isDrained, { withinMs: DRAIN_WITHIN_MS }).catch(() => undefined);
        const drainedAfterMs = performance.now() - drainingAt;
        stdout.write(await summarise(stand, sender, recoveries, drainedAfterMs));
        expect(await findWorkLeft(stand, sender.forms)).toEqual([]);
        expect(await findBrokenPromises(stand, sender.forms)).toEqual([]);
        expect([...stand.ingests, ...stand.workers].flatMap(({ ownEnds }) => ownEnds)).toEqual([]);
        expect(await stand.stopProcesses()).toEqual([
          'ingest 0 ended with 0',
          'ingest 1 ended with 0',
          'worker 0 ended with 0',
          'worker 1 ended with 0',
        ]);
      } finally {
        await stand.close();
      }
    },
    TEST_WITHIN_MS,
  );
});
