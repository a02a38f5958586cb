import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dialAnswered, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';

/** Joining legs, also those that have just gone. */
export function describeBridge({ numbers, connect }: ContractSuite): void {
  describe('bridge', () => {
    it('joins two answered legs until the people hang up', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.answers), await dialAnswered(link, numbers.answers)];

      expect(await link.telephony.bridge(bridgeId, [one, other])).toBe(true);
      expect(await link.telephony.listBridges()).toContain(bridgeId);
      expect(await link.seen('leg-ended', one)).toMatchObject({ code: 200, cause: 16 });
      expect(await link.seen('leg-ended', other)).toMatchObject({ code: 200, cause: 16 });
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
