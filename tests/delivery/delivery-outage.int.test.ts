import { fork, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, saveWidget, type Database } from '@ringback/db';
import { createRandom } from '@ringback/runtime';
import { createTestDatabase, createTestLogger } from '@ringback/test-kit';

import { startMoodyReceiver, type Arrival, type MoodyReceiver } from './moody-receiver.ts';

const isLong = process.env['LONG'] === '1';
const LEADS = isLong ? 200 : 4;
const KILLS = isLong ? 20 : 3;
const WORKERS = isLong ? 3 : 2;
const SEED = 20_261_123;
const OUTAGE_MS = 6 * 3_600_000;
const STEP_MS = 60_000;
/** Past this everything has been tried ten times. */
const LONGEST_MS = 80 * 3_600_000;
const EVENTS = ['lead.accepted', 'call.started', 'call.finished'];
const START = new Date('2026-11-20T10:00:00.000Z');
const KEYS = ['a secret of thirty-two bytes ...', 'another one, of thirty-two bytes'].map((key) => Buffer.from(key));
const WORKER = fileURLToPath(new URL('delivery-worker.ts', import.meta.url));

const random = createRandom(SEED);
let db: Database;
let databaseUrl: string;
let dropDatabase: () => Promise<void>;
let receiver: MoodyReceiver;
let workers: ChildProcess[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  databaseUrl = database.url;
  dropDatabase = database.drop;
  db = createDatabase({ url: databaseUrl, poolSize: 2 }, createTestLogger());
  receiver = await startMoodyReceiver(random);
  await plan();
});
afterAll(async () => {
  await Promise.all(workers.map(kill));
  receiver.close();
  await db.close();
  await dropDatabase();
});

/** Leads with a notification of each event. */
async function plan(): Promise<void> {
  const { prisma } = db;
  const { id: accountId } = await prisma.account.create({ data: { name: 'Shop' } });
  const secrets = KEYS.map((key) => `whsec_${key.toString('base64')}`);
  const offices = [{ name: 'Sales', managers: [{ name: 'Anna', number: '100' }] }];
  const webhooks = [{ url: receiver.url, events: EVENTS, secrets }];
  const settings = { sites: ['shop.example'], offices, webhooks };
  await saveWidget(prisma, { accountId, hash: 'a'.repeat(32), name: 'Shop', settings });
  await prisma.$executeRaw`
    INSERT INTO leads (id, account_id, widget_id, settings_version, received_at, fields, recognised, utm, visit, charset,
      is_send, response_method, is_redirect)
    SELECT gen_random_uuid(), w.account_id, w.id, 1, ${START}, '[]', '{}', '{}', '{}', 'utf-8', false, 'POST', false
    FROM widgets w, generate_series(1, ${LEADS}::int)`;
  await prisma.$executeRaw`
    INSERT INTO scenarios (lead_id, widget_id, version, state, document, status_manager, status_visitor)
    SELECT id, widget_id, 1, 'accepted', '{"status":"accepted"}', 1, 0 FROM leads`;
  await prisma.$executeRaw`
    INSERT INTO deliveries (id, lead_id, kind, event, target, state, created_at, next_attempt_at)
    SELECT gen_random_uuid(), l.id, 'notification', event, ${receiver.url}, 'pending', ${START}, ${START}
    FROM leads l, unnest(${EVENTS}::text[]) event`;
}

async function startWorker(): Promise<ChildProcess> {
  // Not the flags that jest itself runs under.
  const child = fork(WORKER, [databaseUrl], { execArgv: [], env: { ...process.env, NODE_OPTIONS: '' } });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Lets all workers try what is due; `victim` is killed amid it and replaced. */
async function tick(now: Date, victim: number | null): Promise<void> {
  const ended = workers.map(async (worker) => {
    const listening = new AbortController();
    const { signal } = listening;
    const over = Promise.race([once(worker, 'message', { signal }), once(worker, 'exit', { signal })]);
    worker.send(now.toISOString());
    const [said]: unknown[] = await over;
    listening.abort();
    if (typeof said === 'string' && said !== 'done') throw new Error(said);
  });
  const doomed = victim === null ? undefined : workers[victim];
  if (victim !== null && doomed) {
    // Amid a try: what has arrived is not written down yet.
    await Promise.race([receiver.nextArrival(), Promise.all(ended)]);
    await pause(random() * 10);
    await kill(doomed);
    await Promise.all(ended);
    workers[victim] = await startWorker();
    return;
  }
  await Promise.all(ended);
}

/** When something is due next, null when all has been delivered or given up. */
async function findNextDue(): Promise<Date | null> {
  const { _min } = await db.prisma.delivery.aggregate({ _min: { nextAttemptAt: true }, where: { state: 'pending' } });
  return _min.nextAttemptAt;
}

/** An independent check of https://www.standardwebhooks.com: one signature by each secret, over the bytes that came. */
function isSigned({ headers, body }: Arrival): boolean {
  const signed = `${headers['webhook-id'] ?? ''}.${headers['webhook-timestamp'] ?? ''}.${body}`;
  const expected = KEYS.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return headers['webhook-signature'] === expected.join(' ');
}

describe('an outage of a webhook', () => {
  it(
    'of six hours, with workers killed amid their tries, loses nothing, doubles nothing but ids, and keeps the order',
    async () => {
      workers = await Promise.all(Array.from({ length: WORKERS }, startWorker));
      let now = START;
      let kills = 0;
      for (let due = await findNextDue(); due; due = await findNextDue()) {
        now = new Date(Math.max(now.getTime() + STEP_MS, due.getTime()));
        const passed = now.getTime() - START.getTime();
        expect(passed).toBeLessThan(LONGEST_MS);
        if (passed > OUTAGE_MS) receiver.recover();
        const isKilling = kills < KILLS && (passed < STEP_MS * 5 || random() < 0.5);
        await tick(now, isKilling ? kills % WORKERS : null);
        if (isKilling) kills += 1;
      }

      const rows = await db.prisma.delivery.findMany({ include: { attempts: true } });
      const { arrivals } = receiver;
      expect(kills).toBe(KILLS);
      expect(rows).toHaveLength(LEADS * EVENTS.length);
      expect(rows.filter(({ state }) => state !== 'delivered')).toEqual([]);
      const taken = new Set(arrivals.filter((arrival) => arrival.taken).map(({ id }) => id));
      expect(taken).toEqual(new Set(rows.map(({ id }) => id)));
      // What is the same event of the same lead came under one id.
      expect(new Set(arrivals.map(({ leadId, type }) => `${leadId} ${type}`)).size).toBe(taken.size);
      expect(arrivals.filter((arrival) => !isSigned(arrival))).toEqual([]);
      const firstOf = (leadId: string, type: string): number =>
        arrivals.findIndex((arrival) => arrival.leadId === leadId && arrival.type === type);
      for (const leadId of new Set(rows.map((row) => row.leadId))) {
        expect(firstOf(leadId, 'call.started')).toBeLessThan(firstOf(leadId, 'call.finished'));
      }
      // Each try that has ended is told, and none that has not been made.
      const told = rows.flatMap(({ attempts }) => attempts);
      expect(told.length).toBeGreaterThan(rows.length);
      expect(told.length).toBeLessThanOrEqual(arrivals.length);
    },
    isLong ? 900_000 : 120_000,
  );
});
