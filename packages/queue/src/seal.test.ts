import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { createSeal } from './seal.ts';

const SECRET = 'Иван, +7 916 000-00-10';
const seal = createSeal(Buffer.alloc(32, 7).toString('base64'));

describe('createSeal', () => {
  it('opens what it has sealed', () => {
    expect(seal.open(seal.seal(SECRET))).toBe(SECRET);
    expect(seal.open(seal.seal(''))).toBe('');
  });

  it('shows nothing of the text, and seals the same text differently each time', () => {
    const [once, again] = [seal.seal(SECRET), seal.seal(SECRET)];
    expect(once).not.toBe(again);
    expect(Buffer.from(once, 'base64').toString('utf8')).not.toContain('916');
  });

  it('opens a long text, and makes it short first', () => {
    const forms = JSON.stringify(
      Array.from({ length: 30 }, (_, n) => ({ phone: `+7916000${n}`, name: 'Иван', note: '😀' })),
    );
    const long = forms.repeat(10);
    const sealed = seal.seal(long);
    expect(seal.open(sealed)).toBe(long);
    expect(sealed.length).toBeLessThan(long.length / 5);
    for (const bytes of [16_383, 16_384, 16_385]) expect(seal.open(seal.seal('a'.repeat(bytes)))).toHaveLength(bytes);
  });

  it('notices a change of any byte', () => {
    const sealed = Buffer.from(seal.seal('short'), 'base64');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed.readUInt8(place) + 1) % 256, place);
      expect(() => seal.open(changed.toString('base64'))).toThrow();
    }
  });

  it.each(['', 'AAAA', 'not base64 at all', Buffer.alloc(27).toString('base64')])('refuses %j', (sealed) => {
    expect(() => seal.open(sealed)).toThrow();
  });

  it('opens nothing that was sealed with another key', () => {
    const other = createSeal(randomBytes(32).toString('base64'));
    expect(() => other.open(seal.seal(SECRET))).toThrow();
  });

  it.each(['', 'c2hvcnQ=', Buffer.alloc(33).toString('base64')])('takes no key but of 32 bytes', (key) => {
    expect(() => createSeal(key)).toThrow('32 bytes');
  });
});
