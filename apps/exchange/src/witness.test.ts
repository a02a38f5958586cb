import { describe, expect, it } from '@jest/globals';

import { Witness } from './witness.ts';

const RING = { at: '2026-03-02T10:00:00.000Z', kind: 'ring', number: '+79001234510' } as const;

describe('Witness', () => {
  it('forgets the oldest events when there are too many', () => {
    const witness = new Witness();
    for (let call = 0; call <= 100_000; call++) witness.see({ ...RING, callId: `leg-${String(call)}` });

    expect(witness.events()).toHaveLength(90_001);
    expect(witness.events()[0]?.callId).toBe('leg-10000');
  });
});
