import type { TelephonyEvent } from './port.ts';

/** Which prompts run on which legs, as far as this driver started them. */
export class RunningPlaybacks {
  readonly #byCall = new Map<string, Set<string>>();

  add(callId: string, playbackId: string): void {
    const ids = this.#byCall.get(callId) ?? new Set();
    this.#byCall.set(callId, ids.add(playbackId));
  }

  remove(callId: string, playbackId: string): void {
    this.#byCall.get(callId)?.delete(playbackId);
  }

  of(callId: string): string[] {
    return [...(this.#byCall.get(callId) ?? [])];
  }

  follow(event: TelephonyEvent): void {
    if (event.type === 'prompt-finished') this.remove(event.callId, event.playbackId);
    if (event.type === 'leg-ended') this.#byCall.delete(event.callId);
  }
}
