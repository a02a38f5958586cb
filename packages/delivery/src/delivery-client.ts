import type { AddressGuard } from './address-guard.ts';
import type { Answer } from './answer-reader.ts';
import { createConnections, type ConnectionLimits, type Connections } from './connections.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { describeFailure } from './describe-failure.ts';
import { nextHop, type Hop } from './next-hop.ts';
import { TargetRefusedError } from './target-refused-error.ts';
import { tryHop } from './try-hop.ts';

export interface DeliveryTimeouts extends ConnectionLimits {
  /** From the first lookup to the last byte, redirects included. */
  totalWithinMs: number;
}

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
  /** Uses a connection that was kept, and keeps it. The other side must know a repeat: a kept connection may be gone. */
  keepConnection?: boolean;
}

/**
 * `refused`: our own guard did not let it out, trying again is of no use. `failed`: no answer came. Durations include
 * lookups and redirects. `address` is the last one connected to, null where there was no connection.
 */
export type DeliveryOutcome = { durationMs: number; address: string | null } & (
  | ({ kind: 'answered'; firstByteMs: number } & Pick<Answer, 'status' | 'retryAfter' | 'location' | 'bodyStart'>)
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; error: string }
);

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
  const connections = createConnections(limits);
  const tools = { guard, limits, connections };
  const idle = Promise.withResolvers<void>();
  let underWay = 0;
  let closed = false;
  const leave = (): void => {
    underWay -= 1;
    if (closed && underWay === 0) idle.resolve();
  };
  return {
    async send(request) {
      if (closed) throw new Error('the delivery client is closed');
      underWay += 1;
      try {
        return await sendOnce(request, tools);
      } finally {
        leave();
      }
    },
    async close() {
      closed = true;
      if (underWay > 0) await idle.promise;
      await connections.close();
    },
  };
}

interface SendTools {
  guard: AddressGuard;
  limits: DeliveryTimeouts;
  connections: Connections;
}

async function sendOnce(request: DeliveryRequest, tools: SendTools): Promise<DeliveryOutcome> {
  const startedAt = performance.now();
  const since = (at: number): number => Math.round(at - startedAt);
  const deadline = startDeadline(tools.limits.totalWithinMs);
  let connected = '';
  const toTold = (): { durationMs: number; address: string | null } => ({
    durationMs: since(performance.now()),
    address: connected === '' ? null : connected,
  });
  try {
    const answer = await follow(request, tools, deadline, (address) => (connected = address));
    const { status, retryAfter, location, bodyStart, firstByteAt } = answer;
    const firstByteMs = since(firstByteAt);
    return { kind: 'answered', status, retryAfter, location, bodyStart, firstByteMs, ...toTold() };
  } catch (err) {
    if (err instanceof TargetRefusedError) return { kind: 'refused', reason: err.message, ...toTold() };
    const error = deadline.isPassed() ? 'no complete answer in time' : describeFailure(err);
    return { kind: 'failed', error, ...toTold() };
  } finally {
    deadline.clear();
  }
}

async function follow(
  request: DeliveryRequest,
  { guard, limits, connections }: SendTools,
  deadline: Deadline,
  onConnected: (address: string) => void,
): Promise<Answer> {
  let hop: Hop = {
    url: parseTarget(request.url),
    method: request.method,
    headers: { 'user-agent': 'Ringback', accept: '*/*', ...request.headers },
    body: request.body ?? null,
  };
  const tools = { limits, connections: request.keepConnection ? connections : null, deadline, onConnected };
  for (let redirectsLeft = request.followRedirects; ; redirectsLeft -= 1) {
    if (request.allowUrl && !request.allowUrl(hop.url)) {
      throw new TargetRefusedError(`${hop.url.host} is not one of the hosts that may be reached`);
    }
    const admitted = await deadline.race(guard.admit(hop.url, request.allowPorts));
    const answer = await tryHop(hop, admitted, tools);
    const next = redirectsLeft > 0 ? nextHop(hop, answer.status, answer.location) : null;
    if (!next) return answer;
    hop = next;
  }
}

const MAX_PARSED = 1000;
const parsedTargets = new Map<string, URL>();

function parseTarget(url: string): URL {
  const known = parsedTargets.get(url);
  if (known) return known;
  // URL drops tabs and line breaks silently; whoever sends them means no good.
  const parsed = /\p{Cc}/u.test(url) ? null : URL.parse(url);
  if (!parsed) throw new TargetRefusedError('the address is not a valid URL');
  if (parsedTargets.size >= MAX_PARSED) parsedTargets.clear();
  parsedTargets.set(url, parsed);
  return parsed;
}
