import type { Bridges } from './bridges.ts';
import type { Timers } from './scaled-timers.ts';

interface LiveRecording {
  bridgeId: string;
  name: string;
  format: string;
  startedAt: Date;
}

export interface RecordingSnapshot {
  name: string;
  format: string;
  state: string;
  target_uri: string;
}

/** Recordings of bridges: the live ones, and the names of those that are stored. */
export class BridgeRecordings {
  readonly #live = new Map<string, LiveRecording>();
  readonly #stored = new Map<string, { name: string; format: string }>();
  readonly #bridges: Bridges;
  readonly #timers: Timers;

  constructor(bridges: Bridges, timers: Timers) {
    this.#bridges = bridges;
    this.#timers = timers;
  }

  start(bridgeId: string, name: string, format: string, serial: string): RecordingSnapshot {
    const recording = { bridgeId, name, format, startedAt: this.#timers.now() };
    this.#live.set(name, recording);
    this.#bridges.setRecorder(bridgeId, `Recorder/ARI-${serial};2`);
    this.#bridges.emit(bridgeId, { type: 'RecordingStarted', recording: snapshotOf(recording, 'recording') });
    return snapshotOf(recording, 'queued');
  }

  /** Whether a recording goes on under this name, or is stored. */
  isTaken(name: string): boolean {
    return this.#live.has(name) || this.#stored.has(name);
  }

  /** The bridge is gone: what was recorded in it is stored, and nobody is told. */
  storeAll(bridgeId: string): void {
    for (const { name, format, bridgeId: recorded } of [...this.#live.values()]) {
      if (recorded !== bridgeId) continue;
      this.#live.delete(name);
      this.#stored.set(name, { name, format });
    }
  }

  stop(name: string): boolean {
    const recording = this.#live.get(name);
    if (!recording) return false;
    this.#live.delete(name);
    this.#stored.set(name, { name, format: recording.format });
    const duration = Math.round((this.#timers.now().getTime() - recording.startedAt.getTime()) / 1000);
    const event = { type: 'RecordingFinished', recording: { ...snapshotOf(recording, 'done'), duration } };
    this.#bridges.emit(recording.bridgeId, event);
    this.#bridges.setRecorder(recording.bridgeId, null);
    return true;
  }

  findStored(name: string): { name: string; format: string } | null {
    return this.#stored.get(name) ?? null;
  }
}

function snapshotOf({ name, format, bridgeId }: LiveRecording, state: string): RecordingSnapshot {
  return { name, format, state, target_uri: `bridge:${bridgeId}` };
}
