import type { Call } from './call.ts';
import type { Person, Step } from './dialplan.ts';
import type { Timers } from './scaled-timers.ts';

/** Asterisk's Answer() waits that long for sound before the next line of the dialplan. */
const ANSWER_SECONDS = 0.5;
const KEY_AFTER_SECONDS = 0.3;
const KEY_LASTS_SECONDS = 0.2;
const KEY_PAUSE_SECONDS = 0.25;

/** Lives through the steps of one person's dialplan, and presses keys and talks in between. */
export class PersonAtPhone {
  readonly #person: Person;
  readonly #call: Call;
  readonly #timers: Timers;
  readonly #keys: { accept: string; cancel: string };
  readonly #plans = new Set<() => void>();
  #isTalking = false;

  constructor(person: Person, call: Call, timers: Timers, keys: { accept: string; cancel: string }) {
    this.#person = person;
    this.#call = call;
    this.#timers = timers;
    this.#keys = keys;
  }

  pickUp(): void {
    this.#take(0);
  }

  /** Something is being played to the person. */
  hearPrompt(): void {
    const { key } = this.#person;
    if (!key) return;
    this.#after(KEY_AFTER_SECONDS, () => {
      this.#pressKey(this.#keys[key]);
    });
  }

  /** There is somebody at the other end. */
  startTalking(): void {
    const { talkSeconds } = this.#person;
    if (talkSeconds === undefined || this.#isTalking) return;
    this.#isTalking = true;
    this.#after(talkSeconds, () => {
      this.#call.endByPerson(16);
    });
  }

  leave(): void {
    for (const callOff of this.#plans) callOff();
    this.#plans.clear();
  }

  #take(index: number): void {
    const step = this.#person.steps[index];
    if (!step) {
      this.#call.endByPerson(16);
      return;
    }
    this.#call.showStep(index + 1, step.app, dataOf(step));
    const seconds = this.#act(step);
    if (this.#call.isGone) return;
    if (seconds === 0) this.#take(index + 1);
    else {
      this.#after(seconds, () => {
        this.#take(index + 1);
      });
    }
  }

  /** Does one step; how long until the next one. */
  #act(step: Step): number {
    switch (step.app) {
      case 'Ringing':
        this.#call.ring();
        return 0;
      case 'Answer':
        this.#call.answer();
        return ANSWER_SECONDS;
      case 'Wait':
        return step.seconds;
      case 'Busy':
        this.#call.turnAway('BUSY');
        return 0;
      case 'Congestion':
        this.#call.turnAway('CONGESTION');
        return 0;
      case 'AMD':
        this.#call.setVariable(this.#call.far ?? this.#call.near, 'AMDSTATUS', 'MACHINE');
        return 0;
      case 'SendDTMF':
        this.#after(KEY_LASTS_SECONDS, () => {
          this.#pressKey(step.digit);
        });
        return KEY_LASTS_SECONDS + KEY_PAUSE_SECONDS;
      case 'Hangup':
        this.#call.endByPerson(step.cause);
        return 0;
    }
  }

  #pressKey(digit: string): void {
    this.#call.emitFor(this.#call.near, { type: 'ChannelDtmfReceived', digit, duration_ms: 100 });
  }

  #after(seconds: number, run: () => void): void {
    const callOff = this.#timers.after(seconds, () => {
      this.#plans.delete(callOff);
      run();
    });
    this.#plans.add(callOff);
  }
}

/** The arguments of a step, as Asterisk shows them. */
function dataOf(step: Step): string {
  switch (step.app) {
    case 'Wait':
      return String(step.seconds);
    case 'Hangup':
      return String(step.cause);
    case 'SendDTMF':
      return step.digit;
    case 'Busy':
      return '5';
    case 'Congestion':
      return '3';
    case 'Ringing':
    case 'Answer':
    case 'AMD':
      return '';
  }
}
