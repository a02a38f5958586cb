import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { dialAnswered, newCallId, PROMPT, stateOf, type ContractSuite } from './contract-suite.ts';
import { parseWav } from '../speech/wav.ts';

/** What is played to people and which keys are pressed for them. */
export function describeMedia({ numbers, connect }: ContractSuite): void {
  describe('play', () => {
    it('plays a sound that the exchange has', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, { sound: 'hello-world' });

      expect(await link.seen('prompt-finished', callId)).toMatchObject({ playbackId: `${callId}-p1` });
    });

    it('finishes also when there is no such sound', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, { sound: '../no such sound' });

      expect(await link.seen('prompt-finished', callId)).toMatchObject({ playbackId: `${callId}-p1` });
      expect(await stateOf(link, callId)).toBe('answered');
    });

    it('plays once what is asked for twice while it is played', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);
      await link.finished(`${callId}-p1`);
      await link.telephony.play(callId, `${callId}-p2`, PROMPT);
      await link.finished(`${callId}-p2`);

      const finished = link.events.filter((event) => event.type === 'prompt-finished');
      expect(finished.map(({ playbackId }) => playbackId)).toEqual([`${callId}-p1`, `${callId}-p2`]);
    });

    it('cuts off what is being said when something else is to be said', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);
      await link.telephony.play(callId, `${callId}-p2`, { sound: 'hello-world' });
      await link.finished(`${callId}-p2`);

      const finished = link.events.filter((event) => event.type === 'prompt-finished');
      const [first, second] = finished.map(({ at }) => at.getTime());
      expect(finished.map(({ playbackId }) => playbackId)).toEqual([`${callId}-p1`, `${callId}-p2`]);
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(100);
    });

    it('plays again what is over, to somebody whose keys nobody heard', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);
      await link.finished(`${callId}-p1`);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);

      await link.finished(`${callId}-p1`, 2);
    });

    it('is over when the person hangs up in the middle', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.hangsUp);
      await link.telephony.play(callId, `${callId}-p1`, PROMPT);

      expect(await link.seen('leg-ended', callId)).toMatchObject({ code: 200 });
      await link.finished(`${callId}-p1`);
    });
  });

  describe('sendKeys', () => {
    it('presses keys on an answered leg', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);

      await expect(link.telephony.sendKeys(callId, '12#', 0.1)).resolves.toBeUndefined();
    });

    it('does not mind a leg that is gone or never was', async () => {
      const link = await connect();

      await expect(link.telephony.sendKeys(newCallId(), '1', 0)).resolves.toBeUndefined();
    });

    it('refuses what is on no phone', async () => {
      const link = await connect();
      const callId = await dialAnswered(link, numbers.patient);

      await expect(link.telephony.sendKeys(callId, '1&app=x', 0)).rejects.toBeInstanceOf(RangeError);
    });
  });
}

/** Recording what is said in a bridge. */
export function describeRecording({ numbers, connect }: ContractSuite): void {
  describe('record', () => {
    it('records a bridge, once when it is asked for twice', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(bridgeId, [one, other]);

      expect(await link.telephony.record(bridgeId, bridgeId)).toBe(true);
      expect(await link.telephony.record(bridgeId, bridgeId)).toBe(true);
      await link.telephony.removeBridge(bridgeId);
      expect(await stateOf(link, one)).toBe('answered');
    });

    it('gives the recording of a bridge that is gone, until it is removed', async () => {
      const link = await connect();
      const bridgeId = randomUUID();
      const [one, other] = [await dialAnswered(link, numbers.patient), await dialAnswered(link, numbers.patient)];
      await link.telephony.bridge(bridgeId, [one, other]);
      await link.telephony.record(bridgeId, bridgeId);
      expect(await link.telephony.openRecording(bridgeId)).toBe('live');
      await link.telephony.removeBridge(bridgeId);

      expect(parseWav(await link.recorded(bridgeId)).samplesPerSecond).toBe(8000);
      await link.telephony.removeRecording(bridgeId);
      await link.telephony.removeRecording(bridgeId);
      expect(await link.telephony.openRecording(bridgeId)).toBeNull();
    });

    it('resolves false when the bridge is gone', async () => {
      const link = await connect();

      expect(await link.telephony.record(randomUUID(), randomUUID())).toBe(false);
    });
  });
}
