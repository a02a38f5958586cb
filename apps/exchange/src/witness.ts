/** What happened to a phone. `ring`: a call was sent to it, whatever became of it, so a busy phone has its ring too. */
export interface WitnessEvent {
  at: string;
  kind: 'ring' | 'answer' | 'keys' | 'hangup';
  number: string;
  callId: string;
  /** The number that the phone showed, as far as one was given. */
  callerId?: string;
  /** That were pressed by us, such as an extension. */
  keys?: string;
  /** Q.850, of a hang-up. */
  cause?: number;
}

const KEPT_EVENTS = 100_000;

/** Remembers every ring, answer and hang-up, oldest first; the oldest go when there are too many. */
export class Witness {
  readonly #events: WitnessEvent[] = [];

  see(event: WitnessEvent): void {
    this.#events.push(event);
    if (this.#events.length > KEPT_EVENTS) this.#events.splice(0, KEPT_EVENTS / 10);
  }

  events(): WitnessEvent[] {
    return [...this.#events];
  }
}
