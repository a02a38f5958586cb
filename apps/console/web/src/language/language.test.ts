import { describe, expect, it } from '@jest/globals';
import { parseLanguage } from './language.ts';

describe('parseLanguage', () => {
  it('takes the languages of the cabinet and nothing else', () => {
    expect(parseLanguage('ru')).toBe('ru');
    expect(parseLanguage('en')).toBe('en');
    expect(parseLanguage('de')).toBeNull();
    expect(parseLanguage(null)).toBeNull();
  });
});
