import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { typeOfRussian } from './russian-numbers.ts';

const tenDigits = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map(String);
// Where the mobile pattern has its holes.
const nearHoles = fc.integer({ min: 9_300_000_000, max: 9_300_099_999 }).map(String);

describe('typeOfRussian', () => {
  it('tells of every number what the library tells', () => {
    fc.assert(
      fc.property(fc.oneof(tenDigits, nearHoles), (national) => {
        const type = typeOfRussian(national);
        fc.pre(type !== undefined);
        const parsed = parsePhoneNumberFromString(`+7${national}`, { extract: false });
        expect(type).toBe(parsed?.getType() ?? null);
        expect(type === null || parsed?.country === 'RU').toBe(true);
      }),
      { numRuns: 5000, seed: 20 },
    );
  });

  it.each(['8001234567', '7012345678', '8123456789', '12', '91612345678'])(
    'leaves %s to the library, which looks at all of it',
    (national) => {
      expect(typeOfRussian(national)).toBeUndefined();
    },
  );
});
