import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { ContractLink } from './contract-link.ts';
import { DialRefusedError, ExchangeUnreachableError, type Telephony, type TelephonyHandlers } from './port.ts';

/** Numbers whose phones do what the contract needs. */
export interface ContractNumbers {
  /** Answers at once, presses `key` when something is played, hangs up a while after it was bridged. */
  answers: string;
  key: string;
  /** Answers at once and stays for seconds, whatever happens. */
  patient: string;
  busy: string;
  /** Rings for longer than a second. */
  noAnswer: string;
  declines: string;
  noSuchNumber: string;
  unavailable: string;
  carrierFault: string;
  /** Answers and hangs up by itself. */
  hangsUp: string;
  machine: string;
}

/** An exchange that drivers can be connected to, one after the other or at once. */
export interface ContractExchange {
  connect: (handlers: TelephonyHandlers) => Telephony;
  /** Cuts the link of every driver, as a failing network does. */
  cutLink: () => void;
  /** How often a phone was called under this id. */
  countRings: (callId: string) => number;
  close: () => Promise<void>;
}

const PROMPT = { text: 'A visitor of your site wants to talk to you.', language: 'en' } as const;

/** What every driver of the `Telephony` port has to do, whatever exchange is behind it. */
export function describeTelephonyContract(
  name: string,
  numbers: ContractNumbers,
  create: () => Promise<ContractExchange>,
): void {
  describe(`the telephony contract, ${name}`, () => {
    let exchange: ContractExchange;
    const links: ContractLink[] = [];

    async function connect(): Promise<ContractLink> {
      const link = new ContractLink(exchange.connect);
      links.push(link);
      await link.reached('up');
      return link;
    }

    beforeAll(async () => {
      exchange = await create();
    });
    afterEach(async () => {
      for (const { telephony } of links.splice(0)) await telephony.close();
    });
    afterAll(() => exchange.close());

    const suite: ContractSuite = { numbers, exchange: () => exchange, connect };
    describeDispositions(suite);
    describeEvents(suite);
    describeHangUp(suite);
    describeBridge(suite);
    describeDialling(suite);
    describeHolders(suite);
  });
}

interface ContractSuite {
  numbers: ContractNumbers;
  exchange: () => ContractExchange;
  connect: () => Promise<ContractLink>;
}

function describeDispositions({ numbers, connect }: ContractSuite): void {
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
      expect(ended).toMatchObject({ disposition: 'answered', code: 200, cause: 16, answeredAt: at });
    });

    it('is machine when a machine took it', async () => {
      const link = await connect();
      const callId = await dial(link, numbers.machine);
      await link.seen('machine-detected', callId);
      await link.telephony.hangUp(callId, 'normal');

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'machine', code: 200 });
      expect(ended.answeredAt).not.toBeNull();
    });
  });
}

function describeEvents({ numbers, connect }: ContractSuite): void {
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

function describeHangUp({ numbers, connect }: ContractSuite): void {
  describe('hangUp', () => {
    it.each(['normal', 'answered-elsewhere'] as const)('ends a ringing leg as cancelled, reason %s', async (reason) => {
      const link = await connect();
      const callId = await dial(link, numbers.noAnswer, 30);
      await link.seen('leg-ringing', callId);
      await link.telephony.hangUp(callId, reason);

      const ended = await link.seen('leg-ended', callId);
      expect(ended).toMatchObject({ disposition: 'cancelled', code: 487, answeredAt: null });
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

function describeBridge({ numbers, connect }: ContractSuite): void {
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

function describeDialling({ numbers, exchange, connect }: ContractSuite): void {
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

function describeHolders({ numbers, exchange, connect }: ContractSuite): void {
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

function newCallId(): string {
  return `leg-${randomUUID()}`;
}

async function dial(link: ContractLink, number: string, ringTimeoutSeconds = 10): Promise<string> {
  const callId = newCallId();
  await link.telephony.dial({ callId, number, ringTimeoutSeconds });
  return callId;
}

async function dialAnswered(link: ContractLink, number: string): Promise<string> {
  const callId = await dial(link, number);
  await link.seen('leg-answered', callId);
  return callId;
}

async function stateOf({ telephony }: ContractLink, callId: string): Promise<string | undefined> {
  return (await telephony.listLiveCalls()).find((call) => call.callId === callId)?.state;
}
