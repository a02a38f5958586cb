import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dial, dialAnswered, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';

/** Events that come late, twice, in another order, before the answer to their request, or never. */
export function describeDisorder(suite: ContractSuite): void {
  describeLate(suite);
  describeDoubled(suite);
  describeNever(suite);
}

function describeLate({ numbers, exchange, connect }: ContractSuite): void {
  describe('late events', () => {
    it('tell of a leg that can still be bridged when its answer is heard', async () => {
      exchange().damage({ latenessSeconds: 0.4 });
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];

      expect(await link.telephony.bridge(randomUUID(), [one, other])).toBe(true);
    });

    it('do not bring back a leg that has ended meanwhile', async () => {
      exchange().damage({ latenessSeconds: 0.4 });
      const link = await connect();
      const callId = await dial(link, numbers.hangsUp);

      expect(await link.seen('leg-ended', callId)).toMatchObject({ disposition: 'answered', code: 200 });
      expect(link.typesOf(callId).at(-1)).toBe('leg-ended');
      expect(await stateOf(link, callId)).toBeUndefined();
    });

    it('come before the answer to the dial, which then is no second dial', async () => {
      const link = await connect();
      exchange().damage({ answerDelaySeconds: 0.5 });
      const dialled = dial(link, numbers.busy);
      const callId = await dialled;

      await link.seen('leg-ended', callId);
      expect(exchange().countRings(callId)).toBe(1);
    });

    it('come before the answer to a prompt and to a bridge', async () => {
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      exchange().damage({ answerDelaySeconds: 0.4 });
      await link.telephony.play(one, `${one}-p1`, PROMPT);

      expect(await link.telephony.bridge(randomUUID(), [one, other])).toBe(true);
    });

    it.each([1, 2, 3])('in another order still tell how a leg ended, run %i', async () => {
      exchange().damage({ delayedShare: 0.7, longestDelaySeconds: 0.4 });
      const link = await connect();
      const [declined, answered] = [await dial(link, numbers.declines), await dial(link, numbers.hangsUp)];

      expect(await link.seen('leg-ended', declined)).toMatchObject({ disposition: 'declined', code: 603 });
      const ended = await link.seen('leg-ended', answered);
      expect(ended).toMatchObject({ disposition: 'answered', code: 200 });
      expect(ended.answeredAt).not.toBeNull();
    });
  });
}

function describeDoubled({ numbers, exchange, connect }: ContractSuite): void {
  describe('doubled events', () => {
    it.each(['busy', 'declines', 'noSuchNumber', 'hangsUp'] as const)('tell one end of a leg: %s', async (kind) => {
      exchange().damage({ doubledShare: 1 });
      const link = await connect();
      const callId = await dial(link, numbers[kind]);
      await link.seen('leg-ended', callId);
      await stateOf(link, callId);

      const types = link.typesOf(callId);
      expect(types).toEqual([...new Set(types)]);
    });

    it('neither answer a leg twice nor finish its prompt before its time', async () => {
      exchange().damage({ doubledShare: 1 });
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);
      await link.seen('prompt-finished', callId);

      expect(link.typesOf(callId).filter((type) => type === 'leg-answered')).toHaveLength(1);
    });
  });
}

function describeNever({ numbers, exchange, connect }: ContractSuite): void {
  describe('events that never come', () => {
    it('leave a leg that is found, bridged and ended by what the exchange says', async () => {
      const link = await connect();
      exchange().damage({ lostShare: 1 });
      const [one, other] = [await dial(link, numbers.patient), await dial(link, numbers.patient)];
      await link.becomes(one, 'answered');
      await link.becomes(other, 'answered');

      expect(await link.telephony.bridge(randomUUID(), [one, other])).toBe(true);
      await link.telephony.hangUp(one, 'normal');
      await link.telephony.hangUp(other, 'normal');
      await link.becomes(one, undefined);
      await link.becomes(other, undefined);
      expect(link.events).toEqual([]);
    });

    it('do not make a phone ring for longer than it may', async () => {
      const link = await connect();
      exchange().damage({ lostShare: 1 });
      const callId = await dial(link, numbers.noAnswer, 1);
      await link.becomes(callId, 'ringing');

      await link.becomes(callId, undefined);
    });

    it('are not made up for a leg whose end alone is heard', async () => {
      const link = await connect();
      exchange().damage({ lostShare: 1 });
      const callId = await dial(link, numbers.patient);
      await link.becomes(callId, 'answered');
      exchange().damage({});
      await link.telephony.hangUp(callId, 'normal');

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'answered', code: 200 });
      expect(ended.answeredAt).not.toBeNull();
    });
  });
}
