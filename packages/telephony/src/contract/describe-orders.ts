import { describe, expect, it } from '@jest/globals';

import { DialRefusedError } from '../port.ts';
import { dial, dialAnswered, newCallId, stateOf, type ContractSuite } from './contract-suite.ts';

/** What is dialled, how often, and what is alive. */
export function describeDialling({ numbers, exchange, connect }: ContractSuite): void {
  describe('dial', () => {
    it('rings a phone once when the same id is dialled twice', async () => {
      const link = await connect();
      const order = { callId: newCallId(), number: numbers.noAnswer, ringTimeoutSeconds: 30 };
      await Promise.all([link.telephony.dial(order), link.telephony.dial(order)]);
      await link.telephony.dial(order);

      expect(exchange().countRings(order.callId)).toBe(1);
      await link.telephony.hangUp(order.callId, 'normal');
    });

    it('rings a phone twice when it is dialled under two ids', async () => {
      const link = await connect();
      const [one, other] = [await dial(link, numbers.noAnswer, 30), await dial(link, numbers.noAnswer, 30)];
      await Promise.all([link.seen('leg-ringing', one), link.seen('leg-ringing', other)]);

      expect([exchange().countRings(one), exchange().countRings(other)]).toEqual([1, 1]);
      await Promise.all([link.telephony.hangUp(one, 'normal'), link.telephony.hangUp(other, 'normal')]);
    });

    it.each(['', '100@elsewhere', '100&101', '../channels'])('refuses %p, which is no number', async (number) => {
      const link = await connect();
      const dialled = link.telephony.dial({ callId: newCallId(), number, ringTimeoutSeconds: 1 });

      await expect(dialled).rejects.toBeInstanceOf(DialRefusedError);
    });
  });

  describe('listLiveCalls', () => {
    it('tells a ringing leg from an answered one and leaves out what has ended', async () => {
      const link = await connect();
      const ringing = await dial(link, numbers.noAnswer, 30);
      const answered = await dialAnswered(link, numbers.answers);
      const ended = await dial(link, numbers.busy);
      await Promise.all([link.seen('leg-ringing', ringing), link.seen('leg-ended', ended)]);

      expect(await stateOf(link, ringing)).toBe('ringing');
      expect(await stateOf(link, answered)).toBe('answered');
      expect(await stateOf(link, ended)).toBeUndefined();
      await link.telephony.hangUp(ringing, 'normal');
    });
  });
}
