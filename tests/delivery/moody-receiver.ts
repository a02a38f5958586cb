import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

export interface Arrival {
  /** `webhook-id` */
  id: string;
  type: string;
  leadId: string;
  headers: Record<string, string>;
  body: string;
  /** Whether it was answered with success. */
  taken: boolean;
}

export interface MoodyReceiver {
  url: string;
  arrivals: Arrival[];
  /** Resolves as soon as one more has come, before it is answered. */
  nextArrival: () => Promise<void>;
  /** From now on it takes what comes. */
  recover: () => void;
  close: () => void;
}

/** A webhook's receiver that is away: it answers errors, half of an answer, nothing at all, or cuts the connection. */
export async function startMoodyReceiver(random: () => number): Promise<MoodyReceiver> {
  const arrivals: Arrival[] = [];
  let isAway = true;
  let next = Promise.withResolvers<void>();
  const server = createServer((req, res) => {
    void buffer(req).then(
      (body) => {
        arrivals.push(readArrival(req, body.toString(), !isAway));
        next.resolve();
        next = Promise.withResolvers();
        if (isAway) misbehave(res, random);
        else res.end('ok');
      },
      () => res.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}/webhook`,
    arrivals,
    nextArrival: () => next.promise,
    recover: () => {
      isAway = false;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readArrival({ headers }: IncomingMessage, body: string, taken: boolean): Arrival {
  const { type, data }: { type: string; data: { lead: { id: string } } } = JSON.parse(body);
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return {
    id: String(headers['webhook-id']),
    type,
    leadId: data.lead.id,
    headers: Object.fromEntries(texts),
    body,
    taken,
  };
}

function misbehave(res: ServerResponse, random: () => number): void {
  const retryAfter = String(Math.floor(random() * 600));
  const moods: (() => unknown)[] = [
    () => res.writeHead(500).end('sorry'),
    () => res.writeHead(429, { 'retry-after': retryAfter }).end(),
    () => res.writeHead(503, { 'retry-after': retryAfter }).end(),
    () => undefined,
    () => res.socket?.write('HTTP/1.1 20', () => res.socket?.destroy()),
    () => res.socket?.resetAndDestroy(),
  ];
  moods[Math.floor(random() * moods.length)]?.();
}
