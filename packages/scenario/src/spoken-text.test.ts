import { describe, expect, it } from '@jest/globals';

import { buildLeadFacts } from './build-lead-facts.ts';
import { spokenText } from './spoken-text.ts';
import type { LeadFacts } from './types.ts';

const textOf = (template: string, facts: Partial<LeadFacts> = {}): string =>
  spokenText(template, buildLeadFacts({}, facts), { office: 0, manager: 0 });

describe('spokenText', () => {
  it('fills in the form, the person, the office and the source', () => {
    const text = '{{OFFICE}}: {{ PERSON }}, form {{FORM}}, from {{SOURCE}}';
    expect(textOf(text, { source: 'yandex' })).toBe('Sales: Ivan, form Order, from yandex');
  });

  it('fills in the phone and the comment', () => {
    expect(textOf('{{PHONE}} {{COMMENT}}', { comment: 'in the evening' })).toBe('+79160000000 in the evening');
  });

  it('leaves out what is not known', () => {
    const nobody = { formName: null, visitorName: null };
    expect(textOf('Form {{FORM}} of {{PERSON}} {{NOTHING}} now', nobody)).toBe('Form of now');
  });

  it('makes a line break of a pause, and of nothing else', () => {
    expect(textOf('One {{PAUSE}} two\n three')).toBe('One\ntwo three');
    expect(textOf('{{COMMENT}}', { comment: 'one\n\ntwo' })).toBe('one two');
  });

  it('does not fill in what a visitor writes into a name', () => {
    expect(textOf('{{PERSON}}', { visitorName: '{{OFFICE}} $& $1' })).toBe('OFFICE 1');
  });

  it('says no markup that a voice might obey', () => {
    expect(textOf('{{COMMENT}}', { comment: '<break time="9s"/>Hello [[slnc 9000]] `x`' })).toBe(
      'break time "9s" Hello slnc 9000 x',
    );
  });

  it('cuts what a visitor writes', () => {
    expect(textOf('{{COMMENT}}', { comment: 'a'.repeat(5000) })).toBe('a'.repeat(120));
  });
});
