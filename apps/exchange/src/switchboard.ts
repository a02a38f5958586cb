import type { Applications } from './applications.ts';
import { BridgeRecordings } from './bridge-recordings.ts';
import { Bridges } from './bridges.ts';
import { Call } from './call.ts';
import type { ChannelSnapshot } from './channel.ts';
import { findPerson } from './dialplan.ts';
import { parseEndpoint } from './endpoint.ts';
import { PersonAtPhone } from './person-at-phone.ts';
import { Playbacks } from './playbacks.ts';
import type { Timers } from './scaled-timers.ts';
import type { Witness } from './witness.ts';

export interface Order {
  id: string;
  application: string;
  endpoint: string;
  timeoutSeconds: number;
  variables: Record<string, string>;
  callerId: string | null;
}

export interface SwitchboardDeps {
  applications: Applications;
  timers: Timers;
  witness: Witness;
  keys: { accept: string; cancel: string };
}

/** The calls of the exchange with the people at their far ends, the bridges they are in and what is played to them. */
export class Switchboard {
  readonly bridges: Bridges;
  readonly playbacks: Playbacks;
  readonly recordings: BridgeRecordings;
  readonly #calls = new Map<string, { call: Call; person: PersonAtPhone | null }>();
  readonly #deps: SwitchboardDeps;
  #lastSerial = 0;

  constructor(deps: SwitchboardDeps) {
    const { applications, timers } = deps;
    const emit = applications.emit.bind(applications);
    this.#deps = deps;
    this.bridges = new Bridges(emit, timers, (call) => this.#calls.get(call.id)?.person?.startTalking());
    this.playbacks = new Playbacks(emit, timers, (call) => this.#calls.get(call.id)?.person?.hearPrompt());
    this.recordings = new BridgeRecordings(this.bridges, timers);
  }

  /** Sends a call on its way and shows it as it was made; its first events are out before this returns. */
  originate(order: Order): ChannelSnapshot | 'id-taken' | 'no-such-technology' {
    if (this.#calls.has(order.id)) return 'id-taken';
    const endpoint = parseEndpoint(order.endpoint);
    if (!endpoint) return 'no-such-technology';
    const call = this.#createCall({ ...order, endpoint });
    const found = findPerson(endpoint.exten);
    const { timers, keys } = this.#deps;
    const person = found && new PersonAtPhone(found, call, timers, keys);
    this.#calls.set(order.id, { call, person });
    const snapshot = call.near.snapshot();
    call.start();
    if (person) {
      call.reachPhone();
      person.pickUp();
    } else call.reachNobody();
    return snapshot;
  }

  findCall(id: string): Call | null {
    return this.#calls.get(id)?.call ?? null;
  }

  listChannels(): ChannelSnapshot[] {
    return [...this.#calls.values()].flatMap(({ call }) => call.channels());
  }

  channelIdsOf(application: string): string[] {
    const calls = [...this.#calls.values()].filter(({ call }) => call.application === application);
    return calls.flatMap(({ call }) => (call.far ? [call.near.id, call.far.id] : [call.near.id]));
  }

  takeSerial(): string {
    return (++this.#lastSerial).toString(16).padStart(8, '0');
  }

  #createCall(order: Omit<Order, 'endpoint'> & { endpoint: NonNullable<ReturnType<typeof parseEndpoint>> }): Call {
    const { applications, timers, witness } = this.#deps;
    const call: Call = new Call(
      { ...order, serial: this.takeSerial() },
      {
        timers,
        witness,
        emit: (event) => {
          applications.emit(order.application, event);
        },
        isHeld: () => applications.isHeld(order.application),
        onLeaveStasis: () => {
          this.playbacks.stopAll(call);
          this.bridges.leave(call);
        },
        onGone: () => {
          this.#calls.get(order.id)?.person?.leave();
          this.#calls.delete(order.id);
        },
      },
    );
    return call;
  }
}
