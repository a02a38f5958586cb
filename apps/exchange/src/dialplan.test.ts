import { describe, expect, it } from '@jest/globals';

import { findPerson } from './dialplan.ts';

function appsOf(exten: string): string[] | undefined {
  return findPerson(exten)?.steps.map(({ app }) => app);
}

describe('findPerson', () => {
  it.each([
    ['01', ['Busy']],
    ['02', ['Ringing', 'Wait']],
    ['03', ['Ringing', 'Wait', 'Hangup']],
    ['04', ['Hangup']],
    ['05', ['Hangup']],
    ['06', ['Congestion']],
    ['07', ['Ringing', 'Answer', 'Hangup']],
    ['08', ['Ringing', 'Answer', 'AMD', 'Wait']],
    ['09', ['Ringing', 'Answer', 'Wait']],
    ['10', ['Ringing', 'Answer', 'Wait']],
  ])('gives a number that ends in %s its behaviour, with a plus or without', (ending, apps) => {
    expect(appsOf(`+790012345${ending}`)).toEqual(apps);
    expect(appsOf(`790012345${ending}`)).toEqual(apps);
    expect(appsOf(ending)).toEqual(apps);
  });

  it('lets 09 press the cancel key and everybody else who answers the accept key', () => {
    expect(findPerson('+79001234509')?.key).toBe('cancel');
    expect(findPerson('+79001234555')?.key).toBe('accept');
  });

  it.each(['nobody', '', '1', 'toString', '+', '7900-01'])('finds nobody at %p', (exten) => {
    expect(findPerson(exten)).toBeNull();
  });
});
