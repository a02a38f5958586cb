import { describe, expect, it } from '@jest/globals';
import { parseLeadEvent } from './lead-events.ts';

describe('parseLeadEvent', () => {
  it('finds the id of the lead', () => {
    expect(parseLeadEvent('{"id":"0199"}')).toBe('0199');
  });

  it.each(['', '{', 'null', '[]', '{"id":1}', undefined])('ignores %j', (data) => {
    expect(parseLeadEvent(data)).toBeNull();
  });
});
