import type { Readable } from 'node:stream';

import { Pool } from 'undici';

import { AriAnswerReader, type AriAnswer } from './ari-answer-reader.ts';
import { ExchangeUnreachableError } from './port.ts';

export interface AriCredentials {
  username: string;
  password: string;
}

export type { AriAnswer } from './ari-answer-reader.ts';

/** One request to ARI: the path's parts are encoded, so that an id cannot lead elsewhere. */
export interface AriRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string[];
  query?: Record<string, string>;
}

export interface AriClient {
  /** Resolves with whatever the exchange answered; throws `ExchangeUnreachableError` when it did not. */
  send: (what: AriRequest) => Promise<AriAnswer>;
  /** GET of what is no JSON. The caller reads the body or destroys it. */
  open: (path: string[]) => Promise<{ status: number; body: Readable }>;
  close: () => Promise<void>;
}

/** Failures of the connection itself: nothing of the request has left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function authorisationOf({ username, password }: AriCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** REST of ARI below `url`. Never retries: a request that may have been taken must not be sent again. */
export function createAriClient(url: string, credentials: AriCredentials, timeoutMs: number): AriClient {
  const { origin, pathname } = new URL(url);
  const base = `${pathname.replace(/\/$/, '')}/ari`;
  const pool = new Pool(origin, {
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connections: 32,
  });
  const headers = { authorization: authorisationOf(credentials) };
  const pathOf = ({ path, query = {} }: Pick<AriRequest, 'path' | 'query'>): string =>
    `${base}/${path.map(encodeURIComponent).join('/')}${encode(query)}`;
  return {
    send: async (what) => {
      const reader = new AriAnswerReader();
      pool.dispatch({ method: what.method, path: pathOf(what), headers }, reader);
      try {
        return await reader.answer;
      } catch (cause) {
        throw unreachable(cause);
      }
    },
    open: async (path) => {
      try {
        const { statusCode: status, body } = await pool.request({ method: 'GET', path: pathOf({ path }), headers });
        return { status, body };
      } catch (cause) {
        throw unreachable(cause);
      }
    },
    close: () => pool.destroy(),
  };
}

function encode(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function unreachable(cause: unknown): ExchangeUnreachableError {
  return new ExchangeUnreachableError('the exchange did not answer', {
    cause,
    neverSent: NEVER_SENT.has(codeOf(cause)),
  });
}

export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';

  constructor(status: number) {
    super(`the exchange answered ${String(status)}`);
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function expectAnswer({ status }: AriAnswer, expected: number[]): void {
  if (!expected.includes(status)) throw new UnexpectedAnswerError(status);
}

function codeOf(err: unknown): string {
  const isCoded = typeof err === 'object' && err !== null && 'code' in err;
  return isCoded && typeof err.code === 'string' ? err.code : '';
}
