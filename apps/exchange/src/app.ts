import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';

import { Lifecycle, type Logger } from '@ringback/runtime';
import express, { type ErrorRequestHandler, type Express } from 'express';

import { Applications } from './applications.ts';
import { createAriRouter } from './ari-router.ts';
import { isAuthorised } from './authorise.ts';
import type { ExchangeConfig } from './config.ts';
import { EventDamage, type Damage } from './damage.ts';
import { createEventSockets } from './event-sockets.ts';
import { createScaledTimers, type Timers } from './scaled-timers.ts';
import { Switchboard } from './switchboard.ts';
import { Witness, type WitnessEvent } from './witness.ts';

export interface Exchange {
  /** `http://host:port`; ARI is below `/ari`. */
  url: string;
  /** Every ring, answer and hang-up so far, oldest first. */
  witness: () => WitnessEvent[];
  /** Cuts every event socket, as a failing network does. Calls go on. */
  dropSockets: () => void;
  /** What goes wrong with events, answers and sockets from here on; what is not named goes well. */
  damage: (damage: Partial<Damage>) => void;
  close: () => Promise<void>;
}

/** A telephone exchange with simulated phones that speaks ARI, the REST interface of Asterisk. */
export async function createExchange(
  config: ExchangeConfig,
  log: Logger,
  overrides: { timers?: Timers } = {},
): Promise<Exchange> {
  const lifecycle = new Lifecycle(log);
  const scaled = lifecycle.add('timers', createScaledTimers(config.timeScale), (timers) => {
    timers.close();
  });
  const timers = overrides.timers ?? scaled;
  const witness = new Witness();
  const damage = new EventDamage(timers, config.damageSeed ?? 1);
  const applications = new Applications(timers, damage);
  const switchboard = new Switchboard({ applications, timers, witness, keys: config.keys });
  const server = createServer(buildExpress({ config, switchboard, applications, witness, damage, timers, log }));
  const sockets = createEventSockets(server, config.ari, applications, log);
  server.listen(config.http.port, config.http.host);
  await once(server, 'listening');
  lifecycle.add('http server', server, (open) => {
    const closed = promisify(open.close.bind(open))();
    open.closeAllConnections();
    return closed;
  });
  lifecycle.add('event sockets', sockets, (open) => {
    open.close();
  });
  damage.set(config.damage ?? {}, sockets.drop);
  const url = addressOf(server, config.http.host);
  log.info({ address: url }, 'exchange started');
  return {
    url,
    witness: () => witness.events(),
    dropSockets: sockets.drop,
    damage: (wanted) => {
      damage.set(wanted, sockets.drop);
    },
    close: () => lifecycle.close(),
  };
}

interface ExpressDeps {
  config: ExchangeConfig;
  switchboard: Switchboard;
  applications: Applications;
  witness: Witness;
  damage: EventDamage;
  timers: Timers;
  log: Logger;
}

function buildExpress({ config, switchboard, applications, witness, damage, timers, log }: ExpressDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/livez', (_req, res) => res.json({ status: 'ok' }));
  app.get('/witness', (_req, res) => res.json({ events: witness.events() }));
  app.use('/ari', (req, res, next) => {
    if (isAuthorised(req, config.ari)) {
      next();
      return;
    }
    res.set('WWW-Authenticate', 'Basic realm="Asterisk REST Interface"').status(401).json({ message: 'Unauthorized' });
  });
  // What was asked is done at once; only the word of it comes later.
  app.use('/ari', ({ socket }, _res, next) => {
    const seconds = damage.answerDelaySeconds;
    if (seconds > 0) {
      socket.cork();
      timers.after(seconds, () => {
        socket.uncork();
      });
    }
    next();
  });
  app.use('/ari', createAriRouter(switchboard, applications));
  app.use(createErrorHandler(log));
  return app;
}

/** A body or an address that cannot be read is the caller's fault and says so; the rest is ours. */
function createErrorHandler(log: Logger): ErrorRequestHandler {
  return (err: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(err);
      return;
    }
    const given = typeof err === 'object' && err !== null && 'status' in err ? err.status : undefined;
    const status = typeof given === 'number' && given < 500 ? given : 500;
    if (status === 500) log.error({ err }, 'request failed');
    res.status(status).json({ message: status === 500 ? 'Internal error' : 'Invalid request' });
  };
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the exchange has no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(address.port)}`;
}
