import { env, stdout } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';
import { createRandom } from '@ringback/runtime';
import { waitFor } from '@ringback/test-kit';

import { openChaosStand, type ChaosStand } from './chaos-stand.ts';
import { findBrokenPromises, findWorkLeft } from './find-broken-promises.ts';
import { startFormSender, type FormSender } from './form-sender.ts';

const LONG = env['LONG'] === '1';
const CALLS = Number(env['CALLS'] ?? (LONG ? 500 : 40));
const KILLS = Number(env['KILLS'] ?? (LONG ? 15 : 3));
const SEED = Number(env['SEED'] ?? 1);

const FORM_EVERY_MS = 100;
const KILL_EVERY_MS = 4000;
/** Of the exchange's seconds, a call takes so many: the key comes after 0.3, the talk lasts 1. */
const CALL_SECONDS = 1.3;
const SPARE_SECONDS = 10;
/** Nobody is called off before the last kill. */
const TIME_SCALE = ((CALLS * FORM_EVERY_MS + KILLS * KILL_EVERY_MS) / 1000 + SPARE_SECONDS) / CALL_SECONDS;
const RAMP_WITHIN_MS = 60_000 + CALLS * FORM_EVERY_MS * 3;
/** Seldom enough to be no load. */
const LOOK_EVERY_MS = 1000;
/** Longer than a talk and all timers of a leg: whatever stands still for so long is stuck. */
const STUCK_AFTER_MS = 180_000 + TIME_SCALE * 1000;
const END_WITHIN_MS = 120_000 + TIME_SCALE * 20_000;

describe.each(['redis', 'postgres'] as const)('kills of workers while people talk, with the queues on %s', (store) => {
  it(
    `leave every lead with one end, nobody rung twice in an attempt and no talk cut off: ${CALLS} calls, ${KILLS} kills`,
    async () => {
      const stand = await openChaosStand(store, { timeScale: TIME_SCALE, settings: patientSettings() });
      try {
        const random = createRandom(SEED);
        const sender = startFormSender({ formUrls: stand.formUrls, everyMs: FORM_EVERY_MS, random, phoneOf: whoTalks });
        await waitFor(() => sender.forms.length >= CALLS, { withinMs: RAMP_WITHIN_MS });
        await sender.stop();
        await waitFor(async () => (await countCalls(stand)) >= 0.9 * CALLS, { withinMs: RAMP_WITHIN_MS });
        const calls = await countCalls(stand);
        await killWorkers(stand, random);
        const callsAfter = await countCalls(stand);
        await waitUntilOver(stand, sender);
        stdout.write(`${store}: SEED=${SEED}, ${calls} calls before ${KILLS} kills, ${callsAfter} after\n`);
        await expectNothingBroken(stand, sender);
      } finally {
        await stand.close();
      }
    },
    RAMP_WITHIN_MS * 2 + KILLS * KILL_EVERY_MS * 3 + END_WITHIN_MS,
  );
});

async function expectNothingBroken(stand: ChaosStand, { forms }: FormSender): Promise<void> {
  expect(await findWorkLeft(stand, forms)).toEqual([]);
  expect(await findBrokenPromises(stand, forms)).toEqual([]);
  const ends = await stand.db.prisma.$queryRaw<{ status: string; cutOff: boolean }[]>`
    SELECT status_manager || '/' || status_visitor AS status, talk_seconds < ${TIME_SCALE * 0.9} AS "cutOff" FROM scenarios`;
  expect(ends.filter(({ status }) => status !== '200/200')).toEqual([]);
  expect(ends.filter(({ cutOff }) => cutOff)).toEqual([]);
  expect(stand.workers.flatMap(({ ownEnds }) => ownEnds)).toEqual([]);
}

/** One of the two workers, or both; whichever holds the exchange is among them every other time. */
async function killWorkers({ workers }: ChaosStand, random: () => number): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const forMs = 300 + random() * 1200;
    const which = random();
    if (which < 0.2) await Promise.all(workers.map((worker) => worker.killFor(forMs)));
    else await workers[which < 0.6 ? 0 : 1].killFor(forMs);
    await sleep(random() * (KILL_EVERY_MS - forMs));
  }
}

/** However slow the machine is: until nothing is left, or nothing has happened for long. */
async function waitUntilOver(stand: ChaosStand, { forms }: FormSender): Promise<void> {
  let told = -1;
  let toldAt = performance.now();
  while (performance.now() - toldAt < STUCK_AFTER_MS && (await findWorkLeft(stand, forms)).length > 0) {
    const now = await stand.db.prisma.timelineEvent.count();
    if (now !== told) toldAt = performance.now();
    told = now;
    await sleep(LOOK_EVERY_MS);
  }
}

async function countCalls({ db }: ChaosStand): Promise<number> {
  return db.prisma.scenario.count({ where: { state: { in: ['calling', 'talking'] } } });
}

/** Everybody has time, and an attempt that a kill has spoilt is made again. */
function patientSettings(): object {
  return {
    managerRingTimeoutSeconds: 60,
    visitorRingTimeoutSeconds: 60,
    briefing: { timeoutSeconds: 300 },
    retry: { intervalsSeconds: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
  };
}

/** Answers, agrees and talks for as long as the exchange's second. */
function whoTalks(number: number): string {
  return `+7916${String(number).padStart(5, '0')}10`;
}
