import { forget, isKept, MAX_AGE_MS, readOutbox, type Submission } from './outbox.ts';
import { send, type Outcome } from './send.ts';
import { tellGoals } from './tell-goals.ts';

/** What this page is trying to send. */
const underWay = new Map<string, Submission>();

const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 60_000;

/** Sends again and again until the server has answered. */
export async function deliver(submission: Submission, tell: (outcome: Outcome) => void): Promise<void> {
  const { id, at } = submission;
  underWay.set(id, submission);
  for (let pauseMs = FIRST_PAUSE_MS; underWay.has(id); pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    const outcome: Outcome = Date.now() - at < MAX_AGE_MS ? await send(submission) : { kind: 'refused' };
    if (!underWay.has(id)) return;
    if (outcome.kind !== 'later') settle(submission, outcome);
    tell(outcome);
    if (outcome.kind === 'later') await pause(pauseMs);
  }
}

function settle({ id, goal }: Submission, outcome: Outcome): void {
  // Another page of the site may have been first; and a number that is not called is no order of a call.
  if (isKept(id) && outcome.kind === 'delivered' && outcome.callCode === null) tellGoals(goal);
  giveUp(id);
}

export function giveUp(id: string): void {
  underWay.delete(id);
  forget(id);
}

/** Sends what earlier pages could not, and on the way out hands over what this page could not. */
export function deliverKept(): void {
  for (const submission of readOutbox()) void deliver(submission, () => {});
  addEventListener('pagehide', () => {
    for (const { url, body } of underWay.values()) navigator.sendBeacon(url, new URLSearchParams(body));
  });
}

/** A while, or until the browser is online again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
  });
}
