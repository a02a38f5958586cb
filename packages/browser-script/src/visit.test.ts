import { describe, expect, it } from '@jest/globals';

import { countPage, describeVisit, type KeptVisit } from './visit.ts';

const NOON = new Date(2026, 2, 2, 12, 14, 54);
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

function visit(...views: [path: string, referrer: string, at: Date][]): KeptVisit {
  let kept: KeptVisit | null = null;
  for (const [path, referrer, at] of views) kept = countPage(kept, { url: `https://shop.ru${path}`, referrer, at });
  if (!kept) throw new Error('no view');
  return kept;
}

describe('countPage', () => {
  it('begins with a direct visit where nothing shows a source', () => {
    expect(describeVisit(visit(['/', '', NOON]), 'https://shop.ru/#top', 'Browser/1')).toEqual({
      current: { typ: 'typein', src: '(direct)', mdm: '(none)', cmp: '(none)', cnt: '(none)', trm: '(none)' },
      current_add: { fd: '2026-03-02 12:14:54', ep: 'https://shop.ru/', rf: '' },
      first: { typ: 'typein', src: '(direct)', mdm: '(none)', cmp: '(none)', cnt: '(none)', trm: '(none)' },
      first_add: { fd: '2026-03-02 12:14:54', ep: 'https://shop.ru/', rf: '' },
      session: { pgs: '1', cpg: 'https://shop.ru/#top' },
      udata: { vst: '1', uip: '(none)', uag: 'Browser/1' },
    });
  });

  it('counts the pages of a session, and a new session after 30 minutes without one', () => {
    const views: [string, string, Date][] = [
      ['/', '', NOON],
      ['/a', 'https://shop.ru/', minutes(29)],
      ['/b', 'https://shop.ru/a', minutes(58)],
    ];
    expect(visit(...views)).toMatchObject({ pages: 3, visits: 1 });
    expect(visit(...views, ['/', '', minutes(88)])).toMatchObject({ pages: 1, visits: 2 });
  });

  it('keeps the first source and takes the newest for the current one', () => {
    const kept = visit(['/?utm_source=mail', '', NOON], ['/', 'https://yandex.ru/', minutes(1)]);
    expect(kept).toMatchObject({
      first: { typ: 'utm', src: 'mail' },
      first_add: { ep: 'https://shop.ru/?utm_source=mail' },
      current: { typ: 'organic', src: 'yandex' },
      current_add: { rf: 'https://yandex.ru/' },
    });
  });

  it('lets neither a payment page in mid session nor a later direct visit hide the source', () => {
    const kept = visit(
      ['/?utm_source=mail&yclid=77', '', NOON],
      ['/paid', 'https://bank.example/', minutes(5)],
      ['/', '', minutes(500)],
    );
    expect(kept).toMatchObject({ current: { src: 'mail' }, clicks: { yclid: '77' }, visits: 2 });
  });

  it('takes another site for the source when it begins a session', () => {
    expect(visit(['/', '', NOON], ['/', 'https://partner.ru/', minutes(31)])).toMatchObject({
      current: { typ: 'referral', src: 'partner.ru' },
      first: { typ: 'typein' },
    });
  });

  it('forgets a visitor who was away for half a year', () => {
    const kept = visit(['/?utm_source=mail', '', NOON], ['/', '', minutes(184 * 24 * 60)]);
    expect(kept).toMatchObject({ first: { typ: 'typein' }, visits: 1 });
  });
});
