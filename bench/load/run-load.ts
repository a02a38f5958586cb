import { setTimeout as sleep } from 'node:timers/promises';

import { openConnection, type Connection } from './connection.ts';
import { createFormRequest, type FormRequest } from './form-request.ts';
import type { LoadJob, LoadReport } from './messages.ts';
import { createTally } from './tally.ts';

/** A connection with the request that it sends again and again. */
interface Sender {
  connection: Connection;
  request: FormRequest;
}

export interface Load {
  job: LoadJob;
  /** Of the phone; never the same twice. */
  nextNumber: () => number;
}

/** How long answers are waited for once nothing more is sent. */
const LAST_ANSWERS_MS = 5000;

/** Sends forms with distinct phones, as fast as they are answered or at fixed times. */
export async function runLoad({ job, nextNumber }: Load): Promise<LoadReport> {
  const url = new URL(job.url);
  const senders = Array.from({ length: job.connections }, (_, index): Sender => {
    const path = job.paths[index % job.paths.length] ?? '/';
    return { connection: openConnection(url), request: createFormRequest(url.host, path, job.body) };
  });
  try {
    return job.rate === null
      ? await runClosed(senders, nextNumber, job.seconds)
      : await runOpen(senders, nextNumber, job.rate, job.seconds);
  } finally {
    for (const { connection } of senders) connection.close();
  }
}

async function runClosed(senders: Sender[], nextNumber: () => number, seconds: number): Promise<LoadReport> {
  const tally = createTally();
  let isOver = false;
  const sendNext = ({ connection, request }: Sender): void => {
    if (isOver) return;
    request.setNumber(nextNumber());
    const sentAt = performance.now();
    connection.send(request.bytes, (status) => {
      if (!isOver) tally.answered(status, performance.now() - sentAt);
      sendNext({ connection, request });
    });
  };
  for (const sender of senders) sendNext(sender);
  await sleep(seconds * 1000);
  isOver = true;
  return tally.report();
}

/**
 * Requests have fixed times, whatever the answers do; a request that finds no free connection waits, and its wait counts.
 * A client that sends only after an answer would leave out just the slow ones ("coordinated omission").
 */
async function runOpen(
  senders: Sender[],
  nextNumber: () => number,
  rate: number,
  seconds: number,
): Promise<LoadReport> {
  const tally = createTally();
  const idle = [...senders];
  const total = Math.round(rate * seconds);
  const startedAt = performance.now();
  let sent = 0;
  let answered = 0;

  const send = (sender: Sender, dueAt: number): void => {
    sender.request.setNumber(nextNumber());
    sender.connection.send(sender.request.bytes, (status) => {
      answered += 1;
      tally.answered(status, performance.now() - dueAt);
      idle.push(sender);
      sendDue(false);
    });
  };
  const sendDue = (wasFree: boolean): void => {
    const now = performance.now();
    for (;;) {
      const dueAt = startedAt + (sent * 1000) / rate;
      if (sent === total || dueAt > now) return;
      // In turn: a machine that answers at once would send everything to one widget, whose manager has so many lines.
      const sender = idle.shift();
      if (!sender) return;
      sent += 1;
      if (wasFree) tally.sentLate(now - dueAt);
      send(sender, dueAt);
    }
  };
  const giveUpAt = startedAt + seconds * 1000 + LAST_ANSWERS_MS;
  while (answered < total && performance.now() < giveUpAt) {
    sendDue(idle.length > 0);
    await sleep(1);
  }
  return tally.report();
}
