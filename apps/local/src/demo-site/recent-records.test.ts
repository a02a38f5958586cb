import { describe, expect, it } from '@jest/globals';

import { RecentRecords } from './recent-records.ts';

describe('RecentRecords', () => {
  it('hands back the newest first, each with a number of its own', () => {
    const records = new RecentRecords<string>();
    records.add('first', 1);
    records.add('second', 1);

    expect(records.newestFirst()).toMatchObject([
      { number: 2, record: 'second' },
      { number: 1, record: 'first' },
    ]);
  });

  it('keeps the last 500', () => {
    const records = new RecentRecords<number>();
    for (let i = 1; i <= 501; i++) records.add(i, 1);

    expect(records.newestFirst()).toHaveLength(500);
    expect(records.newestFirst().at(-1)?.record).toBe(2);
  });

  it('drops the oldest when the records grow too large, never the newest', () => {
    const records = new RecentRecords<string>();
    records.add('old', 40 * 1024 * 1024);
    records.add('new', 80 * 1024 * 1024);

    expect(records.newestFirst().map(({ record }) => record)).toEqual(['new']);
  });
});
