/** A mail server that takes every letter and keeps none. */
import { once } from 'node:events';
import { promisify } from 'node:util';

import { SMTPServer } from 'smtp-server';

import { serveMeasured } from '../measured/serve-measured.ts';

await serveMeasured(async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return { url: `smtp://127.0.0.1:${address.port}`, close: promisify(server.close.bind(server)) };
});
