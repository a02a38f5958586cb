import { describe, expect, it } from '@jest/globals';
import { readProblem } from './problem-error.ts';

describe('readProblem', () => {
  it('reads problem details', async () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'Unknown lead', detail: 'No lead has this id.' });
    expect(await readProblem(new Response(body, { status: 404 }))).toMatchObject({
      status: 404,
      title: 'Unknown lead',
      detail: 'No lead has this id.',
    });
  });

  it('reads what is wrong in each place', async () => {
    const problems = [
      { letter: 'status', part: 'body', line: 3, message: 'tag "include" not found' },
      { parameter: 'limit', message: 'too large' },
      null,
    ];
    expect((await readProblem(new Response(JSON.stringify({ problems }), { status: 422 }))).problems).toEqual([
      { place: 'body', line: 3, message: 'tag "include" not found' },
      { place: 'limit', line: null, message: 'too large' },
    ]);
  });

  it('reads the message of a refused sign-in', async () => {
    const body = JSON.stringify({ message: 'Invalid email or password' });
    expect(await readProblem(new Response(body, { status: 401 }))).toMatchObject({
      title: 'Invalid email or password',
    });
  });

  it.each(['<html>', '[1]', 'null', ''])('falls back to the status line when the body is %j', async (body) => {
    const response = new Response(body, { status: 502, statusText: 'Bad Gateway' });
    expect(await readProblem(response)).toMatchObject({ title: '502 Bad Gateway', detail: null });
  });
});
