/** The site's own handler and the receiver of webhooks: reads what comes and answers 200. */
import { once } from 'node:events';
import { createServer } from 'node:http';

import { serveMeasured } from '../measured/serve-measured.ts';
import { urlOf } from '../measured/url-of.ts';

await serveMeasured(async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    close: () => {
      server.closeAllConnections();
      return Promise.resolve();
    },
  };
});
