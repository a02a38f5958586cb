/** The floor: `node:http` and one `XADD` for each request. Nothing that answers only what is stored can do less. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { Redis } from 'ioredis';

import { serveMeasured } from '../measured/serve-measured.ts';
import { urlOf } from '../measured/url-of.ts';

await serveMeasured(async (env) => {
  const redis = new Redis(env['REDIS_URL'] ?? '');
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) => redis.xadd('submissions', '*', 'url', request.url ?? '', 'form', body))
      .then((id) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ status: 'success', id }));
      })
      .catch(() => {
        response.writeHead(503).end();
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    close: async () => {
      server.closeAllConnections();
      await redis.quit();
    },
  };
});
