import { describe, expect, it } from '@jest/globals';

import { attemptOfCall, bridgeIdOf, callIdOf, failedLegStatus, leadIdOfCall, secondsBetween } from './facts.ts';
import { formatStatus, STATUSES } from './statuses.ts';

const LEAD_ID = '0190a000-0000-7000-8000-000000000001';

describe('attemptOfCall', () => {
  it('reads the attempt from the id of a leg or a bridge', () => {
    expect(attemptOfCall(callIdOf(LEAD_ID, 12, 'visitor', 34))).toBe(12);
    expect(attemptOfCall(bridgeIdOf(LEAD_ID, 2))).toBe(2);
    expect(() => attemptOfCall('somebody-else')).toThrow(RangeError);
  });
});

describe('leadIdOfCall', () => {
  it.each([callIdOf(LEAD_ID, 1, 'manager', 1), callIdOf(LEAD_ID, 12, 'visitor', 34), bridgeIdOf(LEAD_ID, 2)])(
    'finds the lead in %s',
    (id) => {
      expect(leadIdOfCall(id)).toBe(LEAD_ID);
    },
  );

  it.each([
    '',
    'SIP/trunk-0001',
    LEAD_ID,
    `${LEAD_ID}-a1`,
    `${LEAD_ID}-a1-x1`,
    `${LEAD_ID}-a1-m1;2`,
    `x${LEAD_ID}-a1-m1`,
  ])('knows that %j is none of ours', (id) => {
    expect(leadIdOfCall(id)).toBeNull();
  });
});

describe('failedLegStatus', () => {
  it('answers only with rows of the table, whatever the exchange says', () => {
    const rows = new Set(STATUSES.map(({ code }) => code));
    for (let code = 0; code < 1000; code += 1) {
      expect(rows).toContain(formatStatus(failedLegStatus('manager', code)));
      expect(rows).toContain(formatStatus(failedLegStatus('visitor', code)));
    }
  });
});

describe('secondsBetween', () => {
  it('counts tenths, and nothing when clocks disagree', () => {
    expect(secondsBetween('2026-11-20T10:00:00.000Z', new Date('2026-11-20T10:00:01.260Z'))).toBe(1.3);
    expect(secondsBetween('2026-11-20T10:00:00.000Z', new Date('2026-11-20T09:59:59.000Z'))).toBe(0);
  });
});
