import { describe, expect, it } from '@jest/globals';

import { createStatementNames } from './statement-names.ts';

describe('createStatementNames', () => {
  it('gives a text the same name each time, and another text another', () => {
    const nameOf = createStatementNames();
    const first = nameOf({ sql: 'SELECT 1' });
    expect(nameOf({ sql: 'SELECT 1' })).toBe(first);
    expect(nameOf({ sql: 'SELECT 2' })).not.toBe(first);
  });

  it('names no more texts than a connection should keep', () => {
    const nameOf = createStatementNames();
    for (let text = 0; text < 300; text += 1) nameOf({ sql: `SELECT ${text}` });
    expect(nameOf({ sql: 'SELECT 300' })).toBe('');
    expect(nameOf({ sql: 'SELECT 299' })).not.toBe('');
  });
});
