import { describe, expect, it } from '@jest/globals';
import { buildLead } from './build-lead.ts';
import {
  countFilters,
  isDay,
  noFilters,
  readLeadFilters,
  stillMatches,
  toApiQuery,
  writeLeadFilters,
} from './lead-filters.ts';

const success = { manager: 200, visitor: 200, text: '' };
const busy = { manager: 486, visitor: 0, text: '' };

describe('readLeadFilters', () => {
  it('reads back what writeLeadFilters wrote', () => {
    const filters = {
      q: '+7 916',
      widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
      state: 'calling',
      outcome: 'failure',
      from: '2026-11-01',
      to: '',
    } as const;
    expect(readLeadFilters(writeLeadFilters(filters))).toEqual(filters);
  });

  it('leaves out what is not a filter', () => {
    const params = new URLSearchParams('widget=a1&state=__proto__&outcome=maybe&from=yesterday&to=2026-99-99&x=1');
    expect(readLeadFilters(params)).toEqual(noFilters);
  });
});

describe('isDay', () => {
  it('waits until the year is typed', () => {
    expect(['0002-11-22', '0202-11-22', '2026-11-22'].map(isDay)).toEqual([false, false, true]);
  });
});

describe('countFilters', () => {
  it('counts what is asked for', () => {
    expect(countFilters(noFilters)).toBe(0);
    expect(countFilters({ ...noFilters, q: 'anna', state: 'finished' })).toBe(2);
  });
});

describe('toApiQuery', () => {
  it('sends only what is asked for', () => {
    expect(toApiQuery({ ...noFilters, q: ' anna ', outcome: 'success' }, '').toString()).toBe(
      'q=anna&status=success&limit=50',
    );
  });

  it('takes both days as a whole, in the zone of the reader', () => {
    const query = toApiQuery({ ...noFilters, from: '2026-11-22', to: '2026-11-22' }, 'next');
    expect(Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')).toBe(24 * 3_600_000 - 1);
    expect(query.get('cursor')).toBe('next');
  });
});

describe('stillMatches', () => {
  it('lets a lead go that has left the state asked for', () => {
    expect(stillMatches(buildLead({ state: 'talking' }), { ...noFilters, state: 'calling' })).toBe(false);
    expect(stillMatches(buildLead({ state: 'calling' }), { ...noFilters, state: 'calling' })).toBe(true);
  });

  it('calls a lead a failure only when it is finished', () => {
    const failures = { ...noFilters, outcome: 'failure' } as const;
    expect(stillMatches(buildLead({ state: 'scheduled', status: busy }), failures)).toBe(false);
    expect(stillMatches(buildLead({ state: 'finished', status: busy }), failures)).toBe(true);
    expect(stillMatches(buildLead({ state: 'finished', status: success }), failures)).toBe(false);
  });
});
