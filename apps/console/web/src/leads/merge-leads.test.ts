import { describe, expect, it } from '@jest/globals';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { buildLead } from './build-lead.ts';
import { noFilters } from './lead-filters.ts';
import type { LeadList } from './merge-leads.ts';
import { mergeHead, patchLeads } from './merge-leads.ts';

function lead(minute: number, change: Partial<LeadView> = {}): LeadView {
  return buildLead({
    id: `lead-${minute}`,
    receivedAt: `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`,
    ...change,
  });
}

function listOf(...pages: LeadView[][]): LeadList {
  return {
    pages: pages.map((items, index) => ({ items, nextCursor: index === pages.length - 1 ? null : `cursor-${index}` })),
    pageParams: pages.map((_, index) => (index === 0 ? '' : `cursor-${index - 1}`)),
  };
}

function idsOf(list: LeadList): string[][] {
  return list.pages.map((page) => page.items.map(({ id }) => id));
}

describe('patchLeads', () => {
  it('changes the row where it stands', () => {
    const list = patchLeads(listOf([lead(9), lead(8)], [lead(7)]), [lead(7, { state: 'talking' })], noFilters);
    expect(idsOf(list)).toEqual([['lead-9', 'lead-8'], ['lead-7']]);
    expect(list.pages[1]?.items[0]?.state).toBe('talking');
  });

  it('takes out a row that no longer fits the filters', () => {
    const list = patchLeads(listOf([lead(9, { state: 'calling' })]), [lead(9, { state: 'talking' })], {
      ...noFilters,
      state: 'calling',
    });
    expect(idsOf(list)).toEqual([[]]);
  });

  it('leaves the rows that have not changed the same objects', () => {
    const before = listOf([lead(9), lead(8)]);
    expect(patchLeads(before, [lead(9)], noFilters).pages[0]?.items[1]).toBe(before.pages[0]?.items[1]);
  });
});

describe('mergeHead', () => {
  it('puts new leads on top and keeps the pages below', () => {
    const list = mergeHead(listOf([lead(8), lead(7)], [lead(6)]), { items: [lead(9), lead(8)], nextCursor: 'more' });
    expect(idsOf(list)).toEqual([['lead-9', 'lead-8', 'lead-7'], ['lead-6']]);
  });

  it('puts a lead that came to fit the filters in its place', () => {
    const list = mergeHead(listOf([lead(9), lead(7)]), { items: [lead(9), lead(8), lead(7)], nextCursor: null });
    expect(idsOf(list)).toEqual([['lead-9', 'lead-8', 'lead-7']]);
  });

  it('renews the rows that the fresh page has too', () => {
    const list = mergeHead(listOf([lead(9)], [lead(8)]), {
      items: [lead(9), lead(8, { state: 'finished' })],
      nextCursor: 'more',
    });
    expect(list.pages[1]?.items[0]?.state).toBe('finished');
  });

  it('starts anew when nothing says how many leads lie between', () => {
    const head = { items: [lead(30), lead(29)], nextCursor: 'more' };
    expect(mergeHead(listOf([lead(9)], [lead(8)]), head)).toEqual({ pages: [head], pageParams: [''] });
  });
});
