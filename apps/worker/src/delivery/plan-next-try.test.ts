import { describe, expect, it } from '@jest/globals';

import { NOW, secondsLater } from '../open-test-widget.ts';
import { planNextTry, type TryOutcome } from './plan-next-try.ts';

const SCHEDULE = [0, 5, 60];

function after(outcome: Partial<TryOutcome>, attemptNumber = 1, random = 0): ReturnType<typeof planNextTry> {
  const whole = { kind: 'missed', responseStatus: 503, error: 'busy', retryAfter: null, ...outcome } as const;
  return planNextTry(whole, attemptNumber, SCHEDULE, NOW, random);
}

describe('planNextTry', () => {
  it.each(['delivered', 'refused', 'failed'] as const)('is the end when a try was %s', (kind) => {
    expect(after({ kind })).toEqual({ state: kind, nextAttemptAt: null });
  });

  it('waits by the schedule between tries', () => {
    expect(after({}, 1)).toEqual({ state: 'pending', nextAttemptAt: secondsLater(5) });
    expect(after({}, 2)).toEqual({ state: 'pending', nextAttemptAt: secondsLater(60) });
  });

  it('gives up when the schedule is used up', () => {
    expect(after({}, 3)).toEqual({ state: 'failed', nextAttemptAt: null });
    expect(after({ retryAfter: secondsLater(9) }, 3)).toEqual({ state: 'failed', nextAttemptAt: null });
  });

  it('spreads tries by up to a tenth, and never earlier', () => {
    expect(after({}, 2, 0.5).nextAttemptAt).toEqual(secondsLater(63));
    expect(after({}, 2, 1).nextAttemptAt).toEqual(secondsLater(66));
  });

  it('waits as long as the other side asks for, but not shorter than the schedule', () => {
    expect(after({ retryAfter: secondsLater(120) }).nextAttemptAt).toEqual(secondsLater(120));
    expect(after({ retryAfter: secondsLater(1) }).nextAttemptAt).toEqual(secondsLater(5));
  });
});
