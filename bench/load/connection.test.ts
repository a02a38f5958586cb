import { describe, expect, it } from '@jest/globals';

import { parseAnswer } from './connection.ts';

describe('parseAnswer', () => {
  const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

  it('reads the status once the whole answer is there', () => {
    expect(parseAnswer(whole)).toEqual({ status: 200, closes: false });
  });

  it.each([1, 20, whole.length - 1])('waits when only %i characters have come', (length) => {
    expect(parseAnswer(whole.slice(0, length))).toBeNull();
  });

  it('sees that the server is about to close', () => {
    const answer = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
    expect(parseAnswer(answer)).toEqual({ status: 408, closes: true });
  });
});
