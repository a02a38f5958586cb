import { WebSocket } from 'ws';

import { formatAriTime } from './channel.ts';
import type { EventDamage } from './damage.ts';
import type { Timers } from './scaled-timers.ts';

export type AriEvent = { type: string } & Record<string, unknown>;

export type Emit = (application: string, event: AriEvent) => void;

const ASTERISK_ID = '02:fc:00:00:00:01';

/** Which event socket holds which application. The last one that came holds it; the one before stays open and silent. */
export class Applications {
  readonly #holders = new Map<string, WebSocket | null>();
  readonly #timers: Timers;
  readonly #damage: EventDamage;

  constructor(timers: Timers, damage: EventDamage) {
    this.#timers = timers;
    this.#damage = damage;
  }

  connect(names: string[], socket: WebSocket): void {
    for (const name of names) {
      if (this.isHeld(name)) this.emit(name, { type: 'ApplicationReplaced' });
      this.#holders.set(name, socket);
    }
    socket.on('close', () => {
      for (const name of names) {
        if (this.#holders.get(name) === socket) this.#holders.set(name, null);
      }
    });
  }

  isHeld(name: string): boolean {
    return this.#holders.get(name)?.readyState === WebSocket.OPEN;
  }

  isKnown(name: string): boolean {
    return this.#holders.has(name);
  }

  /** What nobody listens to is gone: nothing is kept for later. */
  emit(name: string, event: AriEvent): void {
    const timestamp = formatAriTime(this.#timers.now());
    const holder = this.#holders.get(name);
    if (!holder) return;
    const text = JSON.stringify({ ...event, timestamp, asterisk_id: ASTERISK_ID, application: name });
    // On its way to this holder: it does not reach another one who has come meanwhile.
    this.#damage.pass(() => {
      holder.send(text);
    });
  }
}
