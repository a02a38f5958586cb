import { describe, expect, it } from '@jest/globals';

import { nameField } from './find-field.ts';
import { completeVisit } from './recognise-visit.ts';
import type { Visit } from './submission.ts';

function idsOf(fields: [string, string][], basket: Visit = {}, referrer: string | null = null): unknown {
  return completeVisit(
    basket,
    fields.map(([name, value]) => nameField({ name, value })),
    referrer,
  )['ids'];
}

describe('completeVisit', () => {
  it.each([
    ['gclid', 'Cj0KCQiA-abc', 'gclid'],
    ['yclid', '7916123456789012345', 'yclid'],
    ['_ym_uid', '1612345678123456789', '_ym_uid'],
    ['ym_client_id', '1612345678123456789', '_ym_uid'],
    ['metrika_client_id', '1612345678123456789', '_ym_uid'],
    ['clientID', '1612345678123456789', '_ym_uid'],
    ['yclientid', '1612345678123456789', '_ym_uid'],
    ['yandex_cid', '1612345678123456789', '_ym_uid'],
    ['gclientid', '1234567890.1612345678', '_ga'],
    ['_ga', 'GA1.2.1234567890.1612345678', '_ga'],
    ['ga_client_id', '1234567890.1612345678', '_ga'],
    ['client_id', '1234567890.1612345678', '_ga'],
    ['roistat', '1234567', 'roistat_visit'],
    ['roistat_visit', '1234567', 'roistat_visit'],
  ])('takes a field %s=%s for %s', (name, value, id) => {
    expect(idsOf([[name, value]])).toEqual({ [id]: value });
  });

  it.each([
    ['client_id', '42'],
    ['gclid', ''],
    ['_ym_uid', 'undefined'],
    ['yclid', '<script>'],
    ['ga', 'yes'],
    ['gclid', 'x'.repeat(201)],
  ])('takes nothing from %s=%s', (name, value) => {
    expect(idsOf([[name, value]])).toBeUndefined();
  });

  it('takes what the basket has before what the fields have', () => {
    const basket = { ids: { gclid: 'of-basket', other: 'kept' }, current: { typ: 'utm' } };
    expect(
      idsOf(
        [
          ['gclid', 'of-field'],
          ['yclid', '123456'],
        ],
        basket,
      ),
    ).toEqual({ gclid: 'of-basket', yclid: '123456', other: 'kept' });
  });

  it('reads the cookies that a form sends in one field', () => {
    const cookies = '_ym_uid=1612345678123456789; x=1; _ga=GA1.1.123456.7890123; roistat_visit=99';
    expect(idsOf([['tildaspec-cookie', cookies]])).toEqual({
      _ym_uid: '1612345678123456789',
      _ga: 'GA1.1.123456.7890123',
      roistat_visit: '99',
    });
  });

  it('reads the page that the visitor came to, then the one that sent the form', () => {
    const basket = { current_add: { ep: 'https://site.example/?yclid=123456&gclid=of-entrance' } };
    expect(idsOf([], basket, 'https://site.example/?gclid=of-referer')).toEqual({
      yclid: '123456',
      gclid: 'of-entrance',
    });
    expect(idsOf([], {}, 'https://site.example/?gclid=of-referer')).toEqual({ gclid: 'of-referer' });
    expect(idsOf([], {}, 'not a url ?gclid=abcdef')).toBeUndefined();
  });

  it('leaves the basket alone where there is nothing to add', () => {
    const basket = { current: { typ: 'typein' } };
    expect(completeVisit(basket, [], null)).toBe(basket);
  });
});
