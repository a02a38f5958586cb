import { isRecord } from './is-record.ts';
import type { Submission } from './outbox.ts';

export type Outcome =
  | { kind: 'delivered'; id: string; callCode: number | null; callReason: string; redirect: string | null }
  /** The server will not have it, now or later. */
  | { kind: 'refused' }
  | { kind: 'later' };

const WITHIN_MS = 15_000;
// Browsers refuse more than 64 KiB of requests that outlive their page.
const KEEPALIVE_MAX_LENGTH = 60_000;
const FLOOD = 668;

/** Sends once. Only an answer of the server's own kind counts: a proxy's or a captive portal's page says nothing. */
export async function send({ url, body }: Submission): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), WITHIN_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(body),
      credentials: 'omit',
      keepalive: body.length < KEEPALIVE_MAX_LENGTH,
      signal: abort.signal,
    });
    return readAnswer(response.status, await response.json());
  } catch {
    return { kind: 'later' };
  } finally {
    clearTimeout(timer);
  }
}

function readAnswer(httpStatus: number, answer: unknown): Outcome {
  const { status, id, code, call, redirect } = fieldsOf(answer);
  if (status === 'success') {
    const { code: callCode, reason } = fieldsOf(call);
    return {
      kind: 'delivered',
      id: String(id),
      callCode: typeof callCode === 'number' ? callCode : null,
      callReason: String(reason),
      redirect: typeof redirect === 'string' && /^https?:/.test(redirect) ? redirect : null,
    };
  }
  return status === 'fail' && httpStatus < 500 && code !== FLOOD ? { kind: 'refused' } : { kind: 'later' };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
