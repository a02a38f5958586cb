import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { closeHttpServer, createHttpServer, listen } from '@ringback/http';
import type { Logger } from '@ringback/runtime';
import type { Registry } from 'prom-client';

import type { MetricsConfig } from './metrics-config.ts';

export interface InternalServerDeps {
  registry: Registry;
  /** Whether the process can do its work now. */
  isReady: () => Promise<boolean>;
  log: Logger;
}

export interface InternalServer {
  /** `http://host:port` */
  url: string;
  close: () => Promise<void>;
}

const READY_WITHIN_MS = 2000;

/** `/metrics`, `/livez` and `/readyz`, for those who watch over the process. */
export async function openInternalServer(config: MetricsConfig, deps: InternalServerDeps): Promise<InternalServer> {
  const server = createHttpServer(createListener(deps), { maxConnections: 100 });
  const url = await listen(server, config);
  deps.log.info({ address: url }, 'internal server started');
  return { url, close: () => closeHttpServer(server) };
}

interface Answer {
  status: number;
  body: string;
  type?: string;
}

function createListener(deps: InternalServerDeps): RequestListener {
  return (request, response) => {
    void answer(deps, request.url ?? '').then(({ status, body, type = 'text/plain; charset=utf-8' }) => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
    });
  };
}

async function answer({ registry, isReady, log }: InternalServerDeps, path: string): Promise<Answer> {
  try {
    switch (path) {
      case '/metrics':
        return { status: 200, body: await registry.metrics(), type: registry.contentType };
      case '/livez':
        return { status: 200, body: 'ok' };
      case '/readyz': {
        const ready = await Promise.race([isReady(), sleep(READY_WITHIN_MS, false, { ref: false })]);
        return ready ? { status: 200, body: 'ok' } : { status: 503, body: 'not ready' };
      }
      default:
        return { status: 404, body: 'not found' };
    }
  } catch (err) {
    log.error({ err }, 'internal request failed');
    return { status: 500, body: 'failed' };
  }
}
