import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findStoredLeads } from '@ringback/db';
import { createRandom } from '@ringback/runtime';
import { waitFor } from '@ringback/test-kit';

import { FUZZ_SEEDS, FUZZED_WIDGET } from './fuzz-seeds.ts';
import { mutateRequest, writeRequest } from './mutate-request.ts';
import { RawConnection } from './raw-connection.ts';
import type { RawAnswer } from './send-recorded.ts';
import { openTestStand, type TestStand } from './test-stand.ts';

const SEED = 20_261_123;
const ROUND = 5000;
const REQUESTS = process.env['LONG'] === '1' ? Number(process.env['FUZZ_REQUESTS'] ?? 1_000_000) : ROUND;
const CONNECTIONS = 16;
const WITHIN_MS = 120_000 + REQUESTS * 50;
/** What a process may have more after the last round than after the second, when everything is warm. */
const GROWTH_BYTES = 40_000_000;

/** A lead of this widget is finished at once: it calls no country that the requests have phones of. */
const NOBODY_IS_CALLED = { phone: { countries: ['AQ'] }, letterTo: [], webhooks: [] };

describe('mutated requests', () => {
  let stand: TestStand;
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  beforeAll(async () => {
    process.on('unhandledRejection', onRejection);
    stand = await openTestStand({ store: 'redis' });
    await stand.startWorker();
    await stand.addWidget(NOBODY_IS_CALLED, FUZZED_WIDGET);
    await stand.submit(FUZZED_WIDGET, { phone: '+7 999 888-66-55' });
  });
  afterAll(async () => {
    process.off('unhandledRejection', onRejection);
    await stand.close();
  });

  it(
    'are answered, never with a fault of ours, and what is accepted is stored',
    async () => {
      const answers = new Map<number, number>();
      const faults: string[] = [];
      const heap: number[] = [];
      for (let sent = 0; sent < REQUESTS; sent += ROUND) {
        const ids = await runRound(stand.ingest.url, sent, ({ index, status }) => {
          answers.set(status, (answers.get(status) ?? 0) + 1);
          if (status === 0 || status >= 500) faults.push(`request ${index} was answered ${status}`);
        });
        await waitForLeads(stand, ids);
        // Kept for tests that look at it: of 200,000 requests it would be 70 MB.
        stand.site.requests.length = 0;
        // The leads stay: ingest remembers what it has queued until it has seen that it is stored.
        heap.push(collectGarbage());
        process.stdout.write(describeRound(sent + ROUND, answers, heap.at(-1) ?? 0));
      }
      expect(faults).toEqual([]);
      expect(answers.get(200) ?? 0).toBeGreaterThan(REQUESTS / 4);
      expect(await stand.db.prisma.rejectedSubmission.count()).toBe(0);
      expect(rejections).toEqual([]);
      expect((heap.at(-1) ?? 0) - (heap[1] ?? Infinity)).toBeLessThan(GROWTH_BYTES);
    },
    WITHIN_MS,
  );
});

/** Sends one round over a few connections and gives the ids of what was accepted. Each request follows from its index. */
async function runRound(
  url: string,
  from: number,
  onAnswer: (answer: { index: number; status: number }) => void,
): Promise<string[]> {
  const ids = new Set<string>();
  let next = from;
  const sendOn = async (connection: RawConnection): Promise<void> => {
    for (let index = next++; index < from + ROUND; index = next++) {
      const { status, body } = await sendUntilStored(connection, buildRequest(index, new URL(url).host));
      onAnswer({ index, status });
      const id = status === 200 ? /"id":"([0-9a-f-]{36})"/.exec(body)?.[1] : undefined;
      if (id) ids.add(id);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendOn(new RawConnection(url))));
  return [...ids];
}

function buildRequest(index: number, host: string): Buffer {
  const random = createRandom(SEED + index);
  const seed = FUZZ_SEEDS[Math.floor(random() * FUZZ_SEEDS.length)];
  if (!seed) throw new Error('there is nothing to mutate');
  return writeRequest(mutateRequest(seed, random), host);
}

/** A busy machine answers 503 at times, and then senders send again. */
async function sendUntilStored(connection: RawConnection, request: Buffer): Promise<RawAnswer> {
  return waitFor(
    async () => {
      const answer = await connection.send(request);
      return answer.status !== 503 && answer;
    },
    { withinMs: 60_000 },
  );
}

async function waitForLeads({ db }: TestStand, ids: string[]): Promise<void> {
  await waitFor(async () => (await findStoredLeads(db.prisma, ids)).size === ids.length, { withinMs: 300_000 });
}

/** Said after each round: a million takes hours, and may be ended before. */
function describeRound(sent: number, answers: Map<number, number>, heap: number): string {
  const counts = JSON.stringify(Object.fromEntries([...answers].sort()));
  return `${sent} mutated requests, answers ${counts}, heap ${(heap / 1e6).toFixed(1)} MB\n`;
}

function collectGarbage(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
