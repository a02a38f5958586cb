import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dial, dialAnswered, newCallId, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';

/** Joining legs, also those that have just gone. */
export function describeBridge({ numbers, connect }: ContractSuite): void {
  describe('bridge', () => {
    it('joins two answered legs until the people hang up', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.answers), await dialAnswered(link, numbers.answers)];

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(true);
      expect(await link.telephony.listBridges()).toContain(bridgeId);
      expect(await link.seen('leg-ended', one)).toMatchObject({ disposition: 'answered', code: 200 });
      expect(await link.seen('leg-ended', other)).toMatchObject({ disposition: 'answered', code: 200 });
    });

    it('joins a leg to which a prompt is still played', async () => {
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.answers), await dialAnswered(link, numbers.answers)];
      await link.telephony.play(one, 'prompt-4', PROMPT);

      expect(await link.telephony.bridge(randomUUID(), [one, other])).toBe(true);
    });

    it('can be asked for twice', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(bridgeId, [one, other]);

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(true);
      expect((await link.telephony.listBridges()).filter((id) => id === bridgeId)).toHaveLength(1);
    });

    it('resolves false and leaves no bridge when one of the legs has just gone', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.hangUp(other, 'normal');

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(false);
      expect(await link.telephony.listBridges()).not.toContain(bridgeId);
      expect(await stateOf(link, one)).toBe('answered');
    });

    it('resolves false when one of the legs has hung up by itself, and leaves the other', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.hangsUp)];
      await link.seen('leg-ended', other);

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(false);
      expect(await link.telephony.listBridges()).not.toContain(bridgeId);
      expect(await stateOf(link, one)).toBe('answered');
    });

    it('resolves false when one of the legs still rings, and lets it ring', async () => {
      const link = await connect();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dial(link, numbers.noAnswer, 30)];
      await link.seen('leg-ringing', other);

      expect(await link.telephony.bridge(randomUUID(), [one, other])).toBe(false);
      expect(await stateOf(link, other)).toBe('ringing');
      await link.telephony.hangUp(other, 'normal');
    });

    it('resolves false when both legs are gone', async () => {
      const link = await connect();

      expect(await link.telephony.bridge(randomUUID(), [newCallId(), newCallId()])).toBe(false);
    });

    it('joins again two legs whose bridge was removed', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(bridgeId, [one, other]);
      await link.telephony.removeBridge(bridgeId);

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(true);
    });

    it('is gone when it is removed, and may be removed again', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(bridgeId, [one, other]);
      await link.telephony.removeBridge(bridgeId);
      await link.telephony.removeBridge(bridgeId);

      expect(await link.telephony.listBridges()).not.toContain(bridgeId);
    });
  });
}
