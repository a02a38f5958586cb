import { afterEach, describe, expect, it } from '@jest/globals';

import { startDeadline } from './deadline.ts';
import { closeListeners, listenHttp } from './test-listeners.ts';
import { tryHop } from './try-hop.ts';

afterEach(closeListeners);

describe('tryHop', () => {
  it('sends nothing over a connection to another address than was admitted', async () => {
    let requests = 0;
    const port = await listenHttp((_req, res) => {
      requests += 1;
      res.end();
    });
    // An address in the URL is never looked up, so the admitted ones do not steer the connection.
    const hop = { url: new URL(`http://127.0.0.1:${port}/`), method: 'GET', headers: {}, body: null } as const;
    const limits = { connectWithinMs: 5000, headersWithinMs: 5000, bodyWithinMs: 5000 };
    const tools = { limits, connections: null, deadline: startDeadline(5000), onConnected: () => undefined };
    const answer = tryHop(hop, [{ address: '127.0.0.2', family: 4 }], tools);

    await expect(answer).rejects.toThrow('another address than was checked');
    expect(requests).toBe(0);
    tools.deadline.clear();
  });
});
