import process from 'node:process';

import { createAddressGuard, createDeliveryClient, signNotification } from '@ringback/delivery';
import { request } from 'undici';

import { spreadOf, type Spread } from '../report/median.ts';
import type { DeliveryFlags } from './flags.ts';
import { SAMPLE_BODY, WEBHOOK_SECRET } from './sample-body.ts';

export interface ClientRun {
  perSecond: number;
  cpuMicroseconds: number;
}

export interface ClientFigures {
  bare: ClientRun[];
  client: ClientRun[];
  /** Client beside bare, round by round. */
  ratio: Spread;
  /** The CPU of bare beside that of the client: steadier than `ratio` where other work takes its share of the machine. */
  cpuRatio: Spread;
}

const WARM_UP = 3000;
const HEADERS = { 'content-type': 'application/json' };

/** Bare `undici.request` beside our client with its guard, signature, time limits and body cap, one after the other. */
export async function compareClients(url: string, flags: DeliveryFlags): Promise<ClientFigures> {
  const client = createDeliveryClient({ guard: createAddressGuard({ allowLoopback: true }) });
  const sendBare = bareTo(url);
  const sendOurs = async (): Promise<void> => {
    const body = Buffer.from(SAMPLE_BODY);
    const signature = signNotification(WEBHOOK_SECRET, 'msg_1', new Date(), body);
    const headers = { ...HEADERS, ...signature };
    const outcome = await client.send({
      url,
      method: 'POST',
      headers,
      body,
      followRedirects: 0,
      keepConnection: true,
    });
    if (outcome.kind !== 'answered') throw new Error(`a delivery was ${outcome.kind}`);
  };
  await run(sendBare, WARM_UP, flags.concurrency);
  await run(sendOurs, WARM_UP, flags.concurrency);
  const bare: ClientRun[] = [];
  const ours: ClientRun[] = [];
  for (let round = 0; round < flags.rounds; round += 1) {
    bare.push(await run(sendBare, flags.requests, flags.concurrency));
    ours.push(await run(sendOurs, flags.requests, flags.concurrency));
  }
  await client.close();
  const roundByRound = (ratioOf: (bare: ClientRun, ours: ClientRun) => number): Spread =>
    spreadOf(ours.flatMap((run, index) => bare.slice(index, index + 1).map((beside) => ratioOf(beside, run))));
  return {
    bare,
    client: ours,
    ratio: roundByRound((beside, run) => run.perSecond / beside.perSecond),
    cpuRatio: roundByRound((beside, run) => beside.cpuMicroseconds / run.cpuMicroseconds),
  };
}

/** Bare `undici.request` alone, to be set beside what ran just before. */
export async function runBare(url: string, flags: DeliveryFlags): Promise<ClientRun[]> {
  const runs: ClientRun[] = [];
  await run(bareTo(url), WARM_UP, flags.concurrency);
  for (let round = 0; round < flags.rounds; round += 1) {
    runs.push(await run(bareTo(url), flags.requests, flags.concurrency));
  }
  return runs;
}

function bareTo(url: string): () => Promise<void> {
  return async () => {
    const answer = await request(url, { method: 'POST', headers: HEADERS, body: SAMPLE_BODY });
    await answer.body.text();
  };
}

async function run(send: () => Promise<void>, requests: number, concurrency: number): Promise<ClientRun> {
  let left = requests;
  const loop = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      await send();
    }
  };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, loop));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: requests / seconds, cpuMicroseconds: (user + system) / requests };
}
