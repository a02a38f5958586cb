import type { AddressGuard } from './address-guard.ts';
import { describeFailure } from './describe-failure.ts';
import { nextHop, type Hop } from './next-hop.ts';
import { TargetRefusedError } from './target-refused-error.ts';
import { tryHop, type Answer, type DeliveryTimeouts } from './try-hop.ts';

export interface DeliveryRequest {
  url: string;
  method: 'POST' | 'GET';
  headers: Readonly<Record<string, string>>;
  body?: Buffer | string | undefined;
  followRedirects: 0 | 1 | 2 | 3;
  /** Asked for the first address and for each redirect. */
  allowUrl?: (url: URL) => boolean;
  /** Ports that may be reached besides 80 and 443. */
  allowPorts?: readonly number[];
}

/**
 * `refused`: our own guard did not let it out, trying again is of no use. `failed`: no answer came. Durations include
 * lookups and redirects.
 */
export type DeliveryOutcome =
  | ({ kind: 'answered'; durationMs: number } & Answer)
  | { kind: 'refused'; reason: string; durationMs: number }
  | { kind: 'failed'; error: string; durationMs: number };

export interface DeliveryClient {
  /** One try. Never rejects for what the other side does, and never tries twice. */
  send: (request: DeliveryRequest) => Promise<DeliveryOutcome>;
  /** Waits for the tries under way, which their own deadlines bound. */
  close: () => Promise<void>;
}

export interface DeliveryClientDeps {
  guard: AddressGuard;
  timeouts?: Partial<DeliveryTimeouts>;
}

const DEFAULT_TIMEOUTS: DeliveryTimeouts = {
  connectWithinMs: 5000,
  headersWithinMs: 15_000,
  bodyWithinMs: 5000,
  totalWithinMs: 20_000,
};

/** Sends HTTP requests to addresses that came from outside. */
export function createDeliveryClient({ guard, timeouts = {} }: DeliveryClientDeps): DeliveryClient {
  const limits = { ...DEFAULT_TIMEOUTS, ...timeouts };
  const underWay = new Set<Promise<DeliveryOutcome>>();
  let closed = false;
  return {
    async send(request) {
      if (closed) throw new Error('the delivery client is closed');
      const outcome = sendOnce(request, guard, limits);
      underWay.add(outcome);
      return outcome.finally(() => underWay.delete(outcome));
    },
    async close() {
      closed = true;
      await Promise.all(underWay);
    },
  };
}

async function sendOnce(
  request: DeliveryRequest,
  guard: AddressGuard,
  timeouts: DeliveryTimeouts,
): Promise<DeliveryOutcome> {
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(timeouts.totalWithinMs);
  const outcome = await follow(request, guard, timeouts, deadline).then(
    (answer) => ({ kind: 'answered', ...answer }) as const,
    (err: unknown) =>
      err instanceof TargetRefusedError
        ? ({ kind: 'refused', reason: err.message } as const)
        : ({ kind: 'failed', error: deadline.aborted ? 'no complete answer in time' : describeFailure(err) } as const),
  );
  return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
}

async function follow(
  request: DeliveryRequest,
  guard: AddressGuard,
  timeouts: DeliveryTimeouts,
  signal: AbortSignal,
): Promise<Answer> {
  let hop: Hop = {
    url: parseTarget(request.url),
    method: request.method,
    headers: { 'user-agent': 'Ringback', accept: '*/*', ...request.headers },
    body: request.body ?? null,
  };
  for (let redirectsLeft = request.followRedirects; ; redirectsLeft -= 1) {
    if (request.allowUrl && !request.allowUrl(hop.url)) {
      throw new TargetRefusedError(`${hop.url.host} is not one of the hosts that may be reached`);
    }
    const admitted = await untilAborted(guard.admit(hop.url, request.allowPorts), signal);
    const answer = await tryHop(hop, admitted, timeouts, signal);
    const next = redirectsLeft > 0 ? nextHop(hop, answer.status, answer.location) : null;
    if (!next) return answer;
    hop = next;
  }
}

function parseTarget(url: string): URL {
  // URL drops tabs and line breaks silently; whoever sends them means no good.
  if (/\p{Cc}/u.test(url) || !URL.canParse(url)) throw new TargetRefusedError('the address is not a valid URL');
  return new URL(url);
}

/** A lookup cannot be aborted, only left behind. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
