import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import type { LinkState, LiveCall, Telephony, TelephonyEvent, TelephonyHandlers } from '../port.ts';

const DEADLINE_MS = 8_000;
const ASK_EVERY_MS = 50;

type EventOf<T extends TelephonyEvent['type']> = Extract<TelephonyEvent, { type: T }>;

/** One driver under test with all that it has told so far. */
export class ContractLink {
  readonly events: TelephonyEvent[] = [];
  readonly states: LinkState[] = [];
  readonly telephony: Telephony;
  readonly #waiting = new Set<() => void>();

  constructor(connect: (handlers: TelephonyHandlers) => Telephony) {
    this.telephony = connect({
      onEvent: (event) => {
        this.events.push(event);
        this.#wake();
      },
      onLink: (state) => {
        this.states.push(state);
        this.#wake();
      },
    });
  }

  /** The first such event of the leg, as soon as it is there. */
  seen<T extends TelephonyEvent['type']>(type: T, callId: string): Promise<EventOf<T>> {
    const isWanted = (event: TelephonyEvent): event is EventOf<T> => event.type === type && event.callId === callId;
    return this.#until(`${type} of ${callId}`, () => this.events.find(isWanted));
  }

  /** Waits until the link has come to this state so many times. */
  async reached(state: LinkState, times = 1): Promise<void> {
    const isReached = (): boolean => this.states.filter((one) => one === state).length >= times;
    await this.#until(`link ${state}`, () => (isReached() ? true : undefined));
  }

  /** Waits until the end of a prompt was told so many times. */
  async finished(playbackId: string, times = 1): Promise<void> {
    const isWanted = (event: TelephonyEvent): boolean =>
      event.type === 'prompt-finished' && event.playbackId === playbackId;
    await this.#until(`end of ${playbackId}`, () => (this.events.filter(isWanted).length >= times ? true : undefined));
  }

  /** Asks the exchange until it says this of a leg; undefined: that it is not alive. */
  async becomes(callId: string, state: LiveCall['state'] | undefined): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const live = (await this.telephony.listLiveCalls()).find((call) => call.callId === callId);
      if (live?.state === state) return;
      if (Date.now() > deadline) throw new Error(`${callId} did not become ${String(state)}: ${String(live?.state)}`);
      await sleep(ASK_EVERY_MS);
    }
  }

  /** Asks the exchange until it gives the recording. */
  async recorded(recordingName: string): Promise<Buffer> {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const opened = await this.telephony.openRecording(recordingName);
      if (opened !== null && opened !== 'live') return buffer(opened);
      if (Date.now() > deadline) throw new Error(`${recordingName} was not stored: ${String(opened)}`);
      await sleep(ASK_EVERY_MS);
    }
  }

  typesOf(callId: string): TelephonyEvent['type'][] {
    return this.events.filter((event) => event.callId === callId).map(({ type }) => type);
  }

  #until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`${what} did not come; there were ${JSON.stringify(this.events)}`));
      }, DEADLINE_MS);
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        clearTimeout(deadline);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
