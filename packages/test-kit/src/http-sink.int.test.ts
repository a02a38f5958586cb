import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type HttpSink, startHttpSink } from './http-sink.ts';
import { waitFor } from './wait-for.ts';

let sink: HttpSink;

beforeEach(async () => {
  sink = await startHttpSink();
});

afterEach(async () => {
  await sink.close();
});

describe('startHttpSink', () => {
  it('keeps what it got and answers 200', async () => {
    const response = await fetch(`${sink.url}/action?a=1`, {
      method: 'POST',
      body: 'имя=Иван',
      headers: { 'x-a': 'b' },
    });

    expect(response.status).toBe(200);
    expect(sink.requests).toMatchObject([
      { method: 'POST', url: '/action?a=1', body: 'имя=Иван', headers: { 'x-a': 'b' } },
    ]);
  });

  it('answers what it is told, also by the request', async () => {
    sink.answerWith(({ url }) =>
      url === '/gone' ? { status: 410 } : { status: 503, headers: { 'retry-after': '7' } },
    );

    const gone = await fetch(`${sink.url}/gone`);
    const busy = await fetch(`${sink.url}/busy`);

    expect([gone.status, busy.status, busy.headers.get('retry-after')]).toEqual([410, 503, '7']);
  });

  it('cuts the connection when told to', async () => {
    sink.answerWith({ instead: 'close' });

    await expect(fetch(sink.url)).rejects.toThrow('fetch failed');
    expect(sink.requests).toHaveLength(1);
  });

  it('closes while a request is still without an answer', async () => {
    sink.answerWith({ instead: 'silence' });
    const unanswered = fetch(sink.url);
    const failure = expect(unanswered).rejects.toThrow('fetch failed');
    await waitFor(() => sink.requests.length === 1);
    await sink.close();

    await failure;
  });
});
