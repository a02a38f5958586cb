import { setTimeout as pause } from 'node:timers/promises';

import { waitFor } from '@ringback/test-kit';

/** How one form was answered. */
export interface Posted {
  phone: string;
  status: number;
  /** Null unless it was accepted. */
  id: string | null;
  retryAfter: string | null;
  /** From the moment it should have been sent to the last byte of the answer. */
  tookMs: number;
}

export async function postForm(
  ingestUrl: string,
  widgetHash: string,
  fields: Record<string, string>,
  query = '',
): Promise<Posted> {
  const startedAt = performance.now();
  const url = `${ingestUrl}/formReceiver?widgetHash=${widgetHash}${query}`;
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  const { id = null }: { id?: string | null } = JSON.parse(await response.text());
  const { status, headers } = response;
  const tookMs = performance.now() - startedAt;
  return { phone: fields['phone'] ?? '', status, id, retryAfter: headers.get('retry-after'), tookMs };
}

const EVERY_MS = 40;

let people = 0;

/** Nobody else's number, whose owner answers and talks. */
export function nextPhone(): string {
  people += 1;
  return `+7916${String(people).padStart(5, '0')}10`;
}

/** Posts `count` forms of as many people at a steady pace, whatever becomes of them, to each of `ingestUrls` in turn. */
export async function postSteadily(
  ingestUrls: string[],
  widgetHash: string,
  count: number,
  query = '',
): Promise<Posted[]> {
  const posted: Promise<Posted>[] = [];
  while (posted.length < count) {
    const ingestUrl = ingestUrls[posted.length % ingestUrls.length] ?? '';
    posted.push(postForm(ingestUrl, widgetHash, { name: 'Ivan', phone: nextPhone() }, query));
    await pause(EVERY_MS);
  }
  return Promise.all(posted);
}

/** Posts again what was not kept, as scripts of real sites do; resolves with the ids of all. */
export async function postAgainUntilKept(ingestUrl: string, widgetHash: string, posted: Posted[]): Promise<Posted[]> {
  const keep = async (first: Posted): Promise<Posted> => {
    if (first.id !== null) return first;
    return waitFor(async () => {
      const again = await postForm(ingestUrl, widgetHash, { name: 'Ivan', phone: first.phone });
      return again.id !== null && again;
    });
  };
  return Promise.all(posted.map(keep));
}

/** Says how long the slowest answer took, which no test fails for, and returns it. */
export function reportSlowest(what: string, posted: Posted[]): number {
  const slowestMs = Math.max(...posted.map(({ tookMs }) => tookMs));
  process.stdout.write(`${what}: ${posted.length} answers, the slowest after ${slowestMs.toFixed(0)} ms\n`);
  return slowestMs;
}
