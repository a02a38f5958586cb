import type { Database } from '@ringback/db';
import type { Response } from 'express';

export interface LeadEvents {
  /** Answers with Server-Sent Events of the account's leads, until either side closes. */
  stream: (accountId: string, res: Response) => void;
  close: () => Promise<void>;
}

/** Told by whoever saves a lead, as `<account id> <lead id>`. */
const CHANNEL = 'lead_changed';
const HEARTBEAT_MS = 15_000;
/** A reader who takes nothing for so long that this much waits is let go; it reads again what it missed. */
const MAX_WAITING_BYTES = 64 * 1024;

/** Passes changes of leads on from Postgres to everybody who looks at that account. */
export function createLeadEvents(database: Pick<Database, 'listen'>): LeadEvents {
  const readers = new Map<string, Set<Response>>();
  let closed = false;
  const everyone = (): Response[] => [...readers.values()].flatMap((streams) => [...streams]);

  const listener = database.listen(
    CHANNEL,
    (payload) => {
      const [accountId = '', leadId = ''] = payload.split(' ');
      const event = `event: lead\ndata: ${JSON.stringify({ id: leadId })}\n\n`;
      for (const res of readers.get(accountId) ?? []) send(res, event);
    },
    // Changes may have been missed: a browser that connects anew reads everything again.
    () => {
      for (const res of everyone()) res.end();
    },
  );
  const heartbeat = setInterval(() => {
    for (const res of everyone()) send(res, ': still here\n\n');
  }, HEARTBEAT_MS);

  return {
    stream: (accountId, res) => {
      if (res.closed || closed) {
        res.end();
        return;
      }
      const streams = readers.get(accountId) ?? new Set();
      readers.set(accountId, streams.add(res));
      res.once('close', () => {
        streams.delete(res);
        if (streams.size === 0 && readers.get(accountId) === streams) readers.delete(accountId);
      });
      // `X-Accel-Buffering` keeps nginx from holding events back.
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      res.write('retry: 2000\n\n');
    },
    close: async () => {
      closed = true;
      clearInterval(heartbeat);
      await listener.close();
      for (const res of everyone()) res.end();
    },
  };
}

function send(res: Response, text: string): void {
  if (res.writableEnded || res.destroyed) return;
  if (res.writableLength > MAX_WAITING_BYTES) res.destroy();
  else res.write(text);
}
