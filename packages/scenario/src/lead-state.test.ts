import { describe, expect, it } from '@jest/globals';

import { briefing, dialingManager, dialingVisitor, scheduled, talking } from './build-lead-facts.ts';
import { leadStateOf, statusOf } from './lead-state.ts';

const finished = {
  status: 'finished',
  attempt: 1,
  result: { manager: 486, visitor: 0 },
  talkSeconds: null,
  short: false,
} as const;

describe('leadStateOf', () => {
  it.each([
    [{ status: 'accepted' } as const, 'accepted'],
    [scheduled, 'scheduled'],
    [dialingManager, 'calling'],
    [briefing, 'calling'],
    [dialingVisitor, 'calling'],
    [talking, 'talking'],
    [finished, 'finished'],
  ])('shows %j in the word of the API', (state, word) => {
    expect(leadStateOf(state)).toBe(word);
  });
});

describe('statusOf', () => {
  it('is the result of a finished lead, 2/0 while it waits for its time, 1/0 while it runs', () => {
    expect(statusOf(finished)).toEqual({ manager: 486, visitor: 0 });
    expect(statusOf(scheduled)).toEqual({ manager: 2, visitor: 0 });
    expect(statusOf(talking)).toEqual({ manager: 1, visitor: 0 });
  });
});
