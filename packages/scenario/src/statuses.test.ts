import { describe, expect, it } from '@jest/globals';

import { describeStatus, formatStatus, isSuccess, RETRIED_BY_DEFAULT, STATUSES } from './statuses.ts';

describe('STATUSES', () => {
  it.each(STATUSES.map((row) => ({ ...row })))('has words in both languages for $code', ({ en, ru }) => {
    expect(en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    expect(ru).toMatch(/^[А-Я][а-яё ]/);
  });

  it('has every pair once', () => {
    expect(new Set(STATUSES.map(({ code }) => code)).size).toBe(STATUSES.length);
  });

  it('never retries a success, a cancelled call or a refusal of ours', () => {
    for (const code of ['200/200', '200/199', '200/201', '200/708', '703/0', '706/0', '709/0', '718/0', '813/0']) {
      expect(RETRIED_BY_DEFAULT).not.toContain(code);
    }
  });
});

describe('describeStatus', () => {
  it('tells a pair of the table in the language that is asked for', () => {
    expect(describeStatus({ manager: 200, visitor: 486 }, 'en')).toBe('The visitor is busy');
    expect(describeStatus({ manager: 200, visitor: 486 }, 'ru')).toBe('У посетителя занято');
  });

  it('tells a failed leg of a visitor who is called first in the same words', () => {
    expect(describeStatus({ manager: 0, visitor: 487 }, 'en')).toBe('The visitor did not answer');
  });

  it('shows the codes of a pair that nobody knows', () => {
    expect(describeStatus({ manager: 1, visitor: 2 }, 'en')).toBe('Code 1/2');
    expect(describeStatus({ manager: 1, visitor: 2 }, 'ru')).toBe('Код 1/2');
  });
});

describe('isSuccess', () => {
  it('is 200/200 and nothing else of the table', () => {
    const successes = STATUSES.map(({ code }) => code.split('/').map(Number))
      .map(([manager = 0, visitor = 0]) => ({ manager, visitor }))
      .filter(isSuccess);
    expect(successes.map(formatStatus)).toEqual(['200/200']);
  });
});
