import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Credentials {
  username: string;
  password: string;
}

/** Whether a request carries the credentials, as HTTP basic authentication or as `api_key=username:password`. */
export function isAuthorised(req: IncomingMessage, { username, password }: Credentials): boolean {
  return sameText(readGiven(req), `${username}:${password}`);
}

function readGiven(req: IncomingMessage): string {
  const { authorization } = req.headers;
  if (authorization?.startsWith('Basic ')) return Buffer.from(authorization.slice(6), 'base64').toString();
  return readQuery(req).get('api_key') ?? '';
}

export function readQuery(req: IncomingMessage): URLSearchParams {
  const url = req.url ?? '';
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark));
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
