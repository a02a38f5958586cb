import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dial, dialAnswered, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';

/** A driver that is gone in the middle, and the one that goes on. */
export function describeRestarts({ numbers, exchange, connect }: ContractSuite): void {
  describe('a driver that starts in the middle', () => {
    it('hears the end of a prompt that the one before has begun', async () => {
      const first = await connect();
      const callId = await dialAnswered(first, numbers.patient);
      await first.telephony.play(callId, `${callId}-p1`, PROMPT);
      await first.telephony.close();
      const second = await connect();

      expect(await second.seen('prompt-finished', callId)).toMatchObject({ playbackId: `${callId}-p1` });
    });

    it('bridges legs that the one before has dialled', async () => {
      const first = await connect();
      const [one, other] = [await dialAnswered(first, numbers.patient), await dialAnswered(first, numbers.patient)];
      await first.telephony.close();
      const second = await connect();

      expect(await second.telephony.bridge(randomUUID(), [one, other])).toBe(true);
    });

    it('finds two people talking, and hears both hang up', async () => {
      const first = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(first, numbers.answers), await dialAnswered(first, numbers.answers)];
      await first.telephony.bridge(bridgeId, [one, other]);
      await first.telephony.close();
      const second = await connect();

      expect(await second.telephony.listBridges()).toContain(bridgeId);
      expect(await second.seen('leg-ended', one)).toMatchObject({ code: 200 });
      expect(await second.seen('leg-ended', other)).toMatchObject({ code: 200 });
    });

    it('does not know a leg that ended before it came', async () => {
      const first = await connect();
      const callId = await dialAnswered(first, numbers.patient);
      await first.telephony.close();
      const second = await connect();
      await second.telephony.hangUp(callId, 'normal');
      await second.seen('leg-ended', callId);
      await second.telephony.close();
      const third = await connect();

      expect(await stateOf(third, callId)).toBeUndefined();
      expect(third.events).toEqual([]);
    });

    it('rings no phone again when it is told to dial what the one before has dialled', async () => {
      const first = await connect();
      const callId = await dial(first, numbers.noAnswer, 30);
      await first.seen('leg-ringing', callId);
      await first.telephony.close();
      const second = await connect();
      await second.telephony.dial({ callId, number: numbers.noAnswer, ringTimeoutSeconds: 30 });

      expect(exchange().countRings(callId)).toBe(1);
      await second.telephony.hangUp(callId, 'normal');
    });
  });

  describe('two applications', () => {
    it('neither hear nor list the legs of each other', async () => {
      const [first, second] = [await connect('first'), await connect('second')];
      const [mine, yours] = [await dialAnswered(first, numbers.patient), await dialAnswered(second, numbers.patient)];

      expect([await stateOf(first, mine), await stateOf(first, yours)]).toEqual(['answered', undefined]);
      expect([await stateOf(second, mine), await stateOf(second, yours)]).toEqual([undefined, 'answered']);
      expect(first.typesOf(yours)).toEqual([]);
      expect([first.states, second.states]).toEqual([['up'], ['up']]);
    });
  });
}
