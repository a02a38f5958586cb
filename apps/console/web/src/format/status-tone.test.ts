import { describe, expect, it } from '@jest/globals';
import { leadTone, pairTone } from './status-tone.ts';

describe('pairTone', () => {
  it.each([
    [200, 200, 'success'],
    [1, 0, 'live'],
    [2, 0, 'waiting'],
    [486, 0, 'failure'],
    [603, 0, 'failure'],
    [604, 0, 'failure'],
    [720, 0, 'failure'],
    [200, 486, 'failure'],
    [200, 708, 'failure'],
    [0, 487, 'failure'],
    [667, 0, 'refused'],
    [709, 0, 'refused'],
    [813, 0, 'refused'],
    [200, 201, 'neutral'],
    [790, 0, 'neutral'],
  ] as const)('colours %d/%d as %s', (manager, visitor, tone) => {
    expect(pairTone({ manager, visitor })).toBe(tone);
  });
});

describe('leadTone', () => {
  it('goes by the state until the lead is finished, whatever an earlier attempt ended with', () => {
    const status = { manager: 487, visitor: 0, text: '' };
    expect(leadTone({ state: 'scheduled', status })).toBe('waiting');
    expect(leadTone({ state: 'talking', status })).toBe('live');
    expect(leadTone({ state: 'accepted', status: null })).toBe('neutral');
    expect(leadTone({ state: 'finished', status })).toBe('failure');
  });
});
