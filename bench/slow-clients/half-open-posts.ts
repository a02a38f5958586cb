import { connect, type Socket } from 'node:net';

export interface HalfOpenPosts {
  /** How many are open now. */
  count: () => number;
  /** How many the server has cut off so far; each was followed by a new one. */
  cutOff: () => number;
  close: () => void;
}

const BODY_BYTES = 500;
const DRIP_EVERY_MS = 1000;

/** Posts whose headers are whole and whose bodies come byte by byte, for ever: one that is cut off begins anew. */
export async function openHalfOpenPosts(url: string, path: string, count: number): Promise<HalfOpenPosts> {
  const { hostname, port } = new URL(url);
  const head =
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${BODY_BYTES}\r\n\r\nphone=`;
  const sockets = new Set<Socket>();
  let cutOff = 0;
  let closing = false;
  const begin = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        sockets.add(socket);
        socket.write(head);
        resolve();
      });
      socket.resume();
      // What there is to say is said by `close`.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        if (sockets.delete(socket)) cutOff += 1;
        if (!closing) void begin();
      });
    });
  await Promise.all(Array.from({ length: count }, begin));
  const dripping = setInterval(() => {
    for (const socket of sockets) socket.write('9');
  }, DRIP_EVERY_MS);
  return {
    count: () => sockets.size,
    cutOff: () => cutOff,
    close: () => {
      closing = true;
      clearInterval(dripping);
      for (const socket of sockets) socket.destroy();
    },
  };
}
