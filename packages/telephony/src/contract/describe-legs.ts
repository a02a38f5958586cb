import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dial, dialAnswered, newCallId, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';

/** Every way in which a leg ends. */
export function describeDispositions({ numbers, connect }: ContractSuite): void {
  describe('how a leg ends', () => {
    it.each([
      { when: 'the phone is busy', number: numbers.busy, disposition: 'busy', code: 486 },
      { when: 'nobody answers in time', number: numbers.noAnswer, disposition: 'no-answer', code: 487 },
      { when: 'the person declines', number: numbers.declines, disposition: 'declined', code: 603 },
      { when: 'there is no such number', number: numbers.noSuchNumber, disposition: 'failed', code: 404 },
      { when: 'the phone is out of reach', number: numbers.unavailable, disposition: 'unavailable', code: 480 },
      { when: 'the carrier has a fault', number: numbers.carrierFault, disposition: 'failed', code: 503 },
    ])('is $disposition with code $code when $when', async ({ number, disposition, code }) => {
      const link = await connect();
      const callId = await dial(link, number, 1);

      expect(await link.seen('leg-ended', callId)).toMatchObject({ disposition, code, answeredAt: null });
      expect(link.typesOf(callId)).not.toContain('leg-answered');
    });

    it('is answered with code 200 when the person hangs up', async () => {
      const link = await connect();
      const callId = await dial(link, numbers.hangsUp);
      const { at } = await link.seen('leg-answered', callId);

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'answered', code: 200, answeredAt: at });
    });

    const { machine } = numbers;
    if (machine === null) return;
    it('is machine when a machine took it', async () => {
      const link = await connect();
      const callId = await dial(link, machine);
      await link.seen('machine-detected', callId);
      await link.telephony.hangUp(callId, 'normal');

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'machine', code: 200 });
      expect(ended.answeredAt).not.toBeNull();
    });
  });
}

/** What is told of a leg while it lives. */
export function describeEvents({ numbers, connect }: ContractSuite): void {
  describe('events', () => {
    it('come in the order ringing, answered, ended', async () => {
      const link = await connect();
      const callId = await dial(link, numbers.hangsUp);
      await link.seen('leg-ended', callId);

      expect(link.typesOf(callId)).toEqual(['leg-ringing', 'leg-answered', 'leg-ended']);
    });

    it('tell of a key that is pressed and of the end of a prompt', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.answers);
      await link.telephony.play(callId, 'prompt-1', PROMPT);

      expect(await link.seen('key-pressed', callId)).toMatchObject({ key: numbers.key });
      expect(await link.seen('prompt-finished', callId)).toMatchObject({ playbackId: 'prompt-1' });
    });

    it('do not come for a prompt to a leg that is gone, which is no error', async () => {
      const link = await connect();
      const callId = await dial(link, numbers.busy);
      await link.seen('leg-ended', callId);
      await link.telephony.play(callId, 'prompt-2', PROMPT);

      expect(link.typesOf(callId)).not.toContain('prompt-finished');
    });
  });
}

/** Hanging up in every state of a leg. */
export function describeHangUp({ numbers, connect }: ContractSuite): void {
  describe('hangUp', () => {
    it.each(['normal', 'answered-elsewhere'] as const)('ends a ringing leg as cancelled, reason %s', async (reason) => {
      const link = await connect();
      const callId = await dial(link, numbers.noAnswer, 30);
      await link.seen('leg-ringing', callId);
      await link.telephony.hangUp(callId, reason);

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'cancelled', code: 487, answeredAt: null });
    });

    it('ends a leg that was dialled a moment ago', async () => {
      const link = await connect();
      const callId = await dial(link, numbers.noAnswer, 30);
      await link.telephony.hangUp(callId, 'normal');

      expect(await link.seen('leg-ended', callId)).toMatchObject({ disposition: 'cancelled', answeredAt: null });
    });

    it('ends an answered leg', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.answers);
      await link.telephony.hangUp(callId, 'normal');

      expect(await link.seen('leg-ended', callId)).toMatchObject({ disposition: 'answered', code: 200 });
    });

    it('ends a leg while something is played to it', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.answers);
      await link.telephony.play(callId, 'prompt-3', PROMPT);
      await link.telephony.hangUp(callId, 'normal');

      expect(await link.seen('leg-ended', callId)).toMatchObject({ code: 200 });
      expect(await link.seen('prompt-finished', callId)).toMatchObject({ playbackId: 'prompt-3' });
    });

    it('ends one leg of a bridge and leaves the other', async () => {
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(randomUUID(), [one, other]);
      await link.telephony.hangUp(one, 'normal');
      await link.seen('leg-ended', one);

      expect(await stateOf(link, other)).toBe('answered');
      await link.telephony.hangUp(other, 'normal');
    });

    it('ends both legs of a bridge, whoever is first', async () => {
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(randomUUID(), [one, other]);
      await Promise.all([link.telephony.hangUp(one, 'normal'), link.telephony.hangUp(other, 'normal')]);

      expect(await link.seen('leg-ended', one)).toMatchObject({ disposition: 'answered', code: 200 });
      expect(await link.seen('leg-ended', other)).toMatchObject({ disposition: 'answered', code: 200 });
    });

    it('does not mind a leg that is gone or never was', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.answers);
      await link.telephony.hangUp(callId, 'normal');
      await link.telephony.hangUp(callId, 'normal');
      await link.telephony.hangUp(newCallId(), 'normal');

      await link.seen('leg-ended', callId);
      expect(link.events.filter((event) => event.type === 'leg-ended')).toHaveLength(1);
    });
  });
}
