import { describe, expect, it } from '@jest/globals';

import { findOutcome } from './hangup-code.ts';

describe('findOutcome', () => {
  it.each([
    [1, 404, 'failed'],
    [3, 404, 'failed'],
    [17, 486, 'busy'],
    [18, 408, 'unavailable'],
    [19, 487, 'no-answer'],
    [20, 480, 'unavailable'],
    [21, 603, 'declined'],
    [22, 410, 'failed'],
    [26, 487, 'cancelled'],
    [27, 480, 'unavailable'],
    [28, 484, 'failed'],
    [34, 503, 'failed'],
    [38, 503, 'failed'],
    [41, 503, 'failed'],
    [42, 503, 'failed'],
    [58, 488, 'failed'],
    [65, 488, 'failed'],
    [79, 488, 'failed'],
    [88, 488, 'failed'],
    [102, 408, 'unavailable'],
    [0, 720, 'failed'],
    [127, 720, 'failed'],
    [null, 720, 'failed'],
  ])('reads cause %p alone as %i, %s', (cause, code, disposition) => {
    expect(findOutcome({ cause, sipCode: null, dialStatus: null, wasOrdered: false })).toEqual({ code, disposition });
  });

  it.each([
    ['BUSY', 486, 'busy'],
    ['NOANSWER', 487, 'no-answer'],
    ['CHANUNAVAIL', 480, 'unavailable'],
    ['CONGESTION', 503, 'failed'],
    ['CANCEL', 487, 'cancelled'],
    ['', 720, 'failed'],
  ])('reads the dial status %p without a cause as %i, %s', (dialStatus, code, disposition) => {
    expect(findOutcome({ cause: 0, sipCode: null, dialStatus, wasOrdered: false })).toEqual({ code, disposition });
  });

  it.each([
    [480, 19, 480, 'unavailable'],
    [600, 17, 600, 'busy'],
    [604, 1, 604, 'failed'],
    [407, 21, 401, 'failed'],
    [403, 21, 603, 'declined'],
    [461, 0, 461, 'failed'],
    [502, 27, 502, 'failed'],
    [486, 17, 486, 'busy'],
    [603, 21, 603, 'declined'],
  ])('reads the SIP answer %i, which Asterisk makes cause %i of, as %i, %s', (sipCode, cause, code, disposition) => {
    expect(findOutcome({ cause, sipCode, dialStatus: 'NOANSWER', wasOrdered: false })).toEqual({ code, disposition });
  });

  it('believes the cause of a declined call, whose dial status is NOANSWER', () => {
    expect(findOutcome({ cause: 21, sipCode: null, dialStatus: 'NOANSWER', wasOrdered: false }).code).toBe(603);
  });

  it('believes the dial status when the cause is a plain hang-up', () => {
    expect(findOutcome({ cause: 16, sipCode: null, dialStatus: 'NOANSWER', wasOrdered: false }).code).toBe(487);
  });

  it('calls a leg that was ended on our order cancelled, whatever the cause', () => {
    expect(findOutcome({ cause: 16, sipCode: null, dialStatus: 'NOANSWER', wasOrdered: true }).disposition).toBe(
      'cancelled',
    );
  });
});
