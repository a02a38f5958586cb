import { describe, expect, it } from '@jest/globals';
import { inLabelOrder, labelOf, markOrNull, sectionsBesideMarks } from './visit-labels.ts';

const utm = { type: 'utm', source: 'yandex', medium: 'cpc', campaign: null, content: null, term: null };

describe('markOrNull', () => {
  it.each([null, '', ' ', '(none)'])('takes %j for a mark that is not set', (value) => {
    expect(markOrNull(value)).toBeNull();
  });

  it('keeps any other mark', () => {
    expect(markOrNull('(direct)')).toBe('(direct)');
  });
});

describe('labelOf', () => {
  it.each(['pgs', 'constructor', '__proto__'])('shows "%s" as it came when it has no label', (name) => {
    expect(labelOf({ src: 'Source' }, name)).toBe(name);
  });

  it('finds the label of a known name', () => {
    expect(labelOf({ src: 'Source' }, 'src')).toBe('Source');
  });
});

describe('inLabelOrder', () => {
  it('follows the labels and puts what has none at the end', () => {
    const record = { constructor: 1, src: 2, typ: 3 };
    expect(inLabelOrder(record, { typ: 'Type', src: 'Source' }).map(([name]) => name)).toEqual([
      'typ',
      'src',
      'constructor',
    ]);
  });
});

describe('sectionsBesideMarks', () => {
  it('leaves out a section `current` that only repeats the marks', () => {
    const visit = { current: { typ: 'utm', src: 'yandex', mdm: 'cpc', cmp: '(none)' }, session: { pgs: '3' } };
    expect(sectionsBesideMarks(visit, utm)).toEqual({ session: { pgs: '3' } });
  });

  it('keeps a section `current` that says something else', () => {
    for (const current of [{ src: 'google' }, { constructor: 'x' }]) {
      expect(sectionsBesideMarks({ current }, utm)).toEqual({ current });
    }
  });
});
