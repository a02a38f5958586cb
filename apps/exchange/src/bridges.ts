import type { AriEvent, Emit } from './applications.ts';
import type { Call } from './call.ts';
import { formatAriTime } from './channel.ts';
import type { Timers } from './scaled-timers.ts';

export interface BridgeSnapshot {
  id: string;
  technology: string;
  bridge_type: string;
  bridge_class: string;
  creator: string;
  name: string;
  channels: string[];
  creationtime: string;
  video_mode: string;
}

interface Bridge {
  id: string;
  type: string;
  createdAt: string;
  calls: Call[];
  /** The channel that records, first in everybody's list of peers. */
  recorder: string | null;
  /** Who hears of the bridge: an application subscribes with its first channel in it. */
  applications: Set<string>;
}

/** The bridges of the exchange and who is in them. */
export class Bridges {
  readonly #bridges = new Map<string, Bridge>();
  readonly #emit: Emit;
  readonly #timers: Timers;
  readonly #onTalk: (call: Call) => void;

  constructor(emit: Emit, timers: Timers, onTalk: (call: Call) => void) {
    this.#emit = emit;
    this.#timers = timers;
    this.#onTalk = onTalk;
  }

  /** Makes a bridge under this id. */
  open(id: string, type: string): BridgeSnapshot {
    const createdAt = formatAriTime(this.#timers.now());
    const bridge = { id, type, createdAt, calls: [], recorder: null, applications: new Set<string>() };
    this.#bridges.set(id, bridge);
    return snapshotOf(bridge);
  }

  has(id: string): boolean {
    return this.#bridges.has(id);
  }

  list(): BridgeSnapshot[] {
    return [...this.#bridges.values()].map(snapshotOf);
  }

  idsOf(application: string): string[] {
    return [...this.#bridges.values()].filter((one) => one.applications.has(application)).map(({ id }) => id);
  }

  enter(id: string, calls: Call[]): void {
    const bridge = this.#bridges.get(id);
    if (!bridge) return;
    for (const call of calls) {
      // Asterisk does so even with a channel that is in this very bridge.
      this.leave(call);
      bridge.calls.push(call);
      bridge.applications.add(call.application);
      this.#tell(bridge, call, 'ChannelEnteredBridge');
    }
    if (bridge.calls.length < 2) return;
    this.#namePeers(bridge);
    for (const call of bridge.calls) this.#onTalk(call);
  }

  /** Takes the call out of the bridge that it is in, if any. */
  leave(call: Call): void {
    const bridge = [...this.#bridges.values()].find(({ calls }) => calls.includes(call));
    if (!bridge) return;
    call.setVariable(call.near, 'BRIDGEPEER', '');
    bridge.calls = bridge.calls.filter((other) => other !== call);
    this.#tell(bridge, call, 'ChannelLeftBridge');
  }

  destroy(id: string): boolean {
    const bridge = this.#bridges.get(id);
    if (!bridge) return false;
    for (const call of bridge.calls) this.leave(call);
    this.#bridges.delete(id);
    for (const application of bridge.applications) {
      this.#emit(application, { type: 'BridgeDestroyed', bridge: snapshotOf(bridge) });
    }
    return true;
  }

  /** A recorder joins or leaves; every channel in the bridge sees it among its peers. */
  setRecorder(id: string, recorder: string | null): void {
    const bridge = this.#bridges.get(id);
    if (!bridge) return;
    bridge.recorder = recorder;
    this.#namePeers(bridge);
  }

  /** Tells every application that has a channel in the bridge. */
  emit(id: string, event: AriEvent): void {
    for (const application of this.#bridges.get(id)?.applications ?? []) this.#emit(application, event);
  }

  #namePeers(bridge: Bridge): void {
    for (const call of bridge.calls) {
      const others = bridge.calls.filter((other) => other !== call).map(({ near }) => near.name);
      const peers = bridge.recorder === null ? others : [bridge.recorder, ...others];
      call.setVariable(call.near, 'BRIDGEPEER', peers.join(','));
    }
  }

  #tell(bridge: Bridge, call: Call, type: string): void {
    call.emitFor(call.near, { type, bridge: snapshotOf(bridge) });
  }
}

function snapshotOf(bridge: Bridge): BridgeSnapshot {
  return {
    id: bridge.id,
    technology: 'simple_bridge',
    bridge_type: bridge.type,
    bridge_class: 'stasis',
    creator: 'Stasis',
    name: '',
    channels: bridge.calls.map(({ id }) => id),
    creationtime: bridge.createdAt,
    video_mode: 'talker',
  };
}
