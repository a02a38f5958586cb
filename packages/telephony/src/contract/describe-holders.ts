import { describe, expect, it } from '@jest/globals';

import { ExchangeUnreachableError } from '../port.ts';
import { dial, dialAnswered, newCallId, stateOf, type ContractSuite } from './contract-suite.ts';

/** Links that end in the middle of a call. */
export function describeHolders({ numbers, exchange, connect }: ContractSuite): void {
  describe('a link that ends', () => {
    it('leaves an answered leg alive, and the next driver hears how it ends', async () => {
      const first = await connect();
      const callId = await dialAnswered(first, numbers.answers);
      await first.telephony.close();
      const second = await connect();

      expect(await stateOf(second, callId)).toBe('answered');
      await second.telephony.hangUp(callId, 'normal');
      const ended = await second.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'answered', code: 200 });
      expect(ended.answeredAt).not.toBeNull();
    });

    it('leaves a ringing leg alive, and the next driver hears that nobody answered', async () => {
      const first = await connect();
      const callId = await dial(first, numbers.noAnswer, 5);
      await first.seen('leg-ringing', callId);
      await first.telephony.close();
      const second = await connect();

      const ended = await second.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'no-answer', code: 487, answeredAt: null });
    });

    it('is replaced when another driver takes over: the first hears nothing more and does not come back', async () => {
      const first = await connect();
      const second = await connect();
      await first.reached('replaced');
      const callId = await dial(second, numbers.busy);
      await second.seen('leg-ended', callId);

      expect(first.states).toEqual(['up', 'replaced']);
      expect(first.events).toEqual([]);
      expect(second.states).toEqual(['up']);
      const order = { callId: newCallId(), number: numbers.answers, ringTimeoutSeconds: 1 };
      await expect(first.telephony.dial(order)).rejects.toBeInstanceOf(ExchangeUnreachableError);
    });

    it('is lost and comes back by itself, and nothing is dialled in between', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.answers);
      exchange().cutLink();
      await link.reached('lost');
      const order = { callId: newCallId(), number: numbers.answers, ringTimeoutSeconds: 1 };
      await expect(link.telephony.dial(order)).rejects.toMatchObject({ neverSent: true });
      await link.reached('up', 2);

      expect(link.states).toEqual(['up', 'lost', 'up']);
      expect(exchange().countRings(order.callId)).toBe(0);
      expect(await stateOf(link, callId)).toBe('answered');
    });
  });
}
